"""The SQL that reads a number from a text, whichever sign stands before the decimals.

1.234 may be a thousand or a little more than one: unless the layout says which, it is not read.
"""

# A number that a program has written, not a person: it has no thousands and a decimal point.
MACHINE = r"^[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}$"
PLAIN = r"^[+-]?\d+$"
SPACES = r"[\s\x{A0}\x{202F}]"
THOUSANDS_BY_SPACE = rf"^[+-]?[1-9]\d{{0,2}}({SPACES}\d{{3}})+([.,]\d+)?$"
AMBIGUOUS = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"


def machine_number(text: str) -> str:
    """The text of a number that came as a number, so that it can't be taken for thousands."""
    return text if "e" in text.lower() or "." not in text else f"{text}e0"


def decimal_sql(text: str, decimal: str | None) -> str:
    """The number in the text expression `text`; null where there is none or it may be two."""
    without_spaces = f"regexp_replace({text}, '{SPACES}', '', 'g')"
    spaced = f"regexp_matches({text}, '{THOUSANDS_BY_SPACE}')"
    cases = [f"when regexp_matches({text}, '{MACHINE}|{PLAIN}') then {text}"]
    if decimal is None:
        cases += [
            f"when {spaced} then replace({without_spaces}, ',', '.')",
            f"when regexp_matches({text}, '{AMBIGUOUS}') then null",
            *written_cases(text, "."),
            *written_cases(text, ","),
        ]
    else:
        cases += [
            f"when {spaced} and not contains({text}, '{other(decimal)}') "
            f"then replace({without_spaces}, ',', '.')",
            *written_cases(text, decimal),
        ]
    return f"try_cast(case {' '.join(cases)} end as double)"


def written_cases(text: str, decimal: str) -> list[str]:
    """1.234,5 and 12,5 with a comma before the decimals; the other way round with a point."""
    thousands, point = rf"\{other(decimal)}", rf"\{decimal}"
    pattern = rf"^[+-]?([1-9]\d{{0,2}}({thousands}\d{{3}})+|\d+)({point}\d+)?$"
    plain = f"replace(replace({text}, '{other(decimal)}', ''), '{decimal}', '.')"
    return [f"when regexp_matches({text}, '{pattern}') then {plain}"]


def other(decimal: str) -> str:
    return "." if decimal == "," else ","


def integer_sql(text: str, decimal: str | None) -> str:
    """A whole number; 5,0 is one and 5,5 is none."""
    number = decimal_sql(text, decimal)
    return f"case when {number} = trunc({number}) then try_cast({number} as integer) end"


def is_ambiguous_sql(text: str, decimal: str | None) -> str:
    return "false" if decimal else f"regexp_matches({text}, '{AMBIGUOUS}')"
