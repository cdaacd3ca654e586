"""The office's texts in Cyrillic script, made from the same texts in Latin script.

    python -m dashboard.content.cyrillic     writes content/*.sr_Cyrl.toml and a column of each CSV

Line by line, so that the files keep their shape. Nobody writes the Cyrillic files by hand; what the
rule cannot be trusted with is refused (see dashboard/language/transliteration.py).
"""

import csv
import re
import sys
from io import StringIO
from pathlib import Path

from dashboard.content.body_names import BODIES
from dashboard.content.office_texts import CONTENT
from dashboard.content.registry_words import WORDS
from dashboard.language.transliteration import to_cyrillic

LATIN, CYRILLIC = "sr_Latn", "sr_Cyrl"
# What is structure and no text: comments, tables, ids, the name of a key, the quotes around it.
STRUCTURE = re.compile(r'^(#.*|\[\[\w+\]\]|id = ".*"|""")$')
KEY = re.compile(r'^(\w+ = "{1,3})(.*?)("?)$')


def in_cyrillic(latin: str) -> str:
    return "\n".join(map(line_in_cyrillic, latin.split("\n")))


def line_in_cyrillic(line: str) -> str:
    if STRUCTURE.match(line):
        return line
    if key_line := KEY.match(line):
        before, text, after = key_line.groups()
        return f"{before}{to_cyrillic(text)}{after}"
    return to_cyrillic(line)


def table_in_cyrillic(table: str) -> str:
    rows = list(csv.DictReader(StringIO(table)))
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"sr_cyrl": to_cyrillic(row["sr_latn"])} for row in rows)
    return text.getvalue()


def latin_files() -> list[Path]:
    return sorted(CONTENT.glob(f"*.{LATIN}.toml"))


def main() -> None:
    for latin in latin_files():
        target = latin.with_name(latin.name.replace(LATIN, CYRILLIC))
        target.write_text(in_cyrillic(latin.read_text(encoding="utf-8")), encoding="utf-8")
        sys.stdout.write(f"Wrote {target}\n")
    for table in (WORDS, BODIES):
        table.write_text(table_in_cyrillic(table.read_text(encoding="utf-8")), encoding="utf-8")
        sys.stdout.write(f"Wrote {table}\n")


if __name__ == "__main__":
    main()
