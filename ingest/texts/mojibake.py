"""Characters that broke on their way: UTF-8 that was read in another encoding and saved again.

A cell is repaired only where one reading is certain; else it stays, and its row is refused.
"""

import re

import ftfy
import ftfy.bad_codecs
import pyarrow as pa
import pyarrow.compute as pc

LETTERS = "čćđšžČĆĐŠŽ" + "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ"
CODECS = ("sloppy-windows-1250", "sloppy-windows-1252", "iso-8859-2", "latin-1")
CYRILLIC_CODEC = "sloppy-windows-1251"
# The replacement character, and control characters that no text has.
LOST = r"\x{FFFD}|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x{84}\x{86}-\x{9F}]"


def broken_pairs(codecs: tuple[str, ...]) -> set[str]:
    """What each of our letters looks like when its two bytes are read as two characters."""
    return {letter.encode().decode(codec) for letter in LETTERS for codec in codecs}


def is_possible_word(pair: str) -> bool:
    """In Serbian capitals ПОДЊЕ stands, and is no broken Č."""
    return all(letter in LETTERS for letter in pair)


def pairs_pattern(pairs: set[str]) -> str:
    seconds: dict[str, str] = {}
    for pair in sorted(pairs):
        first, second = pair[0], pair[1]
        seconds[first] = seconds.get(first, "") + f"\\x{{{ord(second):X}}}"
    return "|".join(f"{first}[{listed}]" for first, listed in seconds.items())


CERTAIN_PAIRS = broken_pairs(CODECS) | {
    pair for pair in broken_pairs((CYRILLIC_CODEC,)) if not is_possible_word(pair)
}
BROKEN = f"{LOST}|{pairs_pattern(CERTAIN_PAIRS)}"
SUSPECT = f"{BROKEN}|{pairs_pattern(broken_pairs((CYRILLIC_CODEC,)))}"


def repaired(text: str) -> str:
    """The text as it was before it broke, where that is certain; else `text`."""
    readings = {read_back(text, codec) for codec in (*CODECS, CYRILLIC_CODEC)}
    readings |= {ftfy.fix_encoding(text)}
    certain = {reading for reading in readings - {text} if reading is not None and is_ours(reading)}
    return certain.pop() if len(certain) == 1 else text


def read_back(text: str, codec: str) -> str | None:
    try:
        return text.encode(codec).decode("utf-8")
    except UnicodeError:
        return None


def is_ours(text: str) -> bool:
    """Whether every letter beyond ASCII is one of our languages' and nothing is broken."""
    return not PYTHON_BROKEN.search(text) and all(
        letter.isascii() or letter in LETTERS or not letter.isalpha() for letter in text
    )


def as_python(pattern: str) -> re.Pattern[str]:
    """The same pattern for Python, which writes characters by their number differently."""
    return re.compile(
        re.sub(r"\\x\{([0-9A-F]+)\}", lambda code: f"\\u{int(code[1], 16):04x}", pattern)
    )


PYTHON_BROKEN = as_python(BROKEN)


def repaired_texts(texts: pa.Array) -> pa.Array:
    suspects = pc.match_substring_regex(texts, SUSPECT)
    if not pc.any(suspects).as_py():
        return texts
    replacements = [repaired(text) for text in texts.filter(suspects).to_pylist()]
    return pc.replace_with_mask(texts, suspects, pa.array(replacements, texts.type))


def are_broken(texts: pa.Array) -> pa.Array:
    return pc.match_substring_regex(texts, BROKEN)
