"""The built book and a reader's browser, for the tests that need them.

``book`` is the folder of the built pages: the one that ``EDITION_BOOK`` names
(`make test` builds it first), or one built for the occasion, once, however many
processes run the tests. ``visit`` opens a page of it as a certain reader does:
on paper, on a telephone, in the dark, without script, without network.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.system import QUIET, browser
from scripts.web import serving
from tests.tools.building import ROOT, BuildFailed, build, locked

#: Width and height of the windows that the design names.
SIZES = {1440: 900, 390: 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin the slow tests first, so that no process ends with one."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def book(shared: Path) -> Path:
    """The folder of the built book."""
    if given := os.environ.get("EDITION_BOOK"):
        return Path(given)
    output = shared / "book"
    with locked(shared / "book.lock"):
        said = output / "failed"
        if said.exists():
            pytest.fail(said.read_text(encoding="utf-8"), pytrace=False)
        if not output.exists():
            try:
                build(ROOT, output)
            except BuildFailed as failure:
                said.write_text(str(failure), encoding="utf-8")
                pytest.fail(str(failure), pytrace=False)
    return output / "_build" / "html"


@pytest.fixture(scope="session")
def small_book(shared: Path) -> Path:
    """The pages of the small edition, built once."""
    source = shared / "small"
    with locked(shared / "small.lock"):
        if not source.exists():
            shutil.copytree(ROOT / "tests" / "editions" / "small", source)
            build(source, source)
    return source / "_build" / "html"


@pytest.fixture(scope="session")
def page_names(book: Path) -> list[str]:
    """Every built page, as a path below ``book``."""
    return sorted(path.relative_to(book).as_posix() for path in book.rglob("*.html"))


@pytest.fixture(scope="session")
def site(book: Path) -> Iterator[str]:
    """The address at which the book is served, ending in a slash."""
    with serving(book) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Without one the tests fail: a reader's page is what is tested."""
    path = browser()
    if path is None:
        pytest.fail("There is no Chrome or Chromium; 'make system' says how to get one.")
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield instance
        instance.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open a page of the book; what its scripts complain of fails the test at its end.

    ``visit("chapters/x/index.html", width=390, dark=True, script=False, paper=True)``;
    an address with a scheme is opened as it is.
    """
    contexts = []
    complaints: list[str] = []

    def open_page(
        path: str = "index.html",
        *,
        width: int = 1440,
        dark: bool = False,
        script: bool = True,
        paper: bool = False,
        **options: object,
    ) -> Page:
        address = path if "://" in path else request.getfixturevalue("site") + path
        context = chromium.new_context(
            viewport={"width": width, "height": SIZES.get(width, 900)},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            has_touch=width < 700,
            is_mobile=width < 700,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on(
            "console",
            lambda said: complaints.append(f"{path}: {said.text}") if said.type == "error" else 0,
        )
        if paper:
            page.emulate_media(media="print")
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(visit: Visit) -> Page:
    """The front page on a desk, to go on from."""
    return visit()
