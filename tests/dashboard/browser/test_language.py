import pytest
from playwright.sync_api import Page, expect

from tests.support.dashboard_server import IN_A_BROWSER, open_page, page_for_all, server_for

pytestmark = IN_A_BROWSER
server = server_for("public")
page = page_for_all()
# Locale: what the head says, the page's heading, and the title of the tab.
SPOKEN = {
    "bs": ("bs", "Metodologija i privatnost", "Statistika o trgovini ljudima"),
    "hr": ("hr", "Metodologija i privatnost", "Statistika o trgovini ljudima"),
    "sr_Latn": ("sr-Latn", "Metodologija i privatnost", "Statistika o trgovini ljudima"),
    "sr_Cyrl": ("sr-Cyrl", "Методологија и приватност", "Статистика о трговини људима"),
    "en": ("en", "Method and privacy", "Counter-trafficking statistics"),
}


@pytest.mark.parametrize("locale", list(SPOKEN))
def test_the_head_says_the_language_and_the_page(server: str, page: Page, locale: str) -> None:
    tag, heading, site = SPOKEN[locale]
    open_page(page, f"{server}/method?lang={locale}", heading)
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page).to_have_title(f"{heading} · {site}")


def test_a_change_of_language_changes_the_head_too(server: str, page: Page) -> None:
    open_page(page, f"{server}/glossary?lang=en", "Glossary")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_text("Српски", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
    expect(page).to_have_title("Појмовник · Статистика о трговини људима")


def test_an_embedded_chart_says_its_language_too(server: str, page: Page) -> None:
    page.goto(f"{server}/chart-builder?form_of_chart=bars&embed=true&lang=hr")
    expect(page.locator("html")).to_have_attribute("lang", "hr")


def test_streamlits_own_controls_are_named_in_the_readers_language(server: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    open_page(page, f"{server}/chart-builder?lang=bs", "Izrada grafikona")
    page.get_by_role("button", name="Otvori meni").click()
    expect(page.get_by_role("navigation", name="Stranice portala")).to_be_visible()
    page.get_by_role("button", name="Zatvori meni").click()
    expect(page.get_by_text("Preskoči na glavni sadržaj")).to_have_count(1)
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("button", name="Expand sidebar")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_wrong_address_is_explained_in_the_readers_language(server: str, page: Page) -> None:
    page.goto(f"{server}/nowhere?lang=hr")
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("Stranica nije pronađena")
    expect(told).to_contain_text("Na ovoj adresi nema stranice.")


def test_both_ends_of_a_slider_are_named_in_the_readers_language(server: str, page: Page) -> None:
    open_page(page, f"{server}/chart-builder?lang=hr", "Izrada grafikona")
    for end in ("početak", "kraj"):
        expect(page.get_by_role("slider", name=f"Razdoblje — {end}")).to_have_count(1)
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("slider", name="Period — start")).to_have_count(1)
