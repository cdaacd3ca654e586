"""What others wrote, in names of files and columns, is shown as it is and steers nothing."""

import pytest
import typer

from ingest.errors import ExtractError
from portal.messages import err, errors_told, shown


@pytest.mark.parametrize(
    "name",
    ["a[/x].csv", "[red]a", "a\x1b[31m", "a\x1b]0;t\x07", "a\rb", "a\u202eb", "[link=x]a[/link]"],
)
def test_a_name_from_outside_is_told_as_plain_signs(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    with pytest.raises(typer.Exit) as refusal, errors_told():
        raise ExtractError(f"{name} holds no rows.")
    assert refusal.value.exit_code == 2
    assert capsys.readouterr().err == f"Error: {plain} holds no rows.\n"


def test_an_error_of_several_lines_keeps_them(capsys: pytest.CaptureFixture[str]) -> None:
    err.print(shown("one\ntwo"))
    assert capsys.readouterr().err == "one\ntwo\n"
