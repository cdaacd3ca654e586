"""The width of a phone: nothing has to be moved sideways to be read."""

from playwright.sync_api import Page, expect

from tests.support.dashboard_server import IN_A_BROWSER, open_page, page_for_all, server_for

pytestmark = IN_A_BROWSER
server = server_for("coordinator")
page = page_for_all()


def test_bands_and_panels_become_rows_on_a_phone_and_charts_on_a_wide_screen(
    server: str, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    open_page(page, f"{server}/referral", "Referral and assistance")
    rows = page.locator(".on-phone")
    expect(rows).to_have_count(2)
    for one in rows.all():
        expect(one).to_be_visible()
    wide = page.locator('[class*="st-key-wide_"]')
    expect(wide.first).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(rows.first).to_be_hidden()
    expect(wide.first.locator(".main-svg").first).to_be_visible()
