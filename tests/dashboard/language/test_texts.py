import ast
import re
from datetime import date

import pytest
from babel.messages.extract import extract_from_dir

from dashboard.language import texts
from tests.support import ROOT

DASHBOARD = ROOT / "dashboard"
TRANSLATED = ("bs", "hr", "sr_Latn", "sr_Cyrl")
KEYWORDS = {"_": None, "ngettext": (1, 2)}


def messages_in_code() -> set[str | tuple[str, ...]]:
    messages = extract_from_dir(str(DASHBOARD), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in messages}


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(locale: str) -> None:
    translated = {message.id for message in texts.merged(locale) if message.id}
    assert messages_in_code() - translated == set(), "missing"
    assert translated - messages_in_code() == set(), "left over"
    for message in texts.merged(locale):
        assert all(forms(message.string)), message.id
        assert not message.fuzzy or not message.id, message.id


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_fills_the_same_gaps_as_the_english_text(locale: str) -> None:
    for message in texts.merged(locale):
        if message.id:
            wanted = placeholders("".join(forms(message.id)))
            assert all(placeholders(form) == wanted for form in forms(message.string)), message.id


@pytest.mark.parametrize("locale", TRANSLATED)
def test_plural_messages_have_the_three_forms_of_these_languages(locale: str) -> None:
    plurals = [message for message in texts.merged(locale) if isinstance(message.id, tuple)]
    assert plurals
    assert all(len(message.string) == 3 for message in plurals)


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_language_has_the_same_topics_and_a_text_stands_in_one_of_them(locale: str) -> None:
    names = [path.name for path in texts.topics(locale)]
    assert names == [path.name for path in texts.topics("bs")]
    ids = [m.id for path in texts.topics(locale) for m in texts.read_catalogue(path) if m.id]
    assert sorted({str(message_id) for message_id in ids if ids.count(message_id) > 1}) == []


def test_no_message_hides_inside_an_f_string_where_extraction_cannot_see_it() -> None:
    for path in DASHBOARD.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
                names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
                assert not names & {"_", "ngettext"}, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize(
    ("number", "start"),
    [
        (1, "Istovremeno je upoređena 1 grupa,"),
        (3, "Istovremeno su upoređene 3 grupe,"),
        (5, "Istovremeno je upoređeno 5 grupa,"),
        (11, "Istovremeno je upoređeno 11 grupa,"),
        (21, "Istovremeno je upoređena 21 grupa,"),
        (22, "Istovremeno su upoređene 22 grupe,"),
    ],
)
def test_a_number_before_a_noun_takes_the_right_form(number: int, start: str) -> None:
    texts.use_language("bs")
    plurals = [message for message in messages_in_code() if isinstance(message, tuple)]
    compared = next(forms for forms in plurals if "compared at once" in forms[1])
    assert texts.ngettext(*compared, number).startswith(start)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("bs-BA", "bs"),
        ("hr", "hr"),
        ("sr", "sr_Cyrl"),
        ("sr-RS", "sr_Cyrl"),
        ("sr-Latn-BA", "sr_Latn"),
        ("de-DE", "en"),
        (None, "en"),
    ],
)
def test_the_browsers_language_chooses_the_nearest_of_ours(tag: str | None, language: str) -> None:
    assert texts.nearest_language(tag) == language


@pytest.mark.parametrize(
    ("language", "day", "decimal", "count"),
    [
        ("en", "24 November 2026", "0.46", "1,500"),
        ("bs", "24. novembar 2026.", "0,46", "1.500"),
        ("hr", "24. studenoga 2026.", "0,46", "1.500"),
        ("sr_Latn", "24. novembar 2026.", "0,46", "1.500"),
        ("sr_Cyrl", "24. новембар 2026.", "0,46", "1.500"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_writes_them(
    language: str, day: str, decimal: str, count: str
) -> None:
    texts.use_language(language)
    assert texts.day(date(2026, 11, 24)) == day
    assert texts.decimal(0.46) == decimal
    assert texts.count(1500) == count


def test_a_tiny_delta_is_not_rounded_away() -> None:
    texts.use_language("bs")
    assert texts.small_decimal(1e-6) == "0,000001"


@pytest.mark.parametrize(
    ("language", "code", "written"),
    [
        ("en", "2020-2024", "2020–2024"),
        ("en", "2024-Q2", "Q2 2024"),
        ("en", "2024-Q0", "2024, day not known"),
        ("bs", "2024-Q2", "2. kv. 2024."),
        ("hr", "2024-Q2", "2. tromj. 2024."),
        ("sr_Cyrl", "2024-Q2", "2. кв. 2024."),
    ],
)
def test_a_period_is_written_as_the_language_writes_it(
    language: str, code: str, written: str
) -> None:
    texts.use_language(language)
    assert texts.period(code) == written
