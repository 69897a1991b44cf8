"""A small provider of log-ins (OpenID Connect) on loopback, with keys of its own, spoken to over real HTTP.

`ask` is the guarded fetcher itself, for whom its name leads to a public address and the line to this machine. What a
test wants wrong it says in `wrong`.
"""

import base64
import hashlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from skillmark.foundation import fetch

ISSUER = "https://log-in.example.org/harbor"
CLIENT, SECRET = "skillmark-1", "it:s a secret/ü"
PUBLIC = "93.184.215.14"
ADDRESS = "ana@harbor.example"


class Provider:
    """What it knows of the one who logs in (`claims`), what it does wrong, and what it was asked."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {"sub": "1042", "email": ADDRESS, "email_verified": True}
        self.wrong: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.port = 0

    def log_in(self, address: str) -> dict[str, str]:
        """What the browser brings back from the provider's page, once somebody has logged in there."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{ISSUER}/authorize"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        code = uuid4().hex
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def discovery(self) -> dict[str, Any]:
        told = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        return told | self.wrong.get("discovery", {})

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]}

    def token(self, given: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Every check that a real one makes: the client, its secret, the code once, the address and the verifier."""
        pair = base64.b64encode(b"skillmark-1:it%3As%20a%20secret%2F%C3%BC").decode()
        asked = self.codes.pop(given.get("code", ""), None)
        if authorization != f"Basic {pair}" or asked is None or asked["redirect_uri"] != given["redirect_uri"]:
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=")
        if challenge.decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.claims}
        claims |= self.wrong.get("claims", {})
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        if "token" in self.wrong:
            return str(self.wrong["token"](claims))
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})

    def ask(self, url: str, **options: Any) -> fetch.Answer:
        self.asked.append(url)
        return partial(fetch.fetch, resolver=lambda host, port: [PUBLIC], connector=self._line)(url, **options)

    def _line(self, address: str, port: int, host: str, seconds: float) -> socket.socket:
        assert (address, port, host) == (PUBLIC, 443, "log-in.example.org")
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/harbor")
            known = {"/.well-known/openid-configuration": provider.discovery, "/keys": provider.keys}
            self._answer(known[path]() if path in known else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(provider.token(given, self.headers.get("Authorization", "")))

        def _answer(self, told: dict[str, Any] | None) -> None:
            body = json.dumps(told or {"error": "invalid_grant"}).encode()
            self.send_response(200 if told else 400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    provider.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
