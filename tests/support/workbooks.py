"""Excel workbooks for tests, written part by part, so that what is wrong in one is exactly what a test says."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DAY_STYLE = 1


def workbook(rows: Sequence[Sequence[object]], *, merged: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Rows as a workbook's first sheet: texts, numbers, and cells that a caller wrote out as XML with `{r}` in it."""
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(value, f"{_letters(at)}{number}") for at, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    joined = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    written = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": f'<workbook {MAIN} {RELATED}><sheets><sheet name="People" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="a" Target="worksheets/one.xml"/></R>',
        "xl/styles.xml": f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/one.xml": f"<worksheet {MAIN}><sheetData>{lines}</sheetData>{joined}</worksheet>",
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            archive.writestr(name, content)
    return out.getvalue()


def day(serial: int) -> str:
    return f'<c r="{{r}}" s="{DAY_STYLE}"><v>{serial}</v></c>'


def formula(text: str, value: str = "", kind: str = "str") -> str:
    last = f"<v>{escape(value)}</v>" if value else ""
    return f'<c r="{{r}}"{f" t={chr(34)}{kind}{chr(34)}" if value else ""}><f>{escape(text)}</f>{last}</c>'


def _cell(value: object, reference: str) -> str:
    if isinstance(value, str) and value.startswith("<c "):
        return value.replace("{r}", reference)
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value != "" else ""


def _letters(at: int) -> str:
    return _letters(at // 26 - 1) + chr(65 + at % 26) if at >= 26 else chr(65 + at)
