from pathlib import Path

import pytest

from dashboard.content import registry_words
from dashboard.content.registry_words import in_own_words
from dashboard.language.texts import LANGUAGES, use_language


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text that has a Bosnian translation only, and one whose line was cut short."""
    words = tmp_path / "words.csv"
    words.write_text("en,bs,hr,sr_latn,sr_cyrl\nOffice,Ured,,,\nCourt\n", encoding="utf-8")
    monkeypatch.setattr(registry_words, "WORDS", words)
    registry_words.registry_words.cache_clear()
    yield
    registry_words.registry_words.cache_clear()


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_text_that_is_not_translated_is_shown_in_english(language: str) -> None:
    use_language(language)
    assert in_own_words("Office") == ("Ured" if language == "bs" else "Office")
    assert in_own_words("Court") == "Court"
    assert in_own_words("A text that nobody has listed") == "A text that nobody has listed"
