"""What every test may ask for. The database decides the run: on SQLite in English at 1280 px, on PostgreSQL in Spanish
at 360 px."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from skillmark.config.processes import die_with_parent

if TYPE_CHECKING:  # tests of pure rules start without the browser's driver
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright
    from tests.support.demonstration import Demonstration

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # tests.support is importable however pytest was started
SHARED_DATA = ROOT.parent / "shared" / "data"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
LOOPBACK = {"localhost", "127.0.0.1", "::1", ""}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("skillmark")
    group.addoption("--full", action="store_true", help="full sizes of kills, fuzz and load")
    group.addoption("--seconds", type=float, default=3600.0, help="of hunting for spoilt input, with --full")
    group.addoption("--language", choices=("en", "es"), help="language of pages (default by database)")
    group.addoption("--width", type=int, help="width of pages in CSS pixels (default by database)")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "engine: runs once on each database although it asks for no fixture of one")
    config.addinivalue_line("markers", "once: runs on SQLite alone; what it asks of the database others ask on both")
    if hasattr(config, "workerinput"):
        die_with_parent()  # a worker of a killed run would otherwise finish the test it is in


def engine_name() -> str:
    return "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def needs_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("engine")
    return bool(marked) or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests without a database run once, in the run on SQLite."""
    if engine_name() == "sqlite":
        return
    chosen = [item for item in items if needs_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not needs_database(item)])
    items[:] = chosen


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    """No test reaches the network: connecting anywhere but to this machine fails."""
    connect = socket.socket.connect

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}:{address[1]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        yield


@pytest.fixture(scope="session", autouse=True)
def files_of_its_own(worker_id: str) -> None:
    """Each worker keeps its files apart: what two of them make from one seed has one address, and other keys."""
    from django.conf import settings

    settings.DATA = settings.DATA / worker_id
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def engine() -> str:
    """`sqlite` or `postgresql`: where this run keeps its records."""
    return engine_name()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the repository. Skips where it is absent, as on a public clone."""
    if not SHARED_DATA.is_dir():
        pytest.skip("needs ../shared/data, which is not beside this repository")
    return SHARED_DATA


@pytest.fixture(scope="session")
def full_size(request: pytest.FixtureRequest) -> bool:
    """Whether kills, fuzz and load run at full size, as under their own verbs."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(scope="session")
def language(request: pytest.FixtureRequest, engine: str) -> str:
    return request.config.getoption("--language") or {"sqlite": "en", "postgresql": "es"}[engine]


@pytest.fixture(scope="session")
def width(request: pytest.FixtureRequest, engine: str) -> int:
    return int(request.config.getoption("--width") or {"sqlite": 1280, "postgresql": 360}[engine])


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Demonstration]:
    """The filled demonstration, served to this worker alone, whichever folders' tests it runs."""
    from tests.support.demonstration import served

    with served(tmp_path_factory.getbasetemp(), worker_id) as place:
        yield place


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright's synchronous face runs an event loop in this thread, which Django takes for asynchronous code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium. Where it is missing the test fails and says so; it never skips."""
    from tests.support.browser import ARGUMENTS, executable

    chromium = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS, headless=True)
    yield chromium
    chromium.close()


@pytest.fixture
def new_page(browser: Browser, language: str, width: int) -> Iterator[Callable[..., Page]]:
    """Make a page of a visitor of its own: `new_page()`, or with options of a browser context, such as
    `new_page(java_script_enabled=False)`. A script error or a blocked resource on any of them fails the test."""
    from tests.support.browser import collect_faults, open_context

    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(**options: Any) -> Page:
        contexts.append(open_context(browser, language, width, options))
        page = contexts[-1].new_page()
        collect_faults(page, faults)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One visitor's page at the width and in the language of this run."""
    return new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every WCAG 2.2 AA fault axe finds on the page as it stands."""
    from tests.support.browser import check_accessible

    return check_accessible


@pytest.fixture
def site(request: pytest.FixtureRequest) -> str:
    """The address of a web server in this process, on this test's database, by name: passkeys refuse 127.0.0.1."""
    server = request.getfixturevalue("live_server")
    return str(server.url).replace("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let pytest empty the test database between tests: the append-only tables refuse it otherwise."""
    from tests.support.append_only import lift_while_emptying

    lift_while_emptying()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A request in Spanish leaves its thread in Spanish; no test inherits that from the one before."""
    from django.utils import translation

    translation.activate("en")
    yield
    translation.deactivate()
