"""What is said between us and an organisation's provider (OpenID Connect, authorization code with PKCE).

Nothing is taken on trust because it came over our own connection: the signature of what the provider says, its maker,
its reader, its time and our nonce are checked always. Providers are asked through the guarded fetcher alone.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt

from skillmark.foundation import fetch

WELL_KNOWN = "/.well-known/openid-configuration"
# no HS256: with it, whoever knows the client secret, or a public key taken for one, could speak as the provider
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LEEWAY_SECONDS = 60  # clocks of two servers
MOST_BYTES = 256 * 2**10
SECONDS = 5.0  # somebody waits before a blank page
MULTI_FACTOR = "mfa"  # RFC 8176
# what providers say in `acr` for a log-in with more than one factor: PAPE's policy, and REFEDS's profile
MULTI_FACTOR_CLASSES = frozenset(
    {"http://schemas.openid.net/pape/policies/2007/06/multi-factor", "https://refeds.org/profile/mfa"}
)
ask = fetch.fetch


class Reason(StrEnum):
    """Why somebody is not let in. Each has its sentence in `words`."""

    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"
    STATE = "state"
    NONCE = "nonce"
    SIGNATURE = "signature"
    AUDIENCE = "audience"
    ISSUER = "issuer"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"
    DOMAIN = "domain"
    UNKNOWN = "unknown"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"


class NotLetIn(Exception):
    """Nobody is let in; says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider is asked, as its discovery document tells."""

    issuer: str
    authorization: str
    token: str
    keys: str
    posts_secret: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the provider says of whoever logged in there."""

    email: str
    verified: bool
    second_step: bool


def discover(issuer: str) -> Provider:
    """Read where it is asked. Raises fetch.Refused for an address that may not be asked, NotLetIn where no provider
    answers for this very issuer.
    """
    told = _json(issuer.rstrip("/") + WELL_KNOWN)
    places = [told.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(isinstance(place, str) for place in places):
        raise NotLetIn(Reason.UNREACHABLE)
    for place in places:
        fetch.checked(str(place))
    if told.get("issuer") != issuer:
        raise NotLetIn(Reason.ISSUER)
    ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    authorization, token, keys = map(str, places)
    return Provider(issuer, authorization, token, keys, "client_secret_basic" not in ways)


def log_in_address(provider: Provider, *, client_id: str, back: str, state: str, nonce: str, verifier: str) -> str:
    """Where she logs in."""
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": back,
        "scope": "openid email",
        "state": state,
        "nonce": nonce,
        "code_challenge": _unpadded(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    return provider.authorization + ("&" if urlsplit(provider.authorization).query else "?") + urlencode(asked)


def redeem(provider: Provider, *, client_id: str, secret: str, back: str, code: str, verifier: str) -> str:
    """The identity token for a code. Raises NotLetIn."""
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if provider.posts_secret:
        given |= {"client_id": client_id, "client_secret": secret}
    else:  # RFC 6749 2.3.1: both are form-encoded first
        pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    token = _json(provider.token, method="POST", headers=headers, body=urlencode(given).encode()).get("id_token")
    if not isinstance(token, str):
        raise NotLetIn(Reason.UNREACHABLE)
    return token


def read(provider: Provider, token: str, *, client_id: str, nonce: str) -> Said:
    """What an identity token says, once all of it holds. Raises NotLetIn with what does not."""
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token,
            _key(_json(provider.keys), header),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=provider.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.InvalidAudienceError:
        raise NotLetIn(Reason.AUDIENCE) from None
    except jwt.InvalidIssuerError:
        raise NotLetIn(Reason.ISSUER) from None
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError):
        raise NotLetIn(Reason.EXPIRED) from None
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        raise NotLetIn(Reason.SIGNATURE) from None
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
        raise NotLetIn(Reason.AUDIENCE)
    if not nonce or claims.get("nonce") != nonce:
        raise NotLetIn(Reason.NONCE)
    return _said(claims)


def _said(claims: Mapping[str, Any]) -> Said:
    methods, level = claims.get("amr"), claims.get("acr")
    strong = (isinstance(methods, list) and MULTI_FACTOR in methods) or level in MULTI_FACTOR_CLASSES
    email = claims.get("email")
    return Said(
        email=email.strip().lower() if isinstance(email, str) else "",
        verified=claims.get("email_verified") is True,
        second_step=strong,
    )


def _key(document: Mapping[str, Any], header: Mapping[str, Any]) -> jwt.PyJWK:
    """The key that the token names; where it names none, the only one there is."""
    keys = jwt.PyJWKSet.from_dict(dict(document)).keys
    named = [key for key in keys if key.key_id == header.get("kid")] if "kid" in header else keys
    if len(named) != 1:
        raise ValueError("no such key")
    return named[0]


def _json(url: str, **asking: Any) -> dict[str, Any]:
    try:
        answer = ask(url, most_bytes=MOST_BYTES, seconds=SECONDS, **asking)
        told = json.loads(answer.body) if answer.status == 200 else None
    except (fetch.Failed, ValueError) as error:
        if isinstance(error, fetch.Refused):
            raise
        raise NotLetIn(Reason.UNREACHABLE) from None
    if not isinstance(told, dict):
        raise NotLetIn(Reason.UNREACHABLE)
    return told


def _unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
