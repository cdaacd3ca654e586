"""The headers of deploy/Caddyfile, put on every answer that a browser in a test gets."""

import re

from playwright.sync_api import Page, Route

from tests.support import ROOT
from tests.support.patience import milliseconds

CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
# Pages whose headers were changed on the way have no known address, and may call none otherwise.
CHANGED_ON_THE_WAY = ("--disable-features=LocalNetworkAccessChecks",)
RETRIES = 5  # where the server closes a connection that it has kept open
WHO_MAY_EMBED = {"coordinator": "'none'", "donor": "'none'", "public": "*"}


def headers(audience: str) -> dict[str, str]:
    told = re.findall(r'^\t\t([A-Z][\w-]+) "(.*)"$', CADDYFILE, re.MULTILINE)
    return {name: value.replace("{args.1}", WHO_MAY_EMBED[audience]) for name, value in told}


def send(page: Page, sent: dict[str, str]) -> list[str]:
    """Every answer gets the headers; what the browser refuses because of them is collected."""
    refused: list[str] = []

    def answer(route: Route) -> None:
        response = route.fetch(max_retries=RETRIES, timeout=milliseconds())
        route.fulfill(response=response, headers=response.headers | sent)

    page.route("**/*", answer)
    page.on("console", lambda told: refused.append(told.text) if is_refusal(told.text) else None)
    return refused


def is_refusal(text: str) -> bool:
    return "Content Security Policy" in text or "MIME type" in text
