"""Read the written example extracts back without any code of the project: a second opinion."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from examples.published import PublishedFigure
from tests.support import ROOT

SEEDS = ROOT / "warehouse" / "seeds"
CASE_FILES = [
    "policija_2007_2015.csv",
    "policija_2016_2024.csv",
    "centri_socijalni_rad.xlsx",
    "policija_rs_cp1251.csv",
    "policija_rs_utf16.csv",
    "policija_2016_2024_ponovo.csv",
]
ENCODINGS = {"policija_rs_cp1251.csv": "cp1251", "policija_rs_utf16.csv": "utf-16"}
CYRILLIC = dict(zip("абвгдезијклмнопрстћуфхцчшжђ", "abvgdezijklmnoprstćufhcčšžđ", strict=True))
CYRILLIC |= {"љ": "lj", "њ": "nj", "џ": "dž"}
AGES = {"Total": None, "0 to 17 years": "child", "18 years or over": "adult"}


@dataclass(frozen=True, kw_only=True)
class Row:
    file: str
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Victim:
    identified_on: date
    sex: str
    child_adult: str
    form: str
    citizenship: str


def read_rows(path: Path) -> list[Row]:
    """All rows of the file but its header, as texts; dates of a spreadsheet in ISO form."""
    texts = spreadsheet_texts(path) if path.suffix == ".xlsx" else csv_texts(path)
    return [
        Row(file=path.name, number=number, cells=tuple(cells))
        for number, cells in enumerate(texts, start=1)
        if number > 1
    ]


def csv_texts(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))
    delimiter = ";" if path.name in ENCODINGS else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def spreadsheet_texts(path: Path) -> list[list[str]]:
    worksheet = load_workbook(path)["Evidencija"]
    return [[cell_text(value) for value in row] for row in worksheet.iter_rows(values_only=True)]


def cell_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


@cache
def fields() -> list[str]:
    with (ROOT / "examples" / "columns.csv").open(encoding="utf-8") as file:
        return [row["field"] for row in csv.DictReader(file)]


@cache
def source_words() -> dict[tuple[str, str], str]:
    with (SEEDS / "source_words.csv").open(encoding="utf-8") as file:
        words = {(row["dimension"], row["word"]): row["code"] for row in csv.DictReader(file)}
    no_country = {
        ("citizenship", word): code
        for (dimension, word), code in words.items()
        if dimension == "citizenship_group" and code in ("unknown", "not_collected")
    }
    return no_country | words


@cache
def forms() -> dict[str, dict[str, str]]:
    with (SEEDS / "vocabulary.csv").open(encoding="utf-8") as file:
        return {row["code"]: row for row in csv.DictReader(file) if row["dimension"] == "form"}


def word_key(word: str) -> str:
    latin = "".join(CYRILLIC.get(letter, letter) for letter in word.lower()).replace("đ", "dj")
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", latin)
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def codes(dimension: str, cell: str) -> list[str]:
    if not cell:
        return ["not_collected"]
    words = re.split("[;|]", cell)
    return [source_words().get((dimension, word_key(word)), "unmapped") for word in words]


def read_date(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y."):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def named(row: Row) -> dict[str, str]:
    return dict(zip(fields(), row.cells, strict=True))


def is_fit(row: Row) -> bool:
    if len(row.cells) != len(fields()) or max(map(len, row.cells)) > 200:
        return False
    cells = named(row)
    identified_on = read_date(cells["identified_date"])
    if identified_on is None or identified_on > date.today():
        return False
    if cells["birth_date"] and read_date(cells["birth_date"]) is None:
        return False
    return bool(person_of(row))


def person_of(row: Row) -> str:
    cells = named(row)
    if cells["national_number"]:
        return cells["national_number"]
    if cells["family_name"] and cells["birth_date"]:
        return f"{word_key(cells['family_name'])} {read_date(cells['birth_date'])}"
    return ""


def rows_by_person(folder: Path) -> dict[str, list[Row]]:
    """The fit rows of all case files, the earliest identification of a person first."""
    persons = defaultdict(set)
    for name in sorted(CASE_FILES):
        for row in filter(is_fit, read_rows(folder / name)):
            persons[person_of(row)].add(row)
    return {
        person: sorted(rows, key=lambda row: (read_date(named(row)["identified_date"]), row.file))
        for person, rows in persons.items()
    }


def read_victims(folder: Path) -> Iterator[Victim]:
    for rows in rows_by_person(folder).values():
        cells = named(rows[0])
        if codes("status", cells["status"]) == ["not_a_victim"]:
            continue
        identified_on = read_date(cells["identified_date"])
        yield Victim(
            identified_on=identified_on,
            sex=codes("sex", cells["sex"])[0],
            child_adult=child_or_adult(read_date(cells["birth_date"]), identified_on),
            form=min(codes("form", cells["form"]), key=lambda code: int(forms()[code]["position"])),
            citizenship=codes("citizenship", cells["citizenship"])[0],
        )


def child_or_adult(born_on: date | None, identified_on: date) -> str:
    if born_on is None:
        return "not_collected"
    birthday_to_come = (identified_on.month, identified_on.day) < (born_on.month, born_on.day)
    return "child" if identified_on.year - born_on.year - birthday_to_come < 18 else "adult"


def counted(figure: PublishedFigure, victims: list[Victim]) -> int:
    """How many of `victims` the published figure speaks of."""
    return sum(
        victim.identified_on.year == figure.year
        and figure.sex.lower() in ("total", victim.sex)
        and AGES[figure.age] in (None, victim.child_adult)
        and is_in_category(victim, figure)
        for victim in victims
    )


def is_in_category(victim: Victim, figure: PublishedFigure) -> bool:
    match figure.dimension:
        case "by form of exploitation":
            return forms()[victim.form]["unodc"] == figure.category
        case "by citizenship":
            return victim.citizenship == codes("citizenship", figure.category)[0]
        case _:
            return True
