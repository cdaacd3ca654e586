from dataclasses import fields
from pathlib import Path

from dashboard.release.facts import Release
from tests.support.dashboard_pages import small_release
from tests.support.loading import knows


def test_facts_cannot_ask_for_a_file_or_for_a_visitor() -> None:
    others = ("dashboard.release.file", "dashboard.access", "dashboard.language", "duckdb")
    assert knows("dashboard.release.facts", *others, "streamlit") == []


def test_a_release_holds_no_place_that_it_was_read_from() -> None:
    release = small_release()
    held = [getattr(release, one.name) for one in fields(Release)]
    assert not [each for each in held if isinstance(each, Path) or "duckdb" in str(each)]
