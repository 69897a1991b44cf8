"""Which format a file or folder is in, and the way into it and out of it."""

import json
from collections.abc import Callable

from skillmark.kernel.skills.exchange.case import case_json, package_of
from skillmark.kernel.skills.exchange.content import json_of
from skillmark.kernel.skills.exchange.ctdl import ctdl_json
from skillmark.kernel.skills.exchange.esco import is_esco, read_esco
from skillmark.kernel.skills.exchange.nice import parts_of, read_nice
from skillmark.kernel.skills.exchange.onet import is_onet, read_onet
from skillmark.kernel.skills.exchange.package import Package
from skillmark.kernel.skills.exchange.rsd import read_rsd, read_rsd_table, rsd_json
from skillmark.kernel.skills.exchange.tables import read_framework_table, table_of
from skillmark.kernel.skills.onet import Files
from skillmark.kernel.values import BadInput, told

CASE, RSD, RSD_TABLE, CSV, NICE, ESCO, ONET, CTDL = "case", "rsd", "rsd-csv", "csv", "nice", "esco", "onet", "ctdl"
OF_FILES: dict[str, Callable[..., Package]] = {
    RSD: read_rsd,
    RSD_TABLE: read_rsd_table,
    CSV: read_framework_table,
    NICE: read_nice,
}
OF_FOLDERS = (ESCO, ONET)
READ = (CASE, *OF_FILES, *OF_FOLDERS)
WRITTEN = (CASE, RSD, CTDL, CSV)


def read_file(content: bytes, *, name: str, format_name: str | None = None) -> Package:
    """The framework in a file, its format known by its content where none is named. Raises BadInput."""
    known = format_name or _format_of(content, name)
    if known in OF_FOLDERS:
        raise BadInput.of(told("is a file; this format is a folder or a zip of files"), file=name)
    if known == CASE:
        return package_of(json_of(content, name=name), name=name)
    return OF_FILES[known](content, name=name)


def read_folder(files: Files, *, name: str, format_name: str | None = None, version: str | None = None) -> Package:
    """The framework in a folder or a zip of files. `version`: of O*NET, where another name than `name` tells it.

    Raises BadInput.
    """
    known = format_name or next((key for key, is_it in ((ESCO, is_esco), (ONET, is_onet)) if is_it(files)), None)
    if known not in OF_FOLDERS:
        raise BadInput.of(told("holds neither O*NET's text files nor ESCO's CSV files"), file=name)
    if known == ONET:
        return read_onet(files, name=name, version=version)
    return read_esco(files, name=name)


def written(package: Package, format_name: str) -> str:
    """The package in one of the formats WRITTEN, ending in a line break."""
    if format_name == CSV:
        return table_of(package)
    value = {CASE: case_json, RSD: rsd_json, CTDL: ctdl_json}[format_name](package)
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _format_of(content: bytes, name: str) -> str:
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"{", b"[")):
        header = start.split(b"\n", 1)[0].lower()
        return RSD_TABLE if b"rsd name" in header and b"skill statement" in header else CSV
    value = json_of(content, name=name)
    if isinstance(value, dict) and "CFDocument" in value:
        return CASE
    if parts_of(value) is not None:
        return NICE
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict) and ("skillStatement" in first or "skills" in first):
        return RSD
    raise BadInput.of(told("is no framework in a format we know (%(formats)s)", formats=", ".join(READ)), file=name)
