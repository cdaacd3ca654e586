"""The page on questionnaires names tables that exist, and all that one may look for."""

import re

from privacy.declared.spec_file import read_spec
from tests.support import ROOT


def test_the_page_on_questionnaires_names_only_published_tables_and_all_of_single_years() -> None:
    page = (ROOT / "docs" / "questionnaires.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:victims|assistance|defendants)_by_\w+)`", page))
    tables = {table.name: table for table in read_spec().tables}
    assert named <= set(tables)
    yearly = {name for name, table in tables.items() if table.period == "year"}
    parts_of_others = {
        "victims_by_year_age_group",
        "victims_by_year_area",
        "defendants_by_year",
        "defendants_by_year_sex",
        "defendants_by_year_furthest_stage",
    }
    assert yearly - named == parts_of_others
