"""Column names in one spelling, whatever their language's script: for finding words in them."""

import re
from unicodedata import combining, normalize

from ingest.texts.lookalikes import in_one_script

LETTERS = str.maketrans(
    dict(zip("абвгдезијклмнопрстћуфхцчшжђй", "abvgdezijklmnoprstcufhccszdj", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dz", "đ": "d", "ѓ": "d", "ќ": "c", "ѕ": "dz"}
)
INNER_CAPITAL = re.compile("(?<=[a-zčćđšž])(?=[A-ZČĆĐŠŽ][a-zčćđšž])")


def name_key(name: str) -> str:
    """prs_FirstName is "prs first name", Биљешка and Bilješka are "biljeska", đ and dj are d."""
    latin = in_one_script(INNER_CAPITAL.sub(" ", name)).casefold().translate(LETTERS)
    plain = "".join(letter for letter in normalize("NFD", latin) if not combining(letter))
    return re.sub("[^a-z0-9]+", " ", plain).replace("dj", "d").strip()
