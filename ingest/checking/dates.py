"""The SQL that reads a date from a text: formats of the layout, spaces and times, serial numbers.

Nothing is guessed: a day and a month are told apart by the layout's formats alone.
"""

from ingest.layouts.layout import Layout

EARLIEST = "date '1900-01-01'"
# Days since 1899-12-30, as spreadsheets count them: October 1954 to April 2064.
FIRST_SERIAL, LAST_SERIAL = 20_000, 60_000
SERIAL = r"^\d{5}([.,]\d+)?$"
# The months in Bosnian, Croatian, Serbian and English, as word_key() spells them, and their
# genitives; a month that a name says can be taken for no day.
MONTHS = (
    "januar januara sijecanj sijecnja january jan i",
    "februar februara veljaca veljace february feb ii",
    "mart marta ozujak ozujka march mar iii",
    "april aprila travanj travnja apr iv",
    "maj maja svibanj svibnja may v",
    "jun juna juni lipanj lipnja june vi",
    "jul jula juli srpanj srpnja july vii",
    "avgust avgusta august augusta kolovoz kolovoza aug avg viii",
    "septembar septembra rujan rujna september sep sept ix",
    "oktobar oktobra listopad listopada october okt oct x",
    "novembar novembra studeni studenog studenoga november nov xi",
    "decembar decembra prosinac prosinca december dec xii",
)
NAMED = r"^(\d{1,2}) ([a-z]+) (\d{4})( g| god| godine)?$"
YEAR_WORD = r"\s*(?:godine|god|g|године|год|г)\s*\.?\s*$"
TIME = r"[T ]\s*\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$"
YEAR = r"^(\d{4})(\.0)?\.?$"
TWO_DIGIT_YEAR = r"^\d{1,2}[./-]\d{1,2}[./-]\d{2}\.?$"


def date_sql(text: str, layout: Layout) -> str:
    """The date in the text expression `text`; null where there is none.

    The first reading fits most rows and is fast; the others are tried on what it leaves over.
    """
    readings = [
        parsed_sql(text, list(layout.date_formats)),
        parsed_sql(tidy_sql(text), tidy_formats(layout)),
        named_month_sql(text),
        serial_sql(text),
    ]
    if layout.two_digit_years:
        readings.append(two_digit_year_sql(text, layout))
    return f"coalesce({', '.join(readings)})"


def parsed_sql(text: str, formats: list[str]) -> str:
    """A year before 1900 is a cell that was cut or a year of two digits, and not read."""
    if not formats:
        return "null::date"
    listed = ", ".join("'" + form.replace("'", "''") + "'" for form in formats)
    date = f"try_strptime({text}, [{listed}])::date"
    return f"case when {date} >= {EARLIEST} then {date} end"


def named_month_sql(text: str) -> str:
    """5. mart 2023., 5. ožujka 2023, 5. март 2023. године and 5.III.2023 are one day."""
    spelt = f"word_key({text})"
    parts = [f"regexp_extract({spelt}, '{NAMED}', {group})" for group in (3, 2, 1)]
    year, month, day = parts
    names = {name: number for number, line in enumerate(MONTHS, 1) for name in line.split()}
    listed = ", ".join(f"'{name}'" for name in names)
    numbers = ", ".join(map(str, names.values()))
    number = f"map([{listed}], [{numbers}])[{month}]"
    written = f"{year} || '-' || {number} || '-' || {day}"
    return (
        f"case when regexp_matches({spelt}, '{NAMED}') then {parsed_sql(written, ['%Y-%m-%d'])} end"
    )


def tidy_sql(text: str) -> str:
    """Without the time of day, the word for year, spaces and the full stop at the end:
    1. 3. 2019. godine is 1.3.2019.
    """
    without_time = f"regexp_replace({text}, '{TIME}', '')"
    without_time = f"regexp_replace({without_time}, '{YEAR_WORD}', '', 'i')"
    return rf"regexp_replace({without_time}, '[\s\x{{A0}}]+|\.\s*$', '', 'g')"


def tidy_formats(layout: Layout) -> list[str]:
    tidied = [form.replace(" ", "").removesuffix(".") for form in layout.date_formats]
    return list(dict.fromkeys(tidied))


def serial_sql(text: str) -> str:
    days = f"try_cast(left({text}, 5) as integer)"
    return (
        f"case when regexp_matches({text}, '{SERIAL}') "
        f"and {days} between {FIRST_SERIAL} and {LAST_SERIAL} "
        f"then date '1899-12-30' + {days} end"
    )


def two_digit_year_sql(text: str, layout: Layout) -> str:
    """The latest date with these two digits that has passed: 01.03.65 is in 1965."""
    formats = [form.replace("%Y", "%y") for form in tidy_formats(layout)]
    date = parsed_sql(tidy_sql(text), formats)
    past = (
        f"case when {date} > current_date then ({date} - interval 100 year)::date else {date} end"
    )
    return f"case when regexp_matches({tidy_sql(text)}, '{TWO_DIGIT_YEAR}') then {past} end"


def year_sql(text: str) -> str:
    return f"try_cast(nullif(regexp_extract({text}, '{YEAR}', 1), '') as integer)"


def is_two_digit_year_sql(text: str) -> str:
    return f"regexp_matches({tidy_sql(text)}, '{TWO_DIGIT_YEAR}')"
