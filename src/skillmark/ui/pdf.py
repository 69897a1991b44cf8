"""Pages and pictures by typst: PDF/UA with our own font alone, so that they look the same wherever they are made.

Templates read what they show from `sys.inputs.data` (JSON), as text and never as markup.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

STANDARD = "ua-1"  # tagged, with a title and a language: a screen reader reads it
PIXELS_AN_INCH = 144.0


class CannotBeSet(ValueError):
    """The font lacks a letter, or the template is wrong: nothing was made. A page with a hole would tell nobody."""


def pdf(template: Path, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """One document. Raises CannotBeSet, also for what typst only warns of."""
    return _made(template, data, "pdf", pdf_standards=[STANDARD], timestamp=made_at.replace(microsecond=0))


def picture(template: Path, data: Mapping[str, Any], form: Literal["png", "svg"]) -> bytes:
    """The first page as a picture. Raises CannotBeSet."""
    return _made(template, data, form, **({"ppi": PIXELS_AN_INCH} if form == "png" else {}))


def _made(template: Path, data: Mapping[str, Any], form: Literal["pdf", "png", "svg"], **options: Any) -> bytes:
    import typst  # here, since whoever makes no PDF need not load it

    compiler = typst.Compiler(template.read_bytes(), font_paths=_fonts(), sys_inputs={"data": json.dumps(data)})
    try:
        made, warnings = compiler.compile_with_warnings(format=form, **options)
    except typst.TypstError as error:
        raise CannotBeSet(error.message) from None
    if warnings:
        raise CannotBeSet("; ".join(warning.message for warning in warnings))
    return b"".join(made[:1]) if isinstance(made, list) else made or b""


@cache  # they are read from the disk, and an archive of records is made of dozens of documents
def _fonts() -> Any:
    import fontpkg_noto_sans
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fontpkg_noto_sans.ROOT / "files")],
    )
