"""The gate in front of a closed room, without a browser: no release is opened before it."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import sessions as access_sessions
from dashboard.access.audit import AuditLogError, read_log
from dashboard.access.taking import SessionEndedError
from dashboard.language.texts import LANGUAGES
from dashboard.release import file as release_file
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import APP, all_html, visitor
from tests.support.patience import seconds

ACCESS = {
    "claim": "groups",
    "admitted": ["coordinators"],
    "account": "email",
    "idle_minutes": 30,
    "session_minutes": 480,
}
OVERVIEW = "Identified victims of trafficking in human beings"
Visit = Callable[..., AppTest]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


@pytest.fixture
def visit(tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open the coordinator's room as somebody; a refused visitor's release is never asked for."""
    write_release(tmp_path)
    for name, value in {
        "PORTAL_RELEASE_DIR": str(tmp_path),
        "PORTAL_AUDIENCE": "coordinator",
        "PORTAL_ACCESS": "login",
        "PORTAL_AUDIT_LOG": str(log),
    }.items():
        monkeypatch.setenv(name, value)

    def as_somebody(lang: str = "en", **claims: object) -> AppTest:
        app = visitor()
        app.secrets["access"] = ACCESS
        app.query_params["lang"] = lang
        app.user = claims
        return app.run()

    return as_somebody


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: str, audience: str) -> None:
        raise AssertionError("a refused visitor's page opened the release")

    monkeypatch.setattr(release_file, "read_release", opened)


def person(name: str = "ana", **claims: object) -> dict[str, object]:
    usual = {
        "is_logged_in": True,
        "iss": "https://login.example.org",
        "sub": name,
        "iat": int(time.time()),
        "email": f"{name}@example.org",
        "email_verified": True,
        "groups": ["coordinators"],
    }
    return usual | claims


def test_a_person_of_the_group_sees_the_room_and_is_written_down_once(
    visit: Visit, log: Path
) -> None:
    ana = person("admitted")
    assert visit(**ana).title[0].value == OVERVIEW
    visit(**ana)
    acts = [(line["act"], line["account"]) for line in read_log(log)]
    assert acts == [("sign-in", "admitted@example.org")]


REFUSED = {
    "Sign in": {"is_logged_in": False},
    "Your session has ended": person("late", iat=int(time.time()) - 9 * 3600),
    "Your account is not confirmed": person("unsure", email_verified=False),
    "You have no access to this room": person("donor", groups=["donors"]),
}


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("title", REFUSED)
def test_everybody_else_is_told_what_to_do_and_no_release_is_opened(
    visit: Visit, title: str
) -> None:
    app = visit(**REFUSED[title])
    assert not app.exception
    assert app.title[0].value == title
    assert len(app.button) == 1


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_is_told_in_each_language(visit: Visit, lang: str) -> None:
    app = visit(lang=lang, **REFUSED["You have no access to this room"])
    assert (app.title[0].value == "You have no access to this room") == (lang == "en")


@pytest.mark.usefixtures("closed")
def test_a_refusal_is_written_down(visit: Visit, log: Path) -> None:
    visit(**person("stranger", groups=[]))
    assert [line["act"] for line in read_log(log)] == ["refusal: no role"]


@pytest.mark.usefixtures("closed")
def test_an_ended_session_stays_ended_for_a_copy_of_its_cookie(visit: Visit) -> None:
    eva = person("eva")
    access_sessions.end(access_sessions.sign_in_of(eva), datetime.now(UTC))
    assert visit(**eva).title[0].value == "Your session has ended"


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("mode", ["", "login-please", "open"])
def test_a_closed_room_that_was_not_started_with_a_login_admits_nobody(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("PORTAL_ACCESS", mode)
    assert visit(**person()).title[0].value == "This room is closed"


@pytest.mark.usefixtures("closed")
def test_a_login_that_is_not_set_up_whole_admits_nobody(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(ACCESS, "admitted")
    assert visit(**person()).title[0].value == "This room is closed"


def test_where_the_log_cannot_be_written_nobody_is_admitted(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PORTAL_AUDIT_LOG", str(tmp_path / "missing" / "audit.jsonl"))
    una = person("unlogged")
    for _time in ("first", "loaded again"):
        app = visit(**una)
        assert app.exception
        assert not app.title


@pytest.mark.usefixtures("closed")
def test_where_no_log_is_kept_nobody_is_admitted(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_AUDIT_LOG")
    assert visit(**person("unlogged")).title[0].value == "This room is closed"


def test_a_demonstration_ends_when_a_release_of_real_persons_comes(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PORTAL_ACCESS", "demonstration")
    assert visit().title[0].value == OVERVIEW
    write_release(tmp_path, number=2, fictional=False)
    assert visit().title[0].value == "This room is closed"
    monkeypatch.setenv("PORTAL_ACCESS", "unlocked")
    assert visit().title[0].value == OVERVIEW


def taking_as(claims: dict[str, object]) -> Callable[[str], None]:
    """What a page keeps of its visitor for the moment in which a file is asked for."""

    def with_a_download() -> None:
        import streamlit as st

        from dashboard.access.taking import taking

        st.session_state["take"] = taking()

    app = AppTest.from_function(with_a_download, default_timeout=seconds())
    app.secrets["access"] = ACCESS
    app.user = claims
    return app.run().session_state["take"]


def test_a_session_takes_files_under_its_name_and_none_after_its_end(
    visit: Visit, log: Path
) -> None:
    ivo = person("ivo")
    visit(**ivo)
    take = taking_as(ivo)
    take("table.csv")
    access_sessions.end(access_sessions.sign_in_of(ivo), datetime.now(UTC))
    with pytest.raises(SessionEndedError):
        take("another.csv")
    acts = [(line["act"], line["account"], line["taken"]) for line in read_log(log)]
    assert acts[1:] == [("export", "ivo@example.org", "table.csv")]


def test_what_cannot_be_written_down_is_not_taken(visit: Visit, log: Path) -> None:
    mia = person("mia")
    visit(**mia)
    take = taking_as(mia)
    log.write_text("not a line of the log")
    with pytest.raises(AuditLogError):
        take("table.csv")


def test_no_page_runs_past_the_gate() -> None:
    # A fragment and a dialog run again without the rest of the script, so without the gate. The
    # one of the pictures asks the gate itself: test_exports_browser.py.
    past = re.compile(r"@st\.(fragment|dialog)")
    files = {path.name for path in APP.parent.rglob("*.py") if past.search(path.read_text("utf-8"))}
    assert files == {"gate.py", "picture_buttons.py"}


@pytest.mark.parametrize(
    ("mode", "says_so"), [("demonstration", True), ("unlocked", True), ("login", False)]
)
def test_a_room_without_a_login_says_so_on_its_pages(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, mode: str, says_so: bool
) -> None:
    monkeypatch.setenv("PORTAL_ACCESS", mode)
    page = all_html(visit(**person("reader")))
    assert ("No login: this room answers this computer only." in page) == says_so
