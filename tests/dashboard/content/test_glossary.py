import pytest

from dashboard.content.glossary import entries_with, glossary
from dashboard.content.office_texts import terms
from dashboard.language.alphabets import ALPHABETS, first_letter, sort_key
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.release.facts import Release
from tests.support.dashboard_pages import all_html, opened, small_release, started_as_it_is


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release("public")


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("bs", ["cesta", "čaša", "ćup", "dan", "džep", "đak", "era"]),
        ("hr", ["lopta", "luk", "ljeto", "more", "nula", "njiva", "oko"]),
        ("sr_Latn", ["sat", "šuma", "tijelo", "zima", "žena"]),
        ("sr_Cyrl", ["вода", "град", "дан", "ђак", "ера", "жена", "јаје", "љето", "ћуп", "шума"]),
        ("en", ["apple", "Banana", "cherry"]),
    ],
)
def test_words_stand_in_the_order_of_the_languages_dictionary(
    language: str, ordered: list[str]
) -> None:
    use_language(language)
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_a_shorter_word_and_a_space_come_first() -> None:
    use_language("bs")
    ordered = ["pomoć", "pomoć žrtvi", "pomoćnik"]
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_letters_of_the_other_script_come_last() -> None:
    use_language("sr_Cyrl")
    assert sorted(["TIP", "жена"], key=sort_key) == ["жена", "TIP"]


@pytest.mark.parametrize(("word", "letter"), [("džep", "Dž"), ("Njega", "Nj"), ("đak", "Đ")])
def test_a_pair_that_is_one_letter_is_one_heading(word: str, letter: str) -> None:
    use_language("hr")
    assert first_letter(word) == letter


def test_each_alphabet_has_the_letters_of_its_language() -> None:
    numbers = {language: len(letters.split()) for language, letters in ALPHABETS.items()}
    assert numbers == {"bs": 34, "hr": 34, "sr_Latn": 34, "sr_Cyrl": 30, "en": 26}


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_glossary_has_its_terms_in_each_language_and_in_order(
    release: Release, language: str
) -> None:
    use_language(language)
    entries = glossary(release)
    assert len(entries) > 25
    assert all(entry.term and entry.text for entry in entries)
    assert len({entry.term for entry in entries}) == len(entries)
    in_order = sorted((entry.term for entry in entries), key=sort_key)
    assert [entry.term for entry in entries] == in_order


def test_every_language_explains_the_same_terms() -> None:
    lists = []
    for language in LANGUAGES:
        use_language(language)
        lists.append([term["id"] for term in terms()])
    assert all(ids == lists[0] for ids in lists)


def test_a_search_looks_in_terms_and_texts_for_every_word(release: Release) -> None:
    use_language("en")
    entries = glossary(release)
    assert [entry.term for entry in entries_with(entries, "council of europe")] == ["GRETA"]
    assert entries_with(entries, "council unicorn") == []
    assert entries_with(entries, "  ") == entries


def test_a_search_without_a_hit_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch, "public")
    app = opened("glossary")
    app.text_input(key="glossary_words").set_value("unicorn").run()
    assert any("fewer or shorter" in text.value for text in app.markdown)
    app.text_input(key="glossary_words").set_value("greta").run()
    assert "Council of Europe" in all_html(app)
