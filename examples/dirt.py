"""What is wrong in the examples on purpose, as data: rows that must not be loaded, misspelt words.

Planted rows are persons of their own and come on top of the counted ones.
"""

from dataclasses import dataclass

from examples.published import read_table

DUPLICATE_DELIVERY = ("policija_2016_2024.csv", "policija_2016_2024_ponovo.csv")
# One counted person of the year has a misspelt word in this column. Misspelt words for sex and
# form fall to persons of targets.csv whose code is `unmapped`.
MISSPELT_IN_YEAR = {
    2009: "area",
    2012: "deciding_body",
    2014: "area",
    2019: "area",
    2021: "deciding_body",
}
FREE_TEXT = "Izmišljena bilješka koja ne pripada u ovu kolonu. " * 5


@dataclass(frozen=True, kw_only=True)
class PlantedRow:
    """`row` is the number in the sender's program, the header being row 1.

    `field` is the field at fault ("" where it is the row as a whole) and `text` what stands in it.
    """

    file: str
    row: int
    reason: str
    field: str
    text: str = ""


PLANTED_ROWS = (
    PlantedRow(
        file="policija_2007_2015.csv",
        row=40,
        reason="impossible_date",
        field="identified_date",
        text="2011-02-30",
    ),
    PlantedRow(
        file="policija_2007_2015.csv", row=90, reason="missing_value", field="identified_date"
    ),
    PlantedRow(file="policija_2016_2024.csv", row=25, reason="wrong_number_of_cells", field=""),
    PlantedRow(
        file="policija_2016_2024.csv", row=61, reason="no_identifier", field="national_number"
    ),
    PlantedRow(
        file="policija_2016_2024.csv",
        row=100,
        reason="future_date",
        field="identified_date",
        text="2087-05-01",
    ),
    PlantedRow(
        file="centri_socijalni_rad.xlsx",
        row=33,
        reason="impossible_date",
        field="identified_date",
        text="31.02.2019.",
    ),
    PlantedRow(
        file="centri_socijalni_rad.xlsx", row=77, reason="no_identifier", field="national_number"
    ),
    PlantedRow(
        file="centri_socijalni_rad.xlsx",
        row=120,
        reason="text_too_long",
        field="recruiter_relation",
        text=FREE_TEXT,
    ),
    PlantedRow(
        file="centri_socijalni_rad.xlsx", row=200, reason="missing_value", field="identified_date"
    ),
    PlantedRow(
        file="policija_rs_cp1251.csv",
        row=12,
        reason="impossible_date",
        field="birth_date",
        text="31.04.1995.",
    ),
    PlantedRow(
        file="policija_rs_utf16.csv",
        row=30,
        reason="future_date",
        field="identified_date",
        text="01.01.2087.",
    ),
    PlantedRow(file="policija_rs_utf16.csv", row=45, reason="wrong_number_of_cells", field=""),
)


def misspelt_words() -> dict[str, list[str]]:
    """The words per dimension that no list of source words knows; their persons do count."""
    return {
        row["dimension"]: row["bosnian"].split("|")
        for row in read_table("words.csv")
        if row["code"] == "unmapped"
    }
