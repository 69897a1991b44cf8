"""What an installation was set up with: SKILLMARK_DATA/installation.toml, read before anything else is.

Standard library only: settings are made from it.
"""

import difflib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from skillmark.kernel.values import BadInput, told

FILE = "installation.toml"
HEAD = "# Written by `skillmark setup`. Change it by hand and start again; `skillmark doctor` checks it.\n"
MAIL_SCHEMES = ("smtp", "smtps")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MAIL_SECONDS = 20
LEAST_SECRET = 24  # letters; somebody who knows an address of ours must not guess it
SMS_SCHEMES = ("file", "https", "http")


@dataclass(frozen=True, slots=True)
class Facts:
    """Where an installation stands and whom it sends with. Empty means: not given.

    `incoming` is the secret shared with the SMS gateway and the mail server, by which what they tell is believed.
    """

    address: str = ""
    mail: str = ""
    mail_from: str = ""
    sms: str = ""
    incoming: str = ""
    backups: str = ""
    certificate: str = ""
    certificate_key: str = ""
    behind_proxy: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything `setup` asks: the three that suffice, and the rest. `trial`: it may be deleted whole later."""

    organisation: str
    administrator: str
    facts: Facts
    administrator_name: str = ""
    public_name: str = ""
    slug: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    currency: str = "USD"
    trial: bool = False


NEEDED = ("organisation", "address", "administrator")
OPTIONAL = tuple(
    field.name for kind in (Answers, Facts) for field in fields(kind) if field.name not in (*NEEDED, "facts")
)


def read(data: Path) -> Facts:
    """The facts of this installation; all empty where it was not set up. Raises BadInput for a file that is none."""
    file = data / FILE
    if not file.exists():
        return Facts()
    known = {field.name for field in fields(Facts)}
    return _facts(_toml(file, known), str(file))


def write(data: Path, facts: Facts) -> None:
    """Write the facts whole or not at all, readable by their owner alone: a mail password stands in them."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = data / f".{FILE}.{os.getpid()}"
    given = {name: value for name, value in asdict(facts).items() if value}
    lines = [f"{name} = {json.dumps(value)}" for name, value in given.items()]  # a JSON string is a TOML string
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(HEAD + "\n".join(lines) + "\n")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(data / FILE)


def mail_options(url: str) -> dict[str, Any]:
    """What the framework's mail connection is opened with. `smtp` is ciphered from the start of the talk, except to
    this very machine; `smtps` from its first byte.
    """
    parts = urlsplit(url)
    on_this_machine = parts.hostname in LOOPBACK
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 25 if on_this_machine else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and not on_this_machine,
        "timeout": MAIL_SECONDS,
    }


def read_answers(file: Path) -> Answers:
    """The answers of a file. Raises BadInput naming the key that is missing, unknown or not usable."""
    found = _toml(file, {*NEEDED, *OPTIONAL})
    for key in NEEDED:
        if not found.get(key):
            raise BadInput.of(f"lacks “{key}”; these three suffice: {', '.join(NEEDED)}", file=str(file))
    return answers(found, str(file))


def answers(found: Mapping[str, Any], name: str) -> Answers:
    """Answers as given, checked. `name` is what a problem is said to be in. Raises BadInput."""
    facts = _facts({key: value for key, value in found.items() if key in {field.name for field in fields(Facts)}}, name)
    mine = {field.name for field in fields(Answers)} - {"facts"}
    given: dict[str, Any] = {key: value for key, value in found.items() if key in mine}
    given |= {key: value.strip() for key, value in given.items() if isinstance(value, str)}
    chosen = Answers(**given, facts=facts)
    local, at, domain = chosen.administrator.partition("@")
    if not (local and at and "." in domain) or any(letter.isspace() for letter in chosen.administrator):
        said = told("“%(address)s” is not an e-mail address", address=chosen.administrator)
        raise BadInput.of(said, file=name, column="administrator")
    if len(chosen.organisation) > 200:
        raise BadInput.of(told("is longer than 200 letters"), file=name, column="organisation")
    return chosen


def _facts(found: Mapping[str, Any], name: str) -> Facts:
    plain: dict[str, Any] = {key: value.strip() if isinstance(value, str) else value for key, value in found.items()}
    facts = Facts(**plain)
    _check_url(facts.address, ("https", "http"), "address", "https://skills.example.org", name)
    _check_url(facts.mail, MAIL_SCHEMES, "mail", "smtp://user:password@mail.example.org:587", name)
    _check_url(facts.sms, SMS_SCHEMES, "sms", "https://gateway.example.org/send", name)
    if facts.incoming and len(facts.incoming) < LEAST_SECRET:  # it is not repeated
        said = told("is shorter than %(least)s letters", least=LEAST_SECRET)
        raise BadInput.of(said, file=name, column="incoming")
    if urlsplit(facts.address).path.strip("/"):
        said = told("has a path; Skillmark stands at the root of its address")
        raise BadInput.of(said, file=name, column="address")
    if bool(facts.certificate) != bool(facts.certificate_key):
        said = told("a certificate and its key are given together")
        raise BadInput.of(said, file=name, column="certificate")
    return facts


def _check_url(value: str, schemes: tuple[str, ...], key: str, example: str, name: str) -> None:
    if not value:
        return
    try:
        parts = urlsplit(value)
        usable = parts.scheme in schemes and (parts.hostname or parts.scheme == "file") and parts.port != 0
    except ValueError:
        usable = False
    if not usable:  # a password may stand in it, so it is not repeated
        raise BadInput.of(told("is not an address such as %(example)s", example=example), file=name, column=key)


def _toml(file: Path, known: set[str]) -> dict[str, Any]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput.of("does not exist", file=str(file)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput.of(f"cannot be read as TOML ({error})", file=str(file)) from None
    for key, value in found.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise BadInput.of(
                f"“{key}” is not a key" + (f"; did you mean “{near[0]}”?" if near else ""), file=str(file)
            )
        wanted = bool if key in ("behind_proxy", "trial") else str
        if not isinstance(value, wanted):
            said = "true or false" if wanted is bool else "a text in quotation marks"
            raise BadInput.of(f"is not {said}", file=str(file), column=key)
    return found
