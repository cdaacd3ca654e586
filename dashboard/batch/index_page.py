"""The page that lists what a batch has written: one entry per table, each file a link."""

from collections.abc import Sequence
from html import escape

from dashboard.batch.finished_charts import Page
from dashboard.language.texts import _, day, language
from dashboard.release.facts import Release

STYLE = (
    "body{font:16px/1.5 'IBM Plex Sans','Helvetica Neue',Arial,sans-serif;color:#1c2833;"
    "max-width:60rem;margin:2rem auto;padding:0 1rem}img{max-width:100%;border:1px solid #e3e8ec}"
    "h2{font-size:1.1rem;margin:2rem 0 .2rem}a{color:#1b4f72}p{margin:.2rem 0 .6rem}"
)


def index_html(release: Release, pages: Sequence[Page], formats: Sequence[str]) -> str:
    title = escape(_("Charts and figures"))
    made = escape(_("Release: {name}, {date}", name=release.name, date=day(release.released_on)))
    entries = "".join(entry(page, formats) for page in pages)
    return (
        f'<!doctype html><html lang="{language().replace("_", "-")}"><head>'
        f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head>'
        f"<body><h1>{title}</h1><p>{made}</p>{entries}</body></html>\n"
    )


def entry(page: Page, formats: Sequence[str]) -> str:
    links = " · ".join(
        f'<a href="{escape(page.name)}.{kind}">{kind.upper()}</a>' for kind in formats
    )
    image = next((kind for kind in ("svg", "png") if kind in formats), None)
    picture = (
        f'<img src="{escape(page.name)}.{image}" alt="{escape(page.words.title)}" loading="lazy">'
        if image
        else ""
    )
    return (
        f"<h2>{escape(page.words.title)}</h2><p>{escape(page.words.subtitle)}</p>"
        f"{picture}<p>{links}</p>"
    )
