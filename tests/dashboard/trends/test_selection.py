"""Which table is the whole of another: shares must never be of a whole of other periods."""

from dataclasses import replace
from functools import cache

import pytest

from dashboard.release.file import Release, Table, read_release
from dashboard.trends.selection import total_of
from tests.support.dashboard_pages import shared_release


@cache
def released() -> Release:
    path = shared_release("coordinator") / "coordinator" / "coordinator-0001.duckdb"
    return read_release(str(path), "coordinator")


def with_tables(*tables: Table) -> Release:
    return replace(released(), tables={table.name: table for table in tables})


@pytest.mark.parametrize(
    ("table", "whole"),
    [
        ("victims_by_year_sex", "victims_by_year"),
        ("victims_by_year_form_child_adult", "victims_by_year"),
        ("victims_by_quarter_child_adult", "victims_by_quarter"),
        ("defendants_by_year_charge", "defendants_by_year"),
    ],
)
def test_the_whole_is_of_the_same_persons_and_the_same_periods(table: str, whole: str) -> None:
    assert total_of(released(), released().tables[table]).name == whole


def test_pooled_years_have_no_whole_as_there_is_no_total_of_five_years() -> None:
    table = released().tables["victims_by_five_years_form_age_group"]
    assert total_of(released(), table) is None


def test_a_quarter_is_no_part_of_a_year_whatever_table_comes_first() -> None:
    tables = released().tables
    quarterly = tables["victims_by_quarter_child_adult"]
    year_first = with_tables(tables["victims_by_year"], tables["victims_by_quarter"], quarterly)
    assert total_of(year_first, quarterly).name == "victims_by_quarter"
    assert total_of(with_tables(tables["victims_by_year"], quarterly), quarterly) is None


def test_a_table_of_several_codes_has_no_whole() -> None:
    assert total_of(released(), released().tables["defendants_by_stage_year"]) is None
