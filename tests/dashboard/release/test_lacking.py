import duckdb
import pytest

from dashboard.release.lacking import OPTIONAL_SHEETS, optional_sheet


@pytest.mark.parametrize("name", OPTIONAL_SHEETS)
def test_a_sheet_that_a_file_lacks_is_read_with_its_columns_and_no_row(name: str) -> None:
    with duckdb.connect() as connection:
        sheet = optional_sheet(connection, name)
    assert tuple(sheet) == OPTIONAL_SHEETS[name]
    assert len(sheet) == 0
