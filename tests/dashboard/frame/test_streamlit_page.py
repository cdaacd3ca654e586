"""The names that the portal takes from Streamlit's own page are those of the installed version."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.streamlit_page import SCRIPT_ENDED, SCRIPT_STATE, Part

TABLE = ROOT / "tests" / "support" / "streamlit_page.py"
FOLDERS = ("dashboard", "portal", "tests")
KINDS = (".css", ".html", ".js", ".py")
# A name in a selector or an attribute, as any text of our Python, or by its name in the table.
NAMED = re.compile(r"""data-testid[~|^$*]?=\\?["']?(\w+)|["'](st[A-Z]\w+)["']""")
FROM_THE_TABLE = re.compile(r"\bPart\.([A-Z_]+)\b")


def test_every_name_of_streamlits_page_stands_in_the_table_with_the_files_that_use_it() -> None:
    used: dict[str, set[str]] = {}
    for path in our_files():
        for name in names_in(path):
            used.setdefault(name, set()).add(path.name)
    assert used == {part.value: set(part.used) for part in Part}


def test_a_test_takes_the_names_from_the_table() -> None:
    tests = [path for path in our_files() if path.is_relative_to(ROOT / "tests")]
    assert {path.name: found for path in tests if (found := written_out(path))} == {}


def test_streamlit_still_has_every_part_that_the_table_names() -> None:
    vanished = [part for part in Part if not is_shipped(part)]
    assert vanished == [], (
        f"Streamlit {version('streamlit')} no longer has {'; '.join(map(described, vanished))}. "
        "What to do stands in docs/changing.md, under 'An update of Streamlit'."
    )


def described(part: Part) -> str:
    return f"{part.value} ({part.what}), which is named in {', '.join(part.used)}"


def test_streamlit_still_says_when_a_script_has_ended() -> None:
    assert is_shipped(SCRIPT_STATE)
    assert is_shipped(SCRIPT_ENDED)


@pytest.mark.parametrize("never", ["stNoSuchPart", "stAp", "data-test"])
def test_a_name_that_is_not_there_is_missed(never: str) -> None:
    assert not is_shipped(never)


def our_files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS and path not in (TABLE, Path(__file__)):
                yield path


def names_in(path: Path) -> set[str]:
    taken = FROM_THE_TABLE.findall(path.read_text(encoding="utf-8"))
    return written_out(path) | {Part[name].value for name in taken if name in Part.__members__}


def written_out(path: Path) -> set[str]:
    found = NAMED.findall(path.read_text(encoding="utf-8"))
    return {name for pair in found for name in pair if name}


def is_shipped(name: str) -> bool:
    """Whether the page's scripts hold the name as a text of its own, in whichever quotes."""
    return any(f"{quote}{name}{quote}" in shipped_scripts() for quote in "`\"'")


@cache
def shipped_scripts() -> str:
    folder = Path(str(files("streamlit"))) / "static"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.js")))
