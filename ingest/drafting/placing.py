"""Find which header of an unknown file names which field, by the headers that are known already."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import combining, normalize

from ingest.drafting.peeking import Reading
from ingest.kinds import Kind
from ingest.layouts.layout import Layout

ALIKE = 0.85
# Short words differ by a letter and mean something else.
SHORT = 4
CYRILLIC = str.maketrans(
    dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dž"}
)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A file's header row and the fields that were found in it, by position."""

    kind: Kind
    reading: Reading
    header_row: int
    fields: dict[int, str]

    @property
    def headers(self) -> list[str]:
        return self.reading.rows[self.header_row]

    def values(self, position: int) -> list[str]:
        below = self.reading.rows[self.header_row + 1 :]
        return [row[position] for row in below if position < len(row) and row[position]]


def known_headers(kind: Kind, layouts: tuple[Layout, ...]) -> dict[str, str]:
    """Plain header to field, of all layouts of the kind."""
    return {
        plain(header): field.name
        for layout in layouts
        if layout.kind == kind
        for field in layout.fields
        for header in field.headers
    }


def plain(header: str) -> str:
    """In Latin letters, without accents, case and signs: "Датум рођења" is "datum rodjenja"."""
    latin = header.lower().translate(CYRILLIC).replace("đ", "dj")
    letters = (letter for letter in normalize("NFD", latin) if not combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(letters)))


def place(headers: list[str], fields_by_header: dict[str, str]) -> dict[int, str]:
    """Each field at the header that is most like one of its names; each is used once."""
    candidates = [
        (likeness(plain(header), name), position, field)
        for position, header in enumerate(headers)
        for name, field in fields_by_header.items()
    ]
    placed: dict[int, str] = {}
    for score, position, field in sorted(candidates, key=lambda candidate: -candidate[0]):
        if score >= ALIKE and position not in placed and field not in placed.values():
            placed[position] = field
    return dict(sorted(placed.items()))


@lru_cache(maxsize=100_000)
def likeness(header: str, name: str) -> float:
    if header == name:
        return 1.0
    if min(len(header), len(name)) <= SHORT or abs(len(header) - len(name)) > SHORT:
        return 0.0
    matcher = SequenceMatcher(None, header, name, autojunk=False)
    # Upper bounds that cost little rule out most pairs.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
