"""What the sender is told about a file as a whole: counts, never a value.

The reports have the same notes in every locale, in ingest/deliveries/report_phrases.csv.
"""

from dataclasses import dataclass

SENTENCES = {
    "hidden_sheets": "{} hidden sheet(s) were not read: show them if they belong to the extract.",
    "hidden_rows": "{} hidden row(s) were read like the others.",
    "formulas_without_result": "{} formula(s) have no result and were read as empty cells: open "
    "the file, let it calculate, save it.",
    "several_sheets": "{} sheets were read, one after the other.",
    "unread_columns": "{} column(s) outside the layout were not read.",
    "last_line_open": "The last line has no line break: check that the file is complete.",
}


@dataclass(frozen=True, kw_only=True)
class Note:
    """`code` is one of SENTENCES; `count` says how many of what it is about."""

    code: str
    count: int

    def sentence(self) -> str:
        return SENTENCES[self.code].format(f"{self.count:,}")


def notes(**counts: int) -> tuple[Note, ...]:
    """The notes whose count is not 0."""
    return tuple(Note(code=code, count=count) for code, count in counts.items() if count)
