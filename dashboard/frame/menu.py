"""Which pages each audience has, in the order of the menu. The pages themselves are in views/.

A page is named after its file. It must never decide what an audience may know: that is what the
audience's release file holds.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard.language.texts import _

Entry = tuple[str, str]


def pages(audience: str) -> list[st.Page]:
    """The audience's pages; the first one is where a visitor arrives."""
    (first, title), *others = rooms().get(audience, [method()])
    home = st.Page(f"views/{first}.py", title=title, url_path="", default=True)
    return [home, *(page(name, title) for name, title in others), by_its_name(home, first, title)]


def page(name: str, title: str) -> st.Page:
    return st.Page(f"views/{name}.py", title=title, url_path=address(name))


def by_its_name(home: st.Page, name: str, title: str) -> st.Page:
    """The first page is at the root: whoever asks for it by its name is led there."""

    def lead_home() -> None:
        st.switch_page(home, query_params=st.query_params.to_dict())

    return st.Page(lead_home, title=title, url_path=address(name), visibility="hidden")


def addresses(audience: str) -> list[str]:
    """What stands in the address of each of the audience's pages."""
    return [address(name) for name, _title in rooms().get(audience, [method()])]


def address(name: str) -> str:
    return name.replace("_", "-")


def rooms() -> Mapping[str, list[Entry]]:
    """File name and title of each audience's pages."""
    return {"coordinator": coordinator(), "donor": donor(), "public": public()}


def coordinator() -> list[Entry]:
    return [
        ("overview", _("Overview")),
        ("trends", _("Trends")),
        ("victims", _("Victims")),
        ("places", _("Places")),
        ("referral", _("Referral and assistance")),
        ("justice", _("Justice")),
        ("deliveries", _("Deliveries")),
        ("desk", _("Release desk")),
        method(),
    ]


def donor() -> list[Entry]:
    return [
        ("indicators", _("Indicators")),
        ("indicator", _("Indicator sheet")),
        method(),
    ]


def public() -> list[Entry]:
    return [
        ("key_figures", _("Key figures")),
        ("chart_builder", _("Chart builder")),
        ("questions", _("Questions and answers")),
        method(),
        ("glossary", _("Glossary")),
        ("data", _("Download the data")),
    ]


def method() -> Entry:
    return "method", _("Method and privacy")
