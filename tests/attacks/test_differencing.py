"""Figures put side by side: releases, rebuilds and audiences, to cancel the noise out.

Each attack is shown to work on a copy that is broken on purpose, and to fail on the real thing.
"""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from privacy.measuring import run as measuring
from privacy.measuring.run import views_of
from privacy.noise import draw_noisy
from privacy.publishing.store import Sheet, read_sheets
from tests.support.privacy_fixtures import PERSONS, SPEC, THREE_AUDIENCES, Office, for_audiences

SHARES = tuple(map(Decimal, ("1", "0.7", "0.5")))
LATE = (2014, "male", "other")
CELLS = 20_000


def exact_report(persons: tuple[tuple[int, str, str], ...]) -> dict[str, int]:
    """A report that hides no count above 4 and is printed anew after a late record."""
    counts = {"all": len(persons)}
    for _, sex, form in persons:
        for code in (sex, form):
            counts[code] = counts.get(code, 0) + 1
    return {code: count for code, count in counts.items() if count > 4}


def test_two_printings_of_exact_counts_tell_all_about_a_late_victim() -> None:
    before = tuple((2014, sex, form) for sex in ("male", "female") for form in ("other",) * 6)
    first, second = exact_report(before), exact_report((*before, LATE))
    assert {code for code in second if second[code] != first[code]} == {"all", "male", "other"}


def test_a_late_victim_changes_no_byte_of_any_release(tmp_path: Path) -> None:
    office = Office(folder=tmp_path)
    office.measure()
    before = office.publish().read_bytes()
    later = replace(office, persons=(*PERSONS, LATE))
    later.measure()
    assert later.publish().name == "coordinator-0001.duckdb"
    assert later.publish().read_bytes() == before


class Tomorrow(datetime):
    @classmethod
    def now(cls, zone: tzinfo | None = None) -> datetime:
        return datetime.now(zone) + timedelta(days=1)


def test_the_next_release_says_the_same_of_closed_years_whoever_was_added_or_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year more is published by offices whose registers of earlier years no longer agree."""
    first = Office(folder=tmp_path / "first")
    first.measure()
    first.publish()
    monkeypatch.setattr(measuring, "datetime", Tomorrow)
    said = []
    for number, persons in enumerate((PERSONS, [*PERSONS, LATE], PERSONS[1:])):
        folder = tmp_path / str(number)
        shutil.copytree(first.folder, folder)
        text = SPEC.replace("closed_through = 2016", "closed_through = 2017")
        office = Office(folder=folder, spec_text=text, persons=tuple(persons))
        assert len(office.measure().drawn) == 2
        said.append(closed_years(read_sheets(office.publish())))
    assert said[0] == said[1] == said[2]
    assert said[0]["victims_by_year"]


def closed_years(sheets: dict[str, Sheet]) -> dict[str, list[tuple[object, ...]]]:
    """What was measured before: all figures of the window 2010-2014."""
    names = ("victims_by_year", "victims_by_year_sex", "victims_by_five_years_sex_form")
    return {name: [row for row in sheets[name].rows if row[0] < "2015"] for name in names}


def test_averaging_over_noise_that_is_drawn_anew_finds_the_count() -> None:
    drawn = [draw_noisy(np.array([3]), 1, Decimal("0.03")).values[0] for _ in range(2_000)]
    assert round(float(np.mean(drawn))) == 3


def test_averaging_over_rebuilds_finds_nothing_that_one_release_did_not_say(
    tmp_path: Path,
) -> None:
    office = Office(folder=tmp_path)
    files = set()
    for _ in range(8):
        office.measure()
        files.add(office.publish().read_bytes())
        shutil.rmtree(office.releases)
    assert len(files) == 1


def test_all_audiences_together_are_no_surer_than_the_first(tmp_path: Path) -> None:
    spec = Office(folder=tmp_path, spec_text=for_audiences(THREE_AUDIENCES)).spec
    noisy = draw_noisy(np.full(CELLS, 9), 1, spec.tables[0].rho)
    views = [noisy.values, *(view.values for view in views_of(spec, spec.tables[0], noisy))]
    assert least_variance(views) > 0.97 * float(np.var(views[0]))


def test_the_same_attack_wins_where_each_audience_gets_noise_of_its_own() -> None:
    rho = Decimal("0.05")
    alone = [draw_noisy(np.full(CELLS, 9), 1, rho * share).values for share in SHARES]
    assert least_variance(alone) < 0.5 * float(np.var(alone[0]))


def least_variance(views: list[tuple[int, ...]]) -> float:
    """Of the best weighted mean of the views: the weights are found from the draws themselves."""
    covariance = np.cov(np.array(views, dtype=float))
    ones = np.ones(len(views))
    return float(1 / (ones @ np.linalg.solve(covariance, ones)))
