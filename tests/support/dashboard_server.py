"""A dashboard on a small release file, started as the portal starts it, and a browser for it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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
def browsing(more: Sequence[str] = ()) -> Iterator[Browser]:
    """`more`: further arguments of the browser."""
    expect.set_options(timeout=milliseconds())
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*LAUNCH, *more])
        yield chromium
        chromium.close()


@contextmanager
def visiting(width: int = 1280, more: Sequence[str] = ()) -> Iterator[Page]:
    with browsing(more) as chromium:
        yield new_page(chromium, width)


def new_page(chromium: Browser, width: int = 1280) -> Page:
    """Of a visitor who was never here before."""
    context = chromium.new_context(locale="en-GB", viewport={"width": width, "height": 900})
    context.set_default_timeout(milliseconds())
    return context.new_page()


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
