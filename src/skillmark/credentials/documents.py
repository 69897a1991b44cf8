"""A record as its holder takes it along: the signed file itself, pictures with the record in them, a page to read."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.credentials import queries, reading, rules, showing
from skillmark.credentials.models import SignedRecord
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.kernel import vc
from skillmark.kernel.skills import ler_rs
from skillmark.kernel.vc.facts import SAMPLE
from skillmark.people import queries as people
from skillmark.ui import pdf
from skillmark.ui.words import word

PAPERS = Path(__file__).resolve().parent / "papers"
SIZES = ((40, 22), (90, 17), (10_000, 12))  # (letters at most, points): a long title still fits the badge


def picture(record: SignedRecord, form: Literal["png", "svg"]) -> bytes:
    """A badge with the signed record inside. Raises CannotBeSet."""
    document = json.loads(record.document)
    title = record.award.achievement.public_name
    shown = {
        "title": title,
        "size": next(points for most, points in SIZES if len(title) <= most),
        "issuer": reading.issuer_name(document),
        "sample": SAMPLE if record.workspace.demonstration else "",
        "language": "en",
    }
    return vc.bake(pdf.picture(PAPERS / "badge.typ", shown, form), record.document)


def page(record: SignedRecord, now: datetime) -> bytes:
    """The record to read and to print, in the language now shown. Raises CannotBeSet for letters our font lacks."""
    shown = showing.record_page(record, now)
    told = shown.told
    levels = [
        f"{name}: " + _("level %(level)s, needed %(needed)s") % {"level": level, "needed": needed}
        for name, level, needed in shown.levels
    ]
    marks = [
        f"{name}: " + _("%(mark)s of %(top)s, pass mark %(needed)s") % {"mark": mark, "top": top, "needed": needed}
        for name, mark, needed, top in shown.marks
    ]
    language = translation.get_language()
    data = {
        "title": shown.title,
        "name": record.person.name,
        "id": json.loads(record.document)["id"],
        "language": language,
        "sample": _("It is a SAMPLE, signed for a demonstration. It is no proof of anything.") if told.sample else "",
        "sentences": [
            _("As checked on %(day)s:") % {"day": date_format(now, "DATE_FORMAT")}, told.headline, *told.sentences,
        ],
        "warning": told.warning,
        "parts": [
            {"heading": _("Earned because of"), "language": "en", "lines": [str(one["name"]) for one in shown.because]},
        ]
        if shown.because
        else [
            {"heading": _("What was shown"), "language": language, "lines": levels},
            {"heading": _("Marks on the rubric"), "language": language, "lines": marks},
            {"heading": str(word("verification_layer")), "language": "en", "lines": _evidence(shown)},
        ],
        "whereabouts": {
            "heading": _("How to check it"),
            "sentences": [
                _("This page is no proof: anybody can print one. The signed file of the record is."),
                _("Bring the file to %(address)s, or to any program that reads Open Badges 3.0.")
                % {"address": settings.ADDRESS + reverse("credentials:check")},
            ],
        },
    }  # fmt: skip
    return pdf.pdf(PAPERS / "record.typ", data, now)


def everything(records: Sequence[SignedRecord], now: datetime) -> bytes:
    """All of them in one archive (zip), each in every form, with a text that says what is what."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as held:
        without = 0
        for record in records:
            held.writestr(showing.file_name(record), record.document)
            try:
                held.writestr(showing.file_name(record, "png"), picture(record, "png"))
                held.writestr(showing.file_name(record, "svg"), picture(record, "svg"))
                held.writestr(showing.file_name(record, "pdf"), page(record, now))
            except pdf.CannotBeSet:
                without += 1
        held.writestr("README.txt", _readme(records, without, now))
    return archive.getvalue()


def resume(holder: Actor, now: datetime) -> dict[str, Any]:
    """The holder's records in force, each as it was signed, and her own word marked as such, as LER-RS."""
    account = people.own_account(holder)
    in_force = [
        record
        for record in queries.own_records(holder)
        if rules.in_force(
            now, valid_from=record.valid_from, valid_until=record.valid_until, revoked_at=record.revoked_at
        )
    ]
    skills, jobs = queries.own_word(holder)
    return ler_rs.resume(
        document_id=str(sources.new_id()),
        name=account.name,
        email=account.email or "",
        records=[json.loads(record.document) for record in in_force],
        skills=skills,
        jobs=jobs,
    )


def _evidence(shown: showing.RecordPage) -> list[str]:
    return [f"{one['name']}. {one['narrative']}" for one in shown.checked] or ["–"]


def _readme(records: Sequence[SignedRecord], without: int, now: datetime) -> str:
    day = {"day": date_format(now, "DATE_FORMAT")}
    told = [
        _("Your signed records, as they were on %(day)s.") % day,
        _("What ends in .json is the record itself, as it was signed. Keep it unchanged: any letter changed, and it is"
          " no proof any more."),
        _("What ends in .png or .svg is a picture with the record inside, for pages and profiles that take badges."),
        _("What ends in .pdf is a page to read and to print. It is no proof by itself."),
        _("Whoever wants to check a record needs the .json file or one of the pictures, and this page: %(address)s")
        % {"address": settings.ADDRESS + reverse("credentials:check")},
    ]  # fmt: skip
    if without:
        told.append(
            ngettext(
                "Of %(count)s record some forms could not be made, because our font lacks a letter in it.",
                "Of %(count)s records some forms could not be made, because our font lacks a letter in them.",
                without,
            )
            % {"count": without}
        )
    lines = [
        f"{showing.file_name(record).removesuffix('.json')}: {record.award.achievement.public_name}, "
        f"{date_format(record.valid_from, 'DATE_FORMAT')}"
        for record in records
    ]
    return "\n\n".join(told) + "\n\n" + "\n".join(lines) + "\n"
