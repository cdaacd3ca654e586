"""Audiences: each sees the figures of the one before with further noise, drawn once, together."""

import json
import math
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pytest

from privacy.errors import ShareNotDrawnError
from privacy.measuring import run as measuring
from privacy.noise import NoisyCounts, chances, distance_of_sum, draw_further, rho_of_sum
from privacy.publishing.store import read_sheets
from privacy.records.measurements import Measurement, read_measurements, seen_by
from tests.support.privacy_fixtures import (
    MEASUREMENTS,
    Office,
    for_audiences,
    published_cells,
    seeds_only,
)

THREE = """[audiences.coordinator]
share = 1
exact = ["trainings"]

[audiences.donor]
share = 0.7

[audiences.public]
share = 0.5
tables = ["victims_by_year", "victims_by_five_years_sex_form"]
exact = ["trainings"]

[exact.trainings]
mart = "indicator_values"
columns = ["indicator", "value"]
reason = "Officials, and no victims."
"""
SPEC_OF_THREE = for_audiences(THREE)


class OfficeOfThree(Office):
    def connect(self) -> duckdb.DuckDBPyConnection:
        return with_trainings(super().connect())


def with_trainings(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    connection.execute("create schema marts")
    connection.execute(
        "create table marts.indicator_values as "
        "select 'Course' as indicator, 12 as value, 'x' as person"
    )
    return connection


def office_of_three(folder: Path, text: str = SPEC_OF_THREE) -> OfficeOfThree:
    return OfficeOfThree(folder=folder, spec_text=text)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeOfThree:
    made = office_of_three(tmp_path_factory.mktemp("office"))
    made.measure()
    return made


def test_all_views_are_stored_with_the_measurement_in_one_file(office: OfficeOfThree) -> None:
    stored = read_measurements(office.measurements)
    assert len(stored) == MEASUREMENTS
    for measurement in stored.values():
        assert [view.share for view in measurement.views] == [Decimal("0.7"), Decimal("0.5")]
        for view in measurement.views:
            assert view.scale == pytest.approx(measurement.scale / math.sqrt(view.share))
            assert len(view.values) == len(measurement.values)


def test_each_view_is_drawn_from_the_one_before_and_from_no_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = measuring.draw_further, []

    def watched(noisy: NoisyCounts, cells: int, scale: float) -> NoisyCounts:
        seen.append((noisy.values, real(noisy, cells, scale)))
        return seen[-1][1]

    monkeypatch.setattr(measuring, "draw_further", watched)
    office = office_of_three(tmp_path)
    office.measure()
    for measurement in read_measurements(office.measurements).values():
        first, second = (view.values for view in measurement.views)
        assert (measurement.values, first) in [(given, drawn.values) for given, drawn in seen]
        assert (first, second) in [(given, drawn.values) for given, drawn in seen]


def test_further_noise_has_the_variance_that_is_missing() -> None:
    start = NoisyCounts(values=(1000,) * 40_000, scale=3.0, rho=1 / 18)
    further = np.array(draw_further(start, 1, 5.0).values) - 1000
    assert abs(further.mean()) < 6 * 4 / math.sqrt(40_000)
    assert further.var() == pytest.approx(16, rel=0.05)


def test_further_noise_reaches_beyond_the_largest_count() -> None:
    start = NoisyCounts(values=(2**31 - 1,) * 100, scale=3.0, rho=1 / 18)
    assert max(draw_further(start, 1, 50.0).values) > 2**31 - 1


@pytest.mark.parametrize(("scale", "further"), [(0.6, 0.6), (0.8, 0.5), (1.0, 0.7), (2.0, 0.5)])
def test_a_sum_of_two_draws_is_as_near_to_one_draw_as_the_bound_says(
    scale: float, further: float
) -> None:
    of_sum = convolved(scale, further)
    of_one = np.array(symmetric(math.hypot(scale, further), len(of_sum) // 2))
    likely = of_one > 1e-12
    distance = np.abs(np.log(of_sum[likely] / of_one[likely])).max()
    assert 0 < distance <= distance_of_sum(scale, further)


def convolved(scale: float, further: float) -> np.ndarray:
    reach = math.ceil(25 * max(scale, further))
    return np.convolve(symmetric(scale, reach), symmetric(further, reach))


def symmetric(scale: float, reach: int) -> list[float]:
    one_side = [*chances(scale), *[0.0] * reach][: reach + 1]
    return [*one_side[:0:-1], *one_side]


@pytest.mark.parametrize(("scale", "further"), [(0.8, 0.8), (1.0, 0.7), (2.9, 1.9), (4.1, 4.1)])
def test_the_divergence_of_a_sum_is_within_its_certified_rho(scale: float, further: float) -> None:
    of_sum = convolved(scale, further)
    certified = rho_of_sum(math.hypot(scale, further), distance_of_sum(scale, further), 1)
    for order in (1.01, 1.5, 2, 4, 8):
        assert renyi(of_sum[1:], of_sum[:-1], order) <= certified * order * (1 + 1e-9)
    assert certified < 1 / (2 * scale**2)


def renyi(first: np.ndarray, second: np.ndarray, order: float) -> float:
    """Far from the middle, where floating-point numbers end, neither has any weight left."""
    seen = (first > 1e-200) & (second > 1e-200)
    terms = order * np.log(first[seen]) + (1 - order) * np.log(second[seen])
    return float(np.log(np.exp(terms).sum()) / (order - 1))


def test_where_the_bound_does_not_hold_no_more_is_claimed_than_before() -> None:
    start = NoisyCounts(values=(1,), scale=1.0, rho=0.5)
    assert draw_further(start, 1, 1.01).rho == 0.5


def test_what_a_view_is_certified_for_is_its_share_of_the_price(office: OfficeOfThree) -> None:
    for measurement in read_measurements(office.measurements).values():
        for view in measurement.views:
            price = float(measurement.rho * view.share)
            assert view.certified_rho == pytest.approx(price, rel=1e-6)


def test_each_audience_gets_its_tables_and_figures_made_of_its_own_values(
    office: OfficeOfThree,
) -> None:
    stored = read_measurements(office.measurements)
    for audience in office.spec.audiences:
        sheets = read_sheets(office.publish(audience=audience.name))
        names = audience.tables or tuple(table.name for table in office.spec.tables)
        own = [measurement for measurement in stored.values() if measurement.table.name in names]
        expected = published_cells(
            office.spec, [seen_by(measurement, audience.share) for measurement in own]
        )
        assert {row[0] for row in sheets["tables"].rows} == set(names)
        for name in names:
            published = [row[-4:-1] for row in sheets[name].rows]
            assert sorted(published) == sorted(cells_of(expected, own, name))
        scales = {row[0]: row[4] for row in sheets["measurements"].rows}
        assert scales == {
            measurement.id: seen_by(measurement, audience.share).scale for measurement in own
        }


def cells_of(
    cells: dict[str, list[tuple[int, int, int]]], own: Iterable[Measurement], name: str
) -> list[tuple[int, int, int]]:
    return [
        cell
        for measurement in own
        if measurement.table.name == name
        for cell in cells[measurement.id]
    ]


def test_only_declared_columns_are_exact_and_only_for_whom_they_are_declared(
    office: OfficeOfThree,
) -> None:
    sheets = {
        audience.name: read_sheets(office.publish(audience=audience.name))
        for audience in office.spec.audiences
    }
    assert sheets["coordinator"]["trainings"].rows == [("Course", 12)]
    assert sheets["public"]["trainings"].rows == [("Course", 12)]
    assert "trainings" not in sheets["donor"]


def test_only_the_first_audience_sees_each_charge(office: OfficeOfThree) -> None:
    sheets = {
        audience.name: read_sheets(office.publish(audience=audience.name))
        for audience in office.spec.audiences
    }
    assert len(sheets["coordinator"]["ledger"].rows) == MEASUREMENTS
    assert "ledger" not in sheets["donor"] | sheets["public"]


def test_a_release_made_again_elsewhere_is_the_same_byte_for_byte(
    office: OfficeOfThree, tmp_path: Path
) -> None:
    for audience in ("coordinator", "donor", "public"):
        paths = [
            office.publish(audience=audience, release_dir=tmp_path / place)
            for place in ("here", "there")
        ]
        assert paths[0] != paths[1]
        assert paths[0].read_bytes() == paths[1].read_bytes()


def test_publishing_again_makes_no_new_version_for_any_audience(office: OfficeOfThree) -> None:
    for audience in ("coordinator", "donor", "public"):
        path = office.publish(audience=audience)
        assert path.name == f"{audience}-0001.duckdb" == office.publish(audience=audience).name


def test_publishing_to_any_audience_reads_no_cells(office: OfficeOfThree) -> None:
    for audience in ("coordinator", "donor", "public"):
        connection = with_trainings(seeds_only())
        assert office.publish(connection, audience=audience).name == f"{audience}-0001.duckdb"


def test_an_audience_declared_later_sees_the_surest_view_that_its_share_allows(
    office: OfficeOfThree,
) -> None:
    measurement = read_measurements(office.measurements)["victims_by_year/2014"]
    for share, drawn in (("0.9", "0.7"), ("0.6", "0.5"), ("0.5", "0.5")):
        view = next(view for view in measurement.views if view.share == Decimal(drawn))
        seen = seen_by(measurement, Decimal(share))
        assert (seen.values, seen.scale) == (view.values, view.scale)


def test_a_smaller_share_than_any_that_was_drawn_is_refused_and_nothing_is_drawn(
    tmp_path: Path,
) -> None:
    office = office_of_three(tmp_path)
    office.measure()
    before = office.stored()
    less = office_of_three(tmp_path, SPEC_OF_THREE.replace("share = 0.5", "share = 0.4"))
    with pytest.raises(ShareNotDrawnError, match=r"for the shares 1, 0\.7, 0\.5, and for none as"):
        less.publish(audience="public")
    less.measure()
    assert office.stored() == before


def test_a_view_that_lacks_a_value_is_damage(office: OfficeOfThree, tmp_path: Path) -> None:
    from privacy.errors import DamagedMeasurementError
    from privacy.records.measurements import store

    measurement = read_measurements(office.measurements)["victims_by_year_sex/2014"]
    short = replace(measurement.views[0], values=measurement.views[0].values[:-1])
    store(replace(measurement, views=(short,)), tmp_path)
    with pytest.raises(DamagedMeasurementError):
        read_measurements(tmp_path)


def test_a_measurement_is_read_as_it_was_stored(office: OfficeOfThree) -> None:
    for measurement in read_measurements(office.measurements).values():
        text = (office.measurements / f"{measurement.id}.json").read_text()
        assert json.loads(text)["views"][1]["values"] == list(measurement.views[1].values)
