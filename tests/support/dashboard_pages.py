"""Open a page of the dashboard as a visitor does, without a browser."""

from functools import cache
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from tests.support import ROOT
from tests.support.dashboard_fixtures import own_folder, write_release
from tests.support.patience import seconds

APP = ROOT / "dashboard" / "app.py"


def started(
    folder: Path, monkeypatch: pytest.MonkeyPatch, audience: str = "coordinator", **release: object
) -> Path:
    """Publish a small release and start the dashboard for its audience."""
    path = write_release(folder, audience=audience, **release)
    serve(folder, monkeypatch, audience)
    return path


def started_as_it_is(monkeypatch: pytest.MonkeyPatch, audience: str = "coordinator") -> None:
    """The same on a release that tests share and must not change: much quicker."""
    serve(shared_release(audience), monkeypatch, audience)


def serve(folder: Path, monkeypatch: pytest.MonkeyPatch, audience: str) -> None:
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(folder))
    monkeypatch.setenv("PORTAL_AUDIENCE", audience)
    monkeypatch.setenv("PORTAL_ACCESS", "demonstration")
    use_language("en")  # AppTest finds an option by its label, in the language of this thread.


@cache
def shared_release(audience: str) -> Path:
    folder = own_folder()
    write_release(folder, audience=audience)
    return folder


@cache
def small_release(audience: str = "coordinator", **other: int) -> Release:
    """One for all tests of a process, which must not change it: a file takes half a second."""
    return read_release(str(write_release(own_folder(), audience=audience, **other)), audience)


def opened(page: str = "", **query: str | list[str]) -> AppTest:
    """A page of views/ with an address; without a name, the page where a visitor arrives."""
    app = visitor()
    if "_" in page:  # Its address differs from its file's name and is known after a first run only.
        if "lang" in query:
            app.query_params["lang"] = query["lang"]
        app.run()
    if page:
        app.switch_page(f"views/{page}.py")
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def visitor() -> AppTest:
    """Of the room that was started, before any page is opened."""
    return AppTest.from_file(str(APP), default_timeout=seconds())


def all_html(app: AppTest) -> str:
    return unescape(" ".join(element.proto.body for element in app.get("html")))
