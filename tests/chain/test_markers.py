"""Nothing that stands in a person's row is ever said, logged or left lying about."""

from pathlib import Path

import pytest

from tests.support.chain import Portal
from tests.support.ingest_extracts import CYRILLIC_HEADER, HTCDS_HEADER, htcds_row

pytestmark = pytest.mark.chain

MARKER = "QZXMARKER"
COLUMNS = len(HTCDS_HEADER.split(","))


def marked_row(**changes: str) -> str:
    """A row that fits: every text that is not checked against a form carries the marker."""
    cells = htcds_row(**changes).split(",")
    for position in range(COLUMNS):
        if position not in {0, 3, 8}:
            cells[position] = f"{MARKER}{position}"
    return ",".join(cells)


def marked_files(folder: Path) -> list[Path]:
    accepted = [marked_row(), marked_row(number="", given="x"), htcds_row(number="9900000000009")]
    quarantined = [
        marked_row(identified=f"{MARKER}-date"),
        marked_row(born=f"{MARKER}-born"),
        marked_row(form="x").replace(f"{MARKER}10", MARKER * 30),
        f"{MARKER},{MARKER}",
    ]
    files = {
        "accepted.csv": "\n".join([HTCDS_HEADER, *accepted, *quarantined]) + "\n",
        "cut.csv": "\n".join([HTCDS_HEADER, marked_row(), marked_row()[:60]]),
        "open_quote.csv": f'{HTCDS_HEADER}\n"{MARKER},x\n',
        "missing.csv": HTCDS_HEADER.replace("prs_Gender,", "") + f"\n{MARKER}\n",
        "cyrillic.csv": f"{CYRILLIC_HEADER}\n" + ";".join([MARKER] * COLUMNS) + "\n",
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("cp1251" if name == "cyrillic.csv" else "utf-8"))
    return [folder / name for name in files]


def test_no_value_of_a_row_is_said_or_left_in_any_file_outside_the_encrypted_database(
    tmp_path: Path,
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    portal = Portal(folder=tmp_path / "office")
    portal.folder.mkdir()
    output = portal.run("ingest", *marked_files(sent), code=2)
    output += portal.run("build")
    output += portal.run("release", "plan")
    output += portal.run("release", "draw")
    output += portal.run("status")
    output += portal.run("ledger", "verify")
    assert "accepted.csv: 3 rows loaded" in output
    assert MARKER not in output.upper()
    left = [path for path in portal.folder.rglob("*") if path.is_file()]
    assert len(left) > 100
    for path in left:
        content = path.read_bytes().upper()
        assert MARKER.encode() not in content, path
        assert MARKER.encode("utf-16-le") not in content, path
    words = portal.run("status", "--words")
    assert MARKER.lower() in words, "the operator may ask for the words that are not understood"


def test_an_unexpected_error_tells_where_but_not_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer

    from portal.messages import errors_told

    def break_down(value: str) -> None:
        raise RuntimeError(f"could not convert {value}")

    with pytest.raises(typer.Exit) as ending, errors_told():
        break_down(MARKER)
    streams = capsys.readouterr()
    assert ending.value.exit_code == 1
    assert "RuntimeError" in streams.err
    assert "break_down" in streams.err
    assert MARKER not in streams.err + streams.out
