"""A closed room as `portal serve` starts it, and a provider with people who want to sign in."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import ROOT
from tests.support.dashboard_fixtures import write_release
from tests.support.identity_provider import CLIENT, SECRET, Provider, running
from tests.support.server_process import answering, free_port

ROOM = "Identified victims of trafficking in human beings"
PEOPLE = {
    "Ana": {"email": "ana@example.org", "email_verified": True, "groups": ["coordinators"]},
    "Ivo": {"email": "ivo@example.org", "email_verified": True, "groups": ["donors"]},
    "Eva": {"email": "eva@example.org", "email_verified": False, "groups": ["coordinators"]},
}
PORTAL_TOML = """
release_dir = "releases"
serving_dir = "serving"
audit_log = "audit.jsonl"
port = {port}

[access]
metadata_url = "{metadata_url}"
client_id = "{client}"
coordinator = ["coordinators"]
donor = ["donors"]
idle_minutes = {idle_minutes}
"""


@contextmanager
def closed_room(folder: Path, provider: Provider, idle_minutes: float = 30) -> Iterator[str]:
    """The coordinator's room as `portal serve` starts it, with nothing but a portal.toml."""
    write_release(folder / "releases", audience="coordinator", fictional=False)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    provider.redirect_uri = f"{address}/oauth2callback"
    told = PORTAL_TOML.format(
        port=port,
        metadata_url=provider.metadata_url,
        client=CLIENT,
        idle_minutes=idle_minutes,
    )
    (folder / "portal.toml").write_text(told)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    with answering(
        [sys.executable, "-m", "portal", "serve", "--audience", "coordinator"],
        address=address,
        cwd=folder,
        env=kept | {"PORTAL_ACCESS__CLIENT_SECRET": SECRET, "PYTHONPATH": str(ROOT)},
    ):
        yield address


def provider_for_each() -> Callable[..., Iterator[Provider]]:
    """The fixture `provider` of a module: one for each test."""

    @pytest.fixture
    def provider() -> Iterator[Provider]:
        with running(Provider(people=PEOPLE)) as started:
            yield started

    return provider


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=name).click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
