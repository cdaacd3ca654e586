import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.audit import record
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import APP

ACCESS = {
    "claim": "groups",
    "admitted": ["seventh-floor"],
    "account": "email",
    "idle_minutes": 30,
    "session_minutes": 480,
}
EVA = {"is_logged_in": True, "sub": "eva", "email": "eva@example.org", "email_verified": True}
REFUSED = {
    "Sign in": {"is_logged_in": False},
    "Your session has ended": {**EVA, "iat": 1},
    "Your account is not confirmed": {**EVA, "iat": time.time(), "email_verified": False},
    "You have no access to this room": {**EVA, "iat": time.time(), "groups": ["donors"]},
    "This room is closed": None,
}
OF_THE_RELEASE = ("coordinator-0001", "November", "2026", "fictional", "victims_by", "2024", "ab12")
WHO_ELSE = ("seventh-floor", "ana@example.org")


@pytest.mark.parametrize("title", REFUSED)
def test_a_refusal_tells_nothing_of_the_release_nor_who_else_has_access(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    write_release(tmp_path)
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path))
    monkeypatch.setenv("PORTAL_AUDIENCE", "coordinator")
    monkeypatch.setenv("PORTAL_ACCESS", "login" if REFUSED[title] else "")
    monkeypatch.setenv("PORTAL_AUDIT_LOG", str(tmp_path / "audit.jsonl"))
    record("sign-in", "ana@example.org")
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.secrets["access"] = ACCESS
    app.user = REFUSED[title] or {}
    app.query_params["lang"] = "en"
    app.run()
    assert app.title[0].value == title
    shown = " ".join(str(getattr(each, "proto", "")) for each in app.main)
    assert title in shown
    assert [word for word in OF_THE_RELEASE + WHO_ELSE if word in shown] == []
