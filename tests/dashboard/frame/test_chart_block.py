from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from dashboard.frame.chart_block import picture_name
from dashboard.language.texts import use_language
from tests.support.dashboard_pages import small_release


def shown(label: str, value: int) -> Series:
    known = Figure(value=value, lower=value - 5, upper=value + 5)
    return Series(label=label, figures={"2022": known, "2024": known})


def test_the_name_of_a_file_tells_table_periods_language_and_release_and_no_filter() -> None:
    use_language("en")
    names = {
        picture_name("victims_by_year_form", chosen, small_release())
        for chosen in (
            [shown("Forced begging", 41)],
            [shown("Sexual exploitation", 87), shown("Girls, Sarajevo Canton", 7)],
        )
    }
    assert names == {"victims_by_year_form_2022_2024_en_coordinator-0001"}
