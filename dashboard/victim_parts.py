"""The parts of the victims page: which tables it shows, and the pyramid of age and sex."""

from dashboard import charts
from dashboard.breakdown_parts import show_table
from dashboard.cells import codes, figure, series
from dashboard.counted_words import in_period, words_of
from dashboard.page_parts import show_chart
from dashboard.release_file import Release
from dashboard.texts import _, labels

SEX_AND_AGE = "victims_by_year_sex_age_group"
MEANS = "victims_by_five_years_means_of_control"
SIDES = ("female", "male")


def blocks(release: Release) -> list[tuple[str, str]]:
    """The tables that the page shows for one year, with their titles."""
    found = [
        ("victims_by_year_form", _("Victims by form of exploitation")),
        ("victims_by_year_child_adult", _("Children and adults among the victims")),
        ("victims_by_year_recruiter_relation", _("Victims by relationship to the recruiter")),
        ("victims_by_year_citizenship_group", _("Victims by citizenship")),
        ("victims_by_year_cross_border", _("Victims of internal and cross-border trafficking")),
        ("victims_by_year_victim_status", _("Identified and potential victims")),
    ]
    return [(name, title) for name, title in found if name in release.tables]


def show_pyramid(release: Release, year: str) -> None:
    """Women and girls left, men and boys right; every other sex and age in the table."""
    if SEX_AND_AGE not in release.tables:
        return
    declared = release.tables[SEX_AND_AGE]
    sexes, ages = (labels(release.vocabulary, name) for name in ("sex", "age_group"))
    sides = [code for code in SIDES if code in sexes]
    rows = {
        ages[age]: tuple(
            figure(release, SEX_AND_AGE, year, sex=sex, age_group=age) for sex in sides
        )
        for age in codes(release, "age_group")
    }
    title = _("Victims by age and sex")
    words = words_of(declared, title, in_period(declared, year))
    shown = series(
        release,
        declared,
        [(sex, age) for sex in sides for age in codes(release, "age_group")],
        [year],
    )
    names = tuple(sexes[sex] for sex in sides)
    chart = charts.pyramid(release, words, names, rows)
    show_chart(chart, words, shown, release, SEX_AND_AGE)
    every = series(release, declared, [(s, a) for s in sexes for a in ages], [year])
    rest = [one for one in every if one.label not in {known.label for known in shown}]
    show_table(title, shown, rest)
