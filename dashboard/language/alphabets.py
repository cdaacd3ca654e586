"""Sorting words as each language's dictionary does. Nothing installed here knows these alphabets.

In Bosnian, Croatian and Serbian Latin script č, ć, dž, đ, lj, nj, š and ž are letters of their own;
Cyrillic has its own order. A pair that is two letters in a word (as in "injekcija") would be sorted
as one: dictionaries make the same exception by hand, and no entry here needs it.
"""

import re

from dashboard.language.texts import language

GAJICA = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
AZBUKA = "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш"
LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
ALPHABETS = {"bs": GAJICA, "hr": GAJICA, "sr_Latn": GAJICA, "sr_Cyrl": AZBUKA, "en": LATIN}


def sort_key(word: str) -> tuple[tuple[int, int, str], ...]:
    """A space sorts before every letter; letters of another script sort after them."""
    alphabet = ALPHABETS[language()].split()
    pairs = "|".join(letter for letter in alphabet if len(letter) > 1)
    letters = re.findall(f"{pairs}|." if pairs else ".", word.lower())
    return tuple(place(alphabet, letter) for letter in letters)


def place(alphabet: list[str], letter: str) -> tuple[int, int, str]:
    if letter in alphabet:
        return (1, alphabet.index(letter), "")
    return (2 if letter.isalpha() else 0, 0, letter)


def first_letter(word: str) -> str:
    """The heading under which a word stands: 'Dž' for 'Džeparac' in Latin script."""
    lower = word.lower()
    letters = [letter for letter in ALPHABETS[language()].split() if lower.startswith(letter)]
    return max(letters, key=len, default=lower[:1]).capitalize()
