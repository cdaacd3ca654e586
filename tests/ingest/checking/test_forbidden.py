"""What must not come in, by the name of its column or by what stands in it."""

from pathlib import Path

import pytest

from ingest.errors import ExtractError
from ingest.layouts.layout import read_layouts
from ingest.reading.extract import Extract
from ingest.reading.reader import read_extract
from tests.support.ingest_extracts import HTCDS_HEADER, content_of_bytes, htcds_row


def read_with(header: str, *values: str) -> Extract:
    lines = [f"{HTCDS_HEADER},{header}", *(f"{htcds_row()},{value}" for value in values)]
    content = content_of_bytes(("\n".join(lines) + "\n").encode(), "extract.csv")
    return read_extract(content, read_layouts())


@pytest.mark.parametrize(
    "header",
    [
        "Ime majke", "Prezime", "Adresa", "Телефон", "E-mail", "Napomena", "БИЉЕШКА", "Komentar",
        "Nacionalnost", "Vjera", "Zdravstveno stanje", "JMBG", "Broj pasoša", "Lična karta",
        "Date of birth", "Phone number", "Notes", "Ethnicity",
    ],
)  # fmt: skip
def test_a_column_outside_the_layout_is_refused_by_its_name(header: str) -> None:
    with pytest.raises(ExtractError, match="extract") as refusal:
        read_with(header, "SECRET")
    assert "SECRET" not in str(refusal.value)
    assert header.casefold() in str(refusal.value).casefold()


@pytest.mark.parametrize("header", ["R.br.", "Broj predmeta u arhivi", "Ime institucije", "index"])
def test_a_harmless_column_outside_the_layout_is_left_unread(header: str) -> None:
    assert read_with(header, "17").unread_columns == 1


@pytest.mark.parametrize(
    "value",
    ["0101006500006", "+387 61 123 456", "primjer@example.org", "BA391290079401028494"],
)
def test_a_column_outside_the_layout_is_refused_by_what_stands_in_it(value: str) -> None:
    with pytest.raises(ExtractError, match="Oznaka") as refusal:
        read_with("Oznaka", *[value] * 3)
    assert value not in str(refusal.value)


@pytest.mark.parametrize("value", ["primjer@example.org", "0101006500006"])
def test_a_coded_column_of_the_layout_is_refused_by_what_stands_in_it(
    tmp_path: Path, value: str
) -> None:
    row = htcds_row(form=value)
    content = "\n".join([HTCDS_HEADER, row, row]) + "\n"
    with pytest.raises(ExtractError) as refusal:
        read_extract(content_of_bytes(content.encode(), "extract.csv"), read_layouts())
    assert value not in str(refusal.value)
