from dataclasses import fields, replace

import pytest

from dashboard.charts.captions import Counted, Drawn, Words, alt_text, footer
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from tests.support.dashboard_pages import small_release

SAID_OF_THE_RELEASE = {"name", "released_on", "fictional"}


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release()


@pytest.mark.parametrize("counted", Counted)
@pytest.mark.parametrize("drawn", Drawn)
def test_a_footer_is_the_same_when_every_sheet_of_the_release_is_gone(
    release: Release, counted: Counted, drawn: Drawn
) -> None:
    words = Words(title="Title", subtitle="Persons", counted=counted)
    others = {one.name for one in fields(release)} - SAID_OF_THE_RELEASE
    emptied = replace(release, **dict.fromkeys(others))
    assert footer(emptied, words, drawn) == footer(release, words, drawn)


def test_a_description_tells_an_uncertain_figure_only_as_far_as_the_chart_does() -> None:
    use_language("en")
    few = Series(label="Girls", figures={"2024": Figure(value=1, lower=0, upper=7)})
    described = alt_text(Words(title="Victims", subtitle="Persons"), [few])
    assert described == "Victims, Persons. Girls. 2024: fewer than 8."
