from pathlib import Path

import pytest

from dashboard.frame import menu
from dashboard.frame.menu import rooms
from dashboard.language.texts import use_language
from tests.support import ROOT
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import all_html, opened, started, visitor
from tests.support.loading import knows

DASHBOARD = ROOT / "dashboard"
AUDIENCES = ("coordinator", "donor", "public")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_arrives_on_its_own_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audience: str
) -> None:
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path))
    monkeypatch.setenv("PORTAL_AUDIENCE", audience)
    monkeypatch.setenv("PORTAL_ACCESS", "demonstration")
    write_release(tmp_path, audience=audience)
    app = visitor().run()
    assert not app.exception
    assert app.title


def test_every_page_of_a_room_has_a_file_and_every_file_is_in_a_room() -> None:
    use_language("en")
    named = {name for entries in rooms().values() for name, _title in entries}
    assert named == {path.stem for path in (DASHBOARD / "views").glob("*.py")}


def test_an_audience_without_a_room_is_shown_no_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path))
    monkeypatch.setenv("PORTAL_AUDIENCE", "everybody")
    write_release(tmp_path)
    app = visitor().run()
    assert app.title[0].value == "This room is closed"


def test_a_room_never_opens_the_release_of_another_audience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path))
    monkeypatch.setenv("PORTAL_AUDIENCE", "public")
    path = write_release(tmp_path)
    (tmp_path / "public").mkdir()
    path.rename(tmp_path / "public" / "public-0001.duckdb")
    (tmp_path / "public" / "current").write_text("public-0001.duckdb")
    app = visitor().run()
    assert app.title[0].value == "The release file cannot be shown"


def test_a_page_too_many_in_the_menu_shows_no_more_than_the_release_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu, "public", menu.coordinator)
    started(tmp_path, monkeypatch, "public")
    deliveries, desk = opened("deliveries"), opened("desk")
    assert "This release holds no deliveries." in deliveries.info[0].value
    assert "example)" not in all_html(deliveries)
    assert any("This release holds no history." in text.value for text in desk.markdown)


def test_the_menu_cannot_ask_what_a_release_holds() -> None:
    assert knows("dashboard.frame.menu", "dashboard.release", "dashboard.figures", "duckdb") == []
