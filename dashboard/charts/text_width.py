"""How long a text is in the bundled font, and where its lines break.

A picture cannot wrap its own text, so the lines are measured here. Cyrillic text is longer than
Latin: counting characters would cut it off.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parents[1] / "static" / "fonts" / "print"
FACES = {False: "IBMPlexSans-Regular.ttf", True: "IBMPlexSans-SemiBold.ttf"}
MEASURED_AT = 100


def broken(text: str, pixels: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines that are no longer than so many pixels; a long word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer, size, bold) <= pixels:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def in_lines(text: str, pixels: float, size: float, bold: bool = False) -> str:
    """The same, as the text of a picture."""
    return "<br>".join(plain(line) for line in broken(text, pixels, size, bold))


def plain(text: str) -> str:
    """A sign that a picture would take for a tag is made harmless."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def longest(texts: Iterable[str], size: float, bold: bool = False) -> float:
    return max((length(text, size, bold) for text in texts), default=0)


def length(text: str, size: float, bold: bool = False) -> float:
    """In pixels."""
    return face(bold).getlength(text) * size / MEASURED_AT


@lru_cache
def face(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FACES[bold]), MEASURED_AT)
