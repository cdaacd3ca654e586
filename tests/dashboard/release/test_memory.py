import json
import pickle
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.captions import Words
from dashboard.charts.drawing import Drawing, scatter
from dashboard.charts.gallery import kept
from dashboard.charts.surround import framed
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from dashboard.language.texts import use_language
from dashboard.release import memory as release_memory
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import opened, started_as_it_is

WORDS = Words(title="Title", subtitle="Persons, 2024")
ROWS = [Series(label="A", figures={"2024": Figure(value=20, lower=15, upper=25)})]
drawn: list[str] = []


@kept
def draw(release: Release, words: Words, rows: Sequence[Series]) -> Drawing:
    drawn.append(words.title)
    chart = Drawing()
    chart.add_trace(scatter(x=[series.label for series in rows]))
    return framed(chart, release, words, height=100, left=0, legend=False)


@pytest.fixture
def release(tmp_path: Path) -> Release:
    use_language("en")
    drawn.clear()
    return read_release(str(write_release(tmp_path)), "coordinator")


def test_the_same_chart_is_made_once(release: Release) -> None:
    assert draw(release, WORDS, ROWS) == draw(release, WORDS, ROWS)
    assert len(drawn) == 1


def test_another_language_release_or_figure_is_made_anew(tmp_path: Path, release: Release) -> None:
    draw(release, WORDS, ROWS)
    use_language("bs")
    draw(release, WORDS, ROWS)
    use_language("en")
    draw(read_release(str(write_release(tmp_path, number=2)), "coordinator"), WORDS, ROWS)
    other = [Series(label="A", figures={"2024": Figure(value=21, lower=15, upper=25)})]
    draw(release, WORDS, other)
    assert len(drawn) == 4


def test_what_a_page_sends_is_the_chart_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    monkeypatch.setattr(release_memory, "_made", OrderedDict())
    (sent,) = opened("trends").get("plotly_chart")
    ((_release, chart),) = release_memory._made.values()
    assert json.loads(sent.proto.spec) == json.loads(chart.bare)


@pytest.mark.parametrize(
    ("audience", "pages"),
    [("coordinator", ("", "desk", "method")), ("donor", ("", "indicator"))],
)
def test_showing_pages_leaves_what_is_shared_as_it_was(
    monkeypatch: pytest.MonkeyPatch, audience: str, pages: Sequence[str]
) -> None:
    started_as_it_is(monkeypatch, audience)
    monkeypatch.setattr(release_memory, "_made", OrderedDict())
    for page in pages:
        opened(page)
    at_first = as_they_are()
    for page in pages:
        opened(page)
    assert at_first
    assert as_they_are() == at_first


def as_they_are() -> dict[Hashable, bytes]:
    return {key: pickle.dumps(made) for key, (_of, made) in release_memory._made.items()}


def test_no_more_than_so_many_are_kept(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_memory, "KEPT", 2)
    for title in ("one", "two", "three"):
        draw(release, Words(title=title, subtitle=""), ROWS)
    assert len(release_memory._made) == 2


class AnyDay(type):
    def __instancecheck__(cls, other: object) -> bool:
        return isinstance(other, date)


class Later(date, metaclass=AnyDay):
    """The same days as any, but for today."""

    def __new__(cls, *parts: int) -> date:
        return date(*parts)

    @classmethod
    def today(cls) -> date:
        return date(2031, 3, 1)


@pytest.mark.parametrize(
    ("audience", "pages"),
    [("coordinator", ("", "trends", "referral", "desk", "method")), ("donor", ("", "indicator"))],
)
def test_what_is_kept_is_the_same_on_another_day_and_for_another_visitor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audience: str, pages: Sequence[str]
) -> None:
    started_as_it_is(monkeypatch, audience)
    today = kept_after(monkeypatch, pages)
    monkeypatch.setenv("PORTAL_ACCESS", "login")
    monkeypatch.setenv("PORTAL_AUDIT_LOG", str(tmp_path / "audit.jsonl"))
    for module in [each for name, each in sys.modules.items() if name.startswith("dashboard.")]:
        if getattr(module, "date", None) is date:
            monkeypatch.setattr(module, "date", Later)
    monkeypatch.setattr(AppTest, "from_file", as_ana(AppTest.from_file))
    later = kept_after(monkeypatch, pages)
    assert len(today) > 3
    assert later == today
    assert not [key for key, found in later.items() if b"ana@" in found + repr(key).encode()]


def kept_after(
    monkeypatch: pytest.MonkeyPatch, pages: Sequence[str]
) -> dict[tuple[Hashable, ...], bytes]:
    """By what was asked for, whatever the release's place in memory."""
    monkeypatch.setattr(release_memory, "_made", OrderedDict())
    for page in pages:
        opened(page)
    return {(name, *asked): found for (name, _release, *asked), found in as_they_are().items()}


def as_ana(from_file: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Every page is opened by somebody who has signed in."""

    def opened_by_ana(*arguments: object, **options: object) -> AppTest:
        app = from_file(*arguments, **options)
        app.secrets["access"] = {
            "claim": "groups", "admitted": ["all"], "account": "email",
            "idle_minutes": 30, "session_minutes": 480,
        }  # fmt: skip
        app.user = {
            "is_logged_in": True, "iat": int(time.time()), "sub": "ana", "groups": ["all"],
            "email": "ana@example.org", "email_verified": True,
        }  # fmt: skip
        return app

    return opened_by_ana
