"""CTDC's dialects, on rows of our own: no row of a CTDC file may be passed on."""

from pathlib import Path

import pytest

from ingest.layouts.layout import read_layouts
from ingest.loading import load_extract
from warehouse.database import open_restricted

GLOBAL = [
    "yearOfRegistration", "Datasource", "gender", "ageBroad", "majorityStatus", "citizenship",
    "CountryOfExploitation", "isForcedLabour", "isSexualExploit", "typeOfLabourBegging",
    "meansOfControlThreats", "recruiterRelationFamily",
]  # fmt: skip
SYNTHETIC = [
    "yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation",
    "traffickMonths", "meansThreats", "isForcedLabour", "isSexualExploit", "isOtherExploit",
    "recruiterRelationFamily",
]  # fmt: skip


def loaded(tmp_path: Path, content: str) -> tuple[str, list[tuple[object, ...]]]:
    path = tmp_path / "ctdc.csv"
    path.write_text(content)
    with open_restricted(tmp_path / "restricted.duckdb", "a key for tests") as connection:
        delivery = load_extract(path, connection, ("secret",), read_layouts())
        assert delivery.rows_quarantined == 0
        rows = connection.execute(
            "select identified_year, sex, age_band, majority, citizenship, form, means_of_control, "
            "recruiter_relation, status from raw.cases order by row_number"
        ).fetchall()
        assert (
            len(
                {
                    key
                    for (key,) in connection.execute("select person_key from raw.cases").fetchall()
                }
            )
            == 2
        )
    return delivery.layout, rows


WANTED = [
    (2015, "Female", None, "Adult", None, "ForcedLabour|ForcedBegging", "PhysicalThreats", None,
     "ActualVictimOfTrafficking"),
    (2016, None, "9--17", "Minor", "BA", "SexualExploitation", None, "family",
     "ActualVictimOfTrafficking"),
]  # fmt: skip


def test_the_comma_dialect_with_minus_99_is_read(tmp_path: Path) -> None:
    rows = [
        "2015,Hotline,Female,-99,Adult,00,US,1,-99,1,1,-99",
        "2016,Hotline,-99,9--17,Minor,BA,BA,0,1,-99,0,1",
    ]
    layout, read = loaded(tmp_path, "\n".join([",".join(GLOBAL), *rows]) + "\n")
    assert (layout, read) == ("ctdc_global", WANTED)


def test_the_semicolon_dialect_with_blanks_and_an_index_column_is_read(tmp_path: Path) -> None:
    rows = [
        "0;2015;Hotline;Female;;Adult;;US;1;;1;1;",
        "1;2016.0;Hotline;;9--17;Minor;BA;BA;0;1.0;;0;1",
    ]
    layout, read = loaded(tmp_path, "\n".join([";".join(["", *GLOBAL]), *rows]) + "\n")
    assert (layout, read) == ("ctdc_global", WANTED)


def test_the_synthetic_dataset_is_read_and_kept_in_a_register_of_its_own(tmp_path: Path) -> None:
    rows = ["2015,Woman,,,USA,0--12 (0-1 yr),1,1,,,", "2016,,9--17,BIH,BIH,,,,1,,1"]
    layout, read = loaded(tmp_path, "\n".join([",".join(SYNTHETIC), *rows]) + "\n")
    assert layout == "ctdc_synthetic"
    assert [row[0] for row in read] == [2015, 2016]
    assert [row[5] for row in read] == ["ForcedLabour", "SexualExploitation"]


@pytest.mark.parametrize("year", ["2014-2018", ""])
def test_a_range_of_years_names_no_year_and_loses_no_person(tmp_path: Path, year: str) -> None:
    header = (
        "yearRegister,gender,majorityStatus,isForcedLabour,isSexualExploit,"
        "UN_COO_Region,UN_COE_Region"
    )
    rows = [f"{year},Female,Adult,1,,Europe,Europe", "2019,Male,Minor,,1,Asia,Europe"]
    layout, read = loaded(tmp_path, "\n".join([header, *rows]) + "\n")
    assert layout == "ctdc_victim_perpetrator"
    assert [row[0] for row in read] == [None, 2019]


def test_registers_of_ctdc_are_never_the_national_one() -> None:
    registers = {layout.name: layout.register for layout in read_layouts()}
    ours = {name for name, register in registers.items() if register == "national"}
    assert set(registers) - ours == {name for name in registers if name.startswith("ctdc_")}
    assert {"cases_htcds", "cases_bs", "cases_sr_cyrl"} < ours
