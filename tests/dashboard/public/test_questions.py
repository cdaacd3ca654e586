import csv
import re

import pytest

from dashboard.content.body_names import BODIES
from dashboard.content.cyrillic import in_cyrillic, latin_files, table_in_cyrillic
from dashboard.content.office_texts import CONTENT, Contact, contacts, questions
from dashboard.content.registry_words import WORDS, in_own_words, registry_words
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.public import answers as question_parts
from dashboard.public.answers import answer, guesses
from dashboard.release.facts import Release
from tests.support import ROOT
from tests.support.dashboard_pages import all_html, opened, small_release, started_as_it_is

PRINTED = ROOT / "warehouse" / "seeds" / "published_totals.csv"


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release("public")


def test_every_language_answers_the_same_questions() -> None:
    lists = []
    for language in LANGUAGES:
        use_language(language)
        lists.append([question["id"] for question in questions()])
        assert all(
            question["question"].endswith("?") and question["answer"].strip()
            for question in questions()
        )
    assert len(lists[0]) == 13
    assert all(ids == lists[0] for ids in lists)


def test_cyrillic_content_is_the_latin_one_in_cyrillic_script() -> None:
    assert latin_files()
    for latin in latin_files():
        cyrillic = latin.with_name(latin.name.replace("sr_Latn", "sr_Cyrl"))
        made = in_cyrillic(latin.read_text(encoding="utf-8"))
        assert cyrillic.read_text(encoding="utf-8") == made, "python -m dashboard.content.cyrillic"
    for path in (WORDS, BODIES):
        table = path.read_text(encoding="utf-8")
        assert table == table_in_cyrillic(table)


def test_only_texts_change_their_script() -> None:
    shape = '# Note\n[[terms]]\nid = "greta"\nterm = "{}"\ntext = """\n{} `csv` GRETA.\n"""'
    latin, cyrillic = shape.format("Žrtva", "Izvještaj"), shape.format("Жртва", "Извјештај")
    assert in_cyrillic(latin) == cyrillic


def test_no_telephone_number_is_made_up() -> None:
    for path in CONTENT.glob("questions.*.toml"):
        assert not re.search(r"\d[\d /-]{4,}\d", path.read_text(encoding="utf-8")), path.name
    use_language("en")
    assert all(contact.phone == "" for contact in contacts())


def test_a_missing_number_is_shown_as_missing_and_a_given_one_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch, "public")
    assert "The office has not entered this number yet." in all_html(opened("questions"))
    given = [Contact(name="Police", phone="1 2 3")]
    monkeypatch.setattr(question_parts, "contacts", lambda: given)
    assert "1 2 3" in question_parts.contacts_html()


def test_the_worst_guess_comes_from_the_budget_for_life(release: Release) -> None:
    assert guesses(release) == 75
    (question,) = [entry for entry in questions() if entry["id"] == "found"]
    assert "at most 75 would be right" in answer(release, question)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_no_gap_is_left_in_an_answer(release: Release, language: str) -> None:
    use_language(language)
    assert not any("{" in answer(release, question) for question in questions())


def test_printed_totals_stand_beside_the_answer_why_figures_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch, "public")
    assert "Report of an example office" in all_html(opened("questions"))


def test_what_a_printed_total_counts_is_told_in_every_language() -> None:
    with PRINTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert all(registry_words()[row["definition"]].values()), row["definition"]
    use_language("bs")
    assert in_own_words("victims, calendar year") == "žrtve, kalendarska godina"
