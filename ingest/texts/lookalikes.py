"""Letters of the other script that look the same: a Latin word with a Cyrillic а in it.

A word in one script is left as it is. What a word means is not judged here.
"""

import re

# The same letters stand in the macro word_key of warehouse/database.py.
CYRILLIC = "АВЕЅІЈКМНОРСТХУаеорсхуѕіј"
LATIN = "ABESIJKMHOPCTXYaeopcxysij"
TO_LATIN = str.maketrans(CYRILLIC, LATIN)
TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
LATIN_LETTER = "[A-Za-zÀ-ɏ]"
CYRILLIC_LETTER = "[Ѐ-ӿ]"
MIXED_WORD = re.compile(
    rf"(?:{LATIN_LETTER}+{CYRILLIC_LETTER}|{CYRILLIC_LETTER}+{LATIN_LETTER})"
    rf"(?:{LATIN_LETTER}|{CYRILLIC_LETTER})*"
)
DIGRAPHS = str.maketrans(
    {"Ǆ": "DŽ", "ǅ": "Dž", "ǆ": "dž", "Ǉ": "LJ", "ǈ": "Lj", "ǉ": "lj"}
    | {"Ǌ": "NJ", "ǋ": "Nj", "ǌ": "nj"}
)  # fmt: skip


def in_one_script(text: str) -> str:
    """`text` with each mixed word in the script that it can be read in; digraph characters apart.

    Where both are possible the script of most letters wins, and Latin where they are as many. A
    word that can be read in neither stays as it is.
    """
    return MIXED_WORD.sub(lambda word: unmixed(word[0]), text.translate(DIGRAPHS))


def unmixed(word: str) -> str:
    latin, cyrillic = word.translate(TO_LATIN), word.translate(TO_CYRILLIC)
    latin_fits = not re.search(CYRILLIC_LETTER, latin)
    cyrillic_fits = not re.search(LATIN_LETTER, cyrillic)
    if latin_fits and cyrillic_fits:
        return cyrillic if 2 * len(re.findall(CYRILLIC_LETTER, word)) > len(word) else latin
    return latin if latin_fits else cyrillic if cyrillic_fits else word
