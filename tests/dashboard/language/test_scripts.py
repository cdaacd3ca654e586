import csv
import io

import pytest

from dashboard.language import unconfirmed
from dashboard.language.texts import catalogue, catalogue_file
from dashboard.language.transliteration import (
    CYRILLIC,
    LATIN,
    UncertainTextError,
    as_text,
    in_cyrillic,
    to_cyrillic,
)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Ljudi, njihova džepna sveska", "Људи, њихова џепна свеска"),
        ("čovjek, šuma, žrtva, đak, ćud", "човјек, шума, жртва, ђак, ћуд"),
        ("LJUBUŠKI I Njegoš", "ЉУБУШКИ И Његош"),
        ("Brčko distrikt BiH", "Брчко дистрикт БиХ"),
        ("oko {value} (od {lower} do {upper})", "око {value} (од {lower} до {upper})"),
        ("Preuzmi kao CSV", "Преузми као CSV"),
        ("injekcija", "инјекција"),
        ("Pakt <b>XXII</b> stoljeća", "Пакт <b>XXII</b> стољећа"),
        ("https://example.org/a i b", "https://example.org/a и б"),
        ("2.6–19 %", "2.6–19 %"),
    ],
)
def test_latin_script_becomes_cyrillic_letter_by_letter_but_for_the_exceptions(
    latin: str, cyrillic: str
) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize("text", ["New York", "Excel", "nadživjeti", "konjunktura"])
def test_a_text_that_the_rule_cannot_be_trusted_with_is_refused_and_never_guessed(
    text: str,
) -> None:
    with pytest.raises(UncertainTextError, match=r"transliteration\.toml"):
        to_cyrillic(text)


def test_the_cyrillic_catalogues_are_in_step_with_the_latin_ones() -> None:
    made = as_text(in_cyrillic(catalogue(LATIN)))
    assert catalogue_file(CYRILLIC).read_bytes() == made, "to mend it, run bin/texts"


def test_a_text_counts_as_confirmed_only_while_it_is_word_for_word_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    message = next(
        message for message in catalogue("bs") if isinstance(message.id, str) and message.id
    )
    read = unconfirmed.Text("bs", message.id, message.string)
    changed = unconfirmed.Text("bs", message.id, message.string + "!")
    monkeypatch.setattr(unconfirmed, "confirmed", lambda: [changed])
    assert read in unconfirmed.unconfirmed("bs")
    monkeypatch.setattr(unconfirmed, "confirmed", lambda: [read])
    assert read not in unconfirmed.unconfirmed("bs")


def test_the_report_is_a_file_that_a_reader_fills_in_and_hands_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert unconfirmed.main(["hr"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert set(unconfirmed.COLUMNS) <= set(rows[0])


def test_the_report_names_the_languages_that_it_knows(capsys: pytest.CaptureFixture[str]) -> None:
    assert unconfirmed.main(["sr_Cyrl"]) == 2
    assert "bs, hr, sr_Latn" in capsys.readouterr().err
