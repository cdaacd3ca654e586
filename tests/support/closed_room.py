"""A closed room as `portal serve` starts it, and a provider with people who want to sign in."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, kw_only=True)
class ClosedRoom:
    address: str
    folder: Path
    provider: Provider

    @property
    def log(self) -> Path:
        return self.folder / "audit.jsonl"


@contextmanager
def closed_room(folder: Path, idle_minutes: float = 30) -> Iterator[ClosedRoom]:
    """The coordinator's room as `portal serve` starts it, with nothing but a portal.toml."""
    write_release(folder / "releases", audience="coordinator", fictional=False)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    redirect_uri = f"{address}/oauth2callback"
    with running(Provider(people=PEOPLE, redirect_uri=redirect_uri)) as provider:
        told = PORTAL_TOML.format(
            port=port,
            metadata_url=provider.metadata_url,
            client=CLIENT,
            idle_minutes=idle_minutes,
        )
        (folder / "portal.toml").write_text(told)
        with answering(
            [sys.executable, "-m", "portal", "serve", "--audience", "coordinator"],
            address=address,
            cwd=folder,
            env=kept | {"PORTAL_ACCESS__CLIENT_SECRET": SECRET, "PYTHONPATH": str(ROOT)},
        ):
            yield ClosedRoom(address=address, folder=folder, provider=provider)


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=name).click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
