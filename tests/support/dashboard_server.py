"""A dashboard on a small release file, started as the portal starts it, and a browser for it."""

import atexit
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.support import ROOT
from tests.support.dashboard_fixtures import write_release
from tests.support.patience import milliseconds
from tests.support.server_process import answering, free_port

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-sync",
]
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium or Chrome on this computer"),
]


@contextmanager
def served(folder: Path, audience: str) -> Iterator[str]:
    """The address of the audience's dashboard, on a small release file."""
    write_release(folder, audience=audience)
    with serving(folder, audience) as address:
        yield address


@contextmanager
def serving(folder: Path, audience: str) -> Iterator[str]:
    """The same on the releases of a folder, as they are."""
    port = free_port()
    room = {
        "PORTAL_RELEASE_DIR": str(folder),
        "PORTAL_AUDIENCE": audience,
        "PORTAL_ACCESS": "demonstration",
    }
    with answering(
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)],
        address=f"http://127.0.0.1:{port}",
        cwd=ROOT,
        env=os.environ | room,
    ) as address:
        yield address


@contextmanager
def visiting(width: int = 1280, more: tuple[str, ...] = ()) -> Iterator[Page]:
    """A page of a visitor who was never here before; `more`: further arguments of the browser."""
    expect.set_options(timeout=milliseconds())
    viewport = {"width": width, "height": 900}
    with chromium(more).new_context(locale="en-GB", viewport=viewport) as context:
        context.set_default_timeout(milliseconds())
        yield context.new_page()


@cache
def chromium(more: tuple[str, ...]) -> Browser:
    """One for all tests of this process: starting it takes longer than many a test."""
    return playwright().chromium.launch(executable_path=CHROMIUM, args=[*LAUNCH, *more])


@cache
def playwright() -> Playwright:
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


def server_for(audience: str) -> Callable[..., str]:
    """The fixture `server` of a module: the address of the audience's dashboard."""

    @pytest.fixture(scope="module")
    def server(room_address: Callable[[str], str]) -> str:
        return room_address(audience)

    return server


def page_for_all() -> Callable[..., Iterator[Page]]:
    """The fixture `page` of a module whose tests visit one after the other."""

    @pytest.fixture(scope="module")
    def page() -> Iterator[Page]:
        with visiting() as visitor:
            yield visitor

    return page


def open_page(page: Page, address: str, title: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)
