"""Debian's Chromium, driven by Playwright, and axe on what it shows."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHTS = {360: 740, 1280: 900}  # of a common phone and a common desk
LOCALES = {"en": "en-US", "es": "es-US"}
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# a stylesheet whose transfer broke is asked for once more, as whoever reloads the page does; what stays away is told
STYLES_THAT_STAY_AWAY = """async () => {
  const came = link => { try { return link.sheet.cssRules.length > 0; } catch { return false; } };
  const missing = [...document.querySelectorAll("link[rel=stylesheet]")].filter(link => !came(link));
  const again = missing.map(link => new Promise(done => {
    const copy = link.cloneNode();
    copy.onload = () => done(null);
    copy.onerror = () => done(link.href);
    link.replaceWith(copy);
  }));
  return (await Promise.all(again)).filter(Boolean);
}"""


def executable() -> str:
    """Where Chromium is: CHROMIUM, or the first of its usual names on PATH."""
    found = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("Chromium is missing. On Debian: apt-get install chromium (./dev test does it where it may)")
    return found


def open_context(browser: Browser, language: str, width: int, options: Mapping[str, Any]) -> BrowserContext:
    """A visitor's own cookies and storage, in a language and at a width, with no way to the network."""
    viewport = {"width": width, "height": HEIGHTS.get(width, 900)}
    usual = {"viewport": viewport, "locale": LOCALES[language], "timezone_id": "America/New_York"}
    context = browser.new_context(**(usual | dict(options)))
    context.set_default_timeout(15_000)
    context.route("**/*", _only_this_machine)
    return context


def collect_faults(page: Page, faults: list[str]) -> None:
    """Note what a visitor does not see and must not happen: script errors, resources blocked or from elsewhere."""

    def on_message(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(f"{page.url}: {message.text}")

    page.on("pageerror", lambda error: faults.append(f"{page.url}: script error: {error}"))
    page.on("console", on_message)
    page.on("requestfailed", lambda request: _note_outside(request.url, page.url, faults))


def check_accessible(page: Page) -> None:
    """Fail with each rule broken, where, and how axe says to mend it."""
    if not AXE.exists():
        pytest.fail("axe is missing from node_modules: run ./dev assets")
    away = page.evaluate(STYLES_THAT_STAY_AWAY)
    assert not away, f"{page.url}: without its stylesheet {away}"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
    violations = page.evaluate(run, WCAG_22_AA)["violations"]
    told = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    {node['html'][:300]}\n    {node['failureSummary']}"
        for rule in violations
        for node in rule["nodes"]
    ]
    assert not told, f"{page.url}: {len(told)} accessibility faults\n" + "\n".join(told)


def _only_this_machine(route: Route) -> None:
    address = urlsplit(route.request.url)
    if address.scheme in ("data", "blob", "about") or address.hostname in ("localhost", "127.0.0.1"):
        route.continue_()
    else:
        route.abort("addressunreachable")


def _note_outside(url: str, page: str, faults: list[str]) -> None:
    if urlsplit(url).hostname not in ("localhost", "127.0.0.1", None):
        faults.append(f"{page}: asked for {url}, which is not on this machine")
