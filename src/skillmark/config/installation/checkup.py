"""What is wrong with this installation, each in a plain sentence that says what to do."""

import shutil
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.db import Error

from skillmark.config.installation import archive, backups, facts, rows
from skillmark.foundation import signer
from skillmark.foundation.keyring.keys import MASTER_FILE, SHEET_MARK
from skillmark.foundation.models import Job
from skillmark.foundation.models.audit import AuditRow
from skillmark.foundation.models.keys import SigningKey

LEAST_DISK = 2**30  # a restore needs room for a second copy of the records
OLDEST_BACKUP = timedelta(hours=26)  # daily, and the time it takes
CERTIFICATE_DAYS = 14  # certificates are renewed a month before their end; two weeks later somebody must look
QUEUE_MINUTES = 10
CLOCK_SECONDS = 60  # more than two machines that follow a time server ever differ by


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `fault` is empty where it is in order."""

    what: str
    fault: str = ""


def look(now: datetime) -> Iterator[Finding]:
    """Everything, in the order in which a fault would hurt."""
    if fault := _records():
        yield Finding("records", fault)
        return  # nothing below can be asked
    yield Finding("records")
    for what, check in (
        ("signer", _signer),
        ("key copy", _key_copy),
        ("backup", lambda: _backup(now)),
        ("disk", _disk),
        ("clock", lambda: _clock(now)),
        ("queue", lambda: _queue(now)),
        ("mail", _mail),
        ("sms", _sms),
        ("certificate", lambda: _certificate(now)),
        ("address", _address),
    ):
        yield Finding(what, check())


def _records() -> str:
    try:
        waiting = rows.pending()
        if backups.is_empty():
            return "Nothing is set up yet. Run: skillmark setup"
    except Error as error:
        return f"The database does not answer ({type(error).__name__}). Is it running, and is DATABASE_URL right?"
    if waiting:
        return f"The records are of an earlier version ({len(waiting)} steps behind). Run: skillmark upgrade"
    return ""


def _signer() -> str:
    if signer.running():
        return ""
    return "Nobody signs: the signer does not run. Start: skillmark serve, or skillmark signer alone"


def _key_copy() -> str:
    keys = Path(settings.DATA) / "keys"
    if not (keys / MASTER_FILE).exists() and SigningKey.objects.filter(seed="").exists():
        return "The signing key is not here, so nobody can sign. Type the sheet in: skillmark signer --recover -"
    if (keys / MASTER_FILE).exists() and not (keys / SHEET_MARK).exists():
        return "The signing key has no copy. Run: skillmark signer --recovery-sheet, print it, and put it into a safe"
    return ""


def _backup(now: datetime) -> str:
    if not settings.BACKUPS:
        return 'No backup place is named. Write backups = "/a/folder/elsewhere" into installation.toml'
    place = Path(settings.BACKUPS)
    try:
        made = [file.stat().st_mtime for file in place.glob("*.backup")]
        keys = [file.name for file in place.iterdir() if file.is_file() and _is_key(file)]
    except OSError as error:
        return f"The backup place {place} cannot be read ({error.strerror})."
    if keys:
        return f"The key {keys[0]} lies beside the backups it opens: whoever takes the folder has both. Move it away."
    if not made:
        return f"There is no backup in {place} yet. Run: skillmark backup --key-file KEY"
    age = now - datetime.fromtimestamp(max(made), UTC)
    if age > OLDEST_BACKUP:
        return f"The newest backup is {age.days * 24 + age.seconds // 3600} hours old. Does the daily backup run?"
    return ""


def _is_key(file: Path) -> bool:
    with file.open("rb") as opened:
        return archive.PREFIX.encode() in opened.read(2000)


def _disk() -> str:
    free = shutil.disk_usage(settings.DATA).free
    if free >= LEAST_DISK:
        return ""
    return f"Only {free // 2**20} MB are free where the records lie. Make room before they cannot be written."


def _clock(now: datetime) -> str:
    last = AuditRow.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    if last is not None and (last - now).total_seconds() > CLOCK_SECONDS:
        return (
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, but the last record is of {last:%Y-%m-%d %H:%M}. Set the clock."
        )
    return ""


def _queue(now: datetime) -> str:
    stopped = Job.objects.filter(stopped_at__isnull=False, done_at__isnull=True).count()
    if stopped:
        return f"{stopped} jobs were tried in vain and stopped. See them with: skillmark worker --stopped"
    late = Job.objects.filter(done_at__isnull=True, due_at__lt=now - timedelta(minutes=QUEUE_MINUTES)).count()
    return f"{late} jobs wait longer than {QUEUE_MINUTES} minutes. Does the worker run?" if late else ""


def _mail() -> str:
    mail = settings.INSTALLED.mail
    if not mail:
        return 'No mail server is named, so letters stay in files. Write mail = "smtp://…" into installation.toml'
    options = facts.mail_options(mail)
    try:
        kind = smtplib.SMTP_SSL if options["use_ssl"] else smtplib.SMTP
        with kind(options["host"], options["port"], timeout=options["timeout"]) as line:
            if options["use_tls"]:
                line.starttls(context=ssl.create_default_context())
            if options["username"]:
                line.login(options["username"], options["password"])
    except (OSError, smtplib.SMTPException) as error:
        return f"The mail server {options['host']} does not take our letters ({type(error).__name__}: {error})."
    return ""


def _sms() -> str:
    """Text messages say that STOP ends them, so STOP has to reach us."""
    if not settings.INSTALLED.sms.startswith("http") or settings.INSTALLED.incoming:
        return ""
    return (
        "Text messages are sent, but a STOP that comes back is not believed: write incoming = a secret of 24 letters "
        "or more into installation.toml, and the same into the gateway."
    )


def _certificate(now: datetime) -> str:
    """Of a certificate served here; behind a proxy it is the proxy's."""
    file = settings.INSTALLED.certificate
    if not file:
        return ""
    try:
        found = x509.load_pem_x509_certificate(Path(file).read_bytes())
    except (OSError, ValueError):
        return f"The certificate {file} cannot be read."
    days = (found.not_valid_after_utc - now).days
    host = urlsplit(settings.ADDRESS).hostname or ""
    names = _names(found)
    if days < CERTIFICATE_DAYS:
        return f"The certificate ends in {days} days ({found.not_valid_after_utc:%Y-%m-%d}). Renew it."
    if not any(name == host or (name.startswith("*.") and host.partition(".")[2] == name[2:]) for name in names):
        return f"The certificate is for {', '.join(names) or 'nobody'}, not for {host}."
    return ""


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return [str(name) for name in found.value.get_values_for_type(x509.DNSName)]


def _address() -> str:
    parts = urlsplit(settings.ADDRESS)
    if parts.scheme != "https" and parts.hostname not in facts.LOOPBACK:
        return f"The address {settings.ADDRESS} is not ciphered, so passwords could be read on the way. Use https."
    return ""
