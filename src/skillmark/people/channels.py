"""Handing a message over: letters by mail, SMS by the gateway the installation names.

Each hand-over carries the message's own id, so that whoever receives it twice, because a worker was killed between
handing over and noting it, can tell. The file adapter names its file by the id, so there it is once.
Nothing here is logged: address and text are the person's.
"""

import json
import os
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from skillmark.foundation import fetch
from skillmark.people.queries.messages import Words

LANDLINES = "landlines.txt"  # in the folder of the file adapter: numbers that take no SMS, one a line
TAKES_NO_SMS = 422  # what a gateway answers for a number that cannot be reached by SMS, such as a landline
FOR_GOOD = range(500, 600)  # SMTP: the mailbox is not there, and will not be


class Undeliverable(ValueError):
    """It will never arrive; `problem` is a word of `words.PROBLEMS`."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


class Unreachable(ConnectionError):
    """The server or gateway did not take it now; it is tried again later."""


def send_letter(message_id: UUID, address: str, words: Words, sender: str) -> None:
    """Raises Undeliverable, and whatever the mail server's connection raises for what may pass."""
    page = words.address or f"{settings.ADDRESS}/me/"
    parts = [words.text, page, *([words.until] if words.until else [])]
    letter = EmailMessage(
        f"{sender}: {words.subject}",
        "\n\n".join(parts) + "\n",
        to=[address],
        headers={"Message-ID": f"<{message_id}@{urlsplit(settings.ADDRESS).hostname}>"},
    )
    try:
        letter.send()
    except SMTPRecipientsRefused as refused:
        if all(code in FOR_GOOD for code, _ in refused.recipients.values()):
            raise Undeliverable("refused") from None
        raise Unreachable from None  # its text names the address


def send_sms(message_id: UUID, phone: str, words: Words, sender: str, post: Any = None) -> None:
    """Raises Undeliverable for a number that takes no SMS, Unreachable for what may pass."""
    text = " ".join(part for part in (f"{sender}: {words.text}", words.address, words.until, words.stop) if part)
    parts = urlsplit(settings.INSTALLED.sms)
    if parts.scheme == "file":
        _write(Path(unquote(parts.path)), message_id, phone, text)
    else:
        _post(settings.INSTALLED.sms, message_id, phone, text, post or fetch.fetch)


def forget(message_ids: "list[UUID]") -> None:
    """Remove the files of these messages, where SMS are files."""
    parts = urlsplit(settings.INSTALLED.sms)
    if parts.scheme == "file":
        for message_id in message_ids:
            (Path(unquote(parts.path)) / f"{message_id}.json").unlink(missing_ok=True)


def _write(folder: Path, message_id: UUID, phone: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    landlines = folder / LANDLINES
    if landlines.exists() and phone in landlines.read_text(encoding="utf-8").split():
        raise Undeliverable("landline")
    file = folder / f"{message_id}.json"
    draft = folder / f".{message_id}.{os.getpid()}"
    draft.write_text(json.dumps({"id": str(message_id), "to": phone, "text": text}, ensure_ascii=False), "utf-8")
    draft.replace(file)


def _post(url: str, message_id: UUID, phone: str, text: str, post: Any) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(message_id)}
    body = json.dumps({"to": phone, "text": text}).encode()
    answer = post(url, method="POST", headers=headers, body=body, most_bytes=64 * 2**10)
    if answer.status == TAKES_NO_SMS:
        raise Undeliverable("landline")
    if not 200 <= answer.status < 300:
        raise Unreachable(f"answered with {answer.status}")
