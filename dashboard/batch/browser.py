"""Pictures of many charts without a visitor: drawn by the machine's own Chromium, one for all.

Kaleido draws each chart as SVG; Typst sets it as PNG and as PDF with the bundled font, so that a
PDF holds real text. Nothing is fetched: the page has Plotly from its package and the font inside.
"""

import asyncio
import base64
import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import kaleido
import typst
from kaleido import PageGenerator
from kaleido.errors import ChromeNotFoundError

from dashboard.batch.finished_charts import Page
from dashboard.charts.captions import alt_text
from dashboard.charts.surround import PICTURE_WIDTH
from dashboard.charts.text_width import FONTS
from dashboard.language.texts import language

PrintedFormat = Literal["png", "pdf"]
WEB_FONTS = FONTS.parent
FACES = {
    "ibm-plex-sans-latin-wght-normal.woff2": "U+0000-00FF, U+2000-22FF",
    "ibm-plex-sans-latin-ext-wght-normal.woff2": "U+0100-02BA, U+1E00-1E9F",
    "ibm-plex-sans-cyrillic-wght-normal.woff2": "U+0301, U+0400-045F, U+0490-0491, U+2116",
}
TEMPLATE = Path(__file__).with_name("picture.typ")
# Typst knows the bundled semibold face by a family name of its own.
BOLD, SEMIBOLD = re.compile(r"font-weight: ?(?:bold|600)"), "IBM Plex Sans SmBld"
SCALE, POINTS_PER_INCH = 2, 72
SECONDS_EACH = 60


class NoBrowserError(Exception):
    """There is no Chromium or Chrome on this machine, which draws the pictures."""


def draw_all(
    pages: Sequence[Page], formats: Sequence[str], out: Path, done: Callable[[str], None]
) -> None:
    """Write each chart in each picture format; `done` is told the name of each chart.

    In a thread of its own, which has no event loop yet but the language of this one.
    """
    drawing = drawn_in_one_browser(pages, formats, out, done)
    try:
        with ThreadPoolExecutor(1) as worker:
            worker.submit(copy_context().run, asyncio.run, drawing).result()
    except ChromeNotFoundError as error:
        raise NoBrowserError(
            "No Chromium or Chrome was found, which draws the pictures: install one, or ask for "
            "--formats csv,xlsx only."
        ) from error


async def drawn_in_one_browser(
    pages: Sequence[Page], formats: Sequence[str], out: Path, done: Callable[[str], None]
) -> None:
    with TemporaryDirectory() as folder:
        index = Path(folder) / "index.html"
        index.write_text(drawing_page(), encoding="utf-8")
        async with kaleido.Kaleido(n=1, page_generator=index, timeout=SECONDS_EACH) as browser:
            for page in pages:
                size = {"width": PICTURE_WIDTH, "height": page.chart.height}
                svg = await browser.calc_fig(page.chart.figure, opts={"format": "svg", **size})
                write_formats(page, svg, formats, out)
                done(page.name)


def drawing_page() -> str:
    """Kaleido's own page with the bundled font, in which texts are measured."""
    plain = PageGenerator(mathjax=False).generate_index()
    used = '<p style="font-family: IBM Plex Sans">a č ж <b>a č ж</b></p>'
    head, body = plain.split("</head>", 1)
    return f"{head}<style>{font_faces()}</style></head>{body.replace('</body>', f'{used}</body>')}"


def with_font(svg: str) -> str:
    """The font inside the drawing, so that it looks the same on a computer without it."""
    return re.sub(r"(<svg[^>]*>)", rf"\g<1><style>{font_faces()}</style>", svg, count=1)


def font_faces() -> str:
    return "".join(
        "@font-face {font-family: 'IBM Plex Sans'; font-weight: 100 700; "
        f"unicode-range: {letters}; src: url(data:font/woff2;base64,"
        f"{base64.b64encode((WEB_FONTS / name).read_bytes()).decode()}) format('woff2')}}"
        for name, letters in FACES.items()
    )


def write_formats(page: Page, svg: bytes, formats: Sequence[str], out: Path) -> None:
    if "svg" in formats:
        (out / f"{page.name}.svg").write_text(with_font(svg.decode("utf-8")), encoding="utf-8")
    kinds: tuple[PrintedFormat, ...] = ("png", "pdf")
    for kind in kinds:
        if kind in formats:
            (out / f"{page.name}.{kind}").write_bytes(typeset(page, svg, kind))


def typeset(page: Page, svg: bytes, kind: PrintedFormat) -> bytes:
    """With a title, a language and a description, which a screen reader speaks instead of words."""
    data = {
        "title": page.words.title,
        "language": language().split("_")[0],
        "description": " ".join([alt_text(page.words, page.all_series), *page.chart.notes]),
        "width": PICTURE_WIDTH,
        "height": page.chart.height,
        "svg": BOLD.sub(f"font-family: {SEMIBOLD}", svg.decode("utf-8")),
    }
    standards: list[Any] = ["ua-1"] if kind == "pdf" else []
    return typst.compile(
        str(TEMPLATE),
        format=kind,
        ppi=POINTS_PER_INCH * SCALE,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standards,
    )
