"""Charts that are too wide for a phone stand there as rows, with the same figures."""

import json
import re

import pytest

from dashboard.charts.phone_rows import phone_rows
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from tests.support.dashboard_pages import all_html, opened, started_as_it_is

SURE = Figure(value=20, lower=15, upper=40)
SMALL = Figure(value=1, lower=0, upper=8)


def test_a_row_holds_the_label_the_figure_and_its_interval_on_the_common_scale() -> None:
    html = phone_rows({"Police": [Series(label="→ Shelter", figures={"2024": SURE})]})
    assert "<h3>Police</h3>" in html
    assert "<dt>→ Shelter</dt>" in html
    assert "<span>15–40</span>" in html
    assert 'style="left:37.5%;width:62.5%"' in html


def test_a_point_whose_interval_reaches_zero_is_hollow_on_a_phone_too() -> None:
    rows = [Series(label="a", figures={"2024": SURE}), Series(label="b", figures={"2024": SMALL})]
    assert phone_rows({"": rows}).count('class="hollow"') == 1


def test_what_cannot_be_has_neither_bar_nor_point_on_a_phone() -> None:
    never = Figure(value=0, lower=0, upper=0, impossible=True)
    assert "style=" not in phone_rows({"": [Series(label="a", figures={"2024": never})]})


def test_several_periods_are_told_apart_by_their_names_on_a_phone() -> None:
    html = phone_rows({"": [Series(label="a", figures={"2023": SURE, "2024": SMALL})]})
    assert "<dt>a, 2023</dt>" in html
    assert "<dt>a, 2024</dt>" in html


def test_tiles_of_areas_are_rows_without_a_heading_on_a_phone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch)
    html = all_html(opened("places", **{"as": "tiles"}))
    rows = html[html.index("on-phone") :]
    assert "<dt>Sarajevo Canton</dt>" in rows
    assert "<h3></h3>" not in rows


def test_the_flow_stands_on_the_page_as_rows_for_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    html = all_html(opened("referral"))
    rows = html[html.index("on-phone") :]
    assert "<h3>Police</h3>" in rows
    assert "<dt>→ Centre for social work</dt>" in rows


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("places", {"as": "tiles"}),
        ("referral", {}),
        ("trends", {"table": "victims_by_five_years_form_age_group"}),
    ],
)
def test_every_figure_of_the_rows_is_one_of_the_chart(
    monkeypatch: pytest.MonkeyPatch, page: str, query: dict[str, str]
) -> None:
    started_as_it_is(monkeypatch)
    app = opened(page, **query)
    rows = re.findall(r"<span>(.*?)</span>", "".join(on_phones(all_html(app))))
    drawn = [words for chart in app.get("plotly_chart") for words in spoken(chart.proto.spec)]
    told = {numbers(figure) for figure in rows} - {()}
    assert told
    assert told <= {numbers(words.rpartition(": ")[2]) for words in drawn}


def on_phones(html: str) -> list[str]:
    return re.findall(r'<div class="on-phone">.*?</div></dl></section></div>', html, re.DOTALL)


def spoken(spec: str) -> list[str]:
    """What each mark of the chart says aloud."""
    marks = [trace.get("text") or trace.get("name") or "" for trace in json.loads(spec)["data"]]
    return [words for said in marks for words in ([said] if isinstance(said, str) else said)]


def numbers(figure: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\d,]+", figure))
