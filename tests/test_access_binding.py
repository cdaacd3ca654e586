"""Who can reach a dashboard: the coordinator's and the donors' answer this computer only."""

from pathlib import Path

import pytest
import typer
from chain import Portal

from portal.audience import Audience
from portal.serving import is_loopback, refuse_without_login

CLOSED = (Audience.COORDINATOR, Audience.DONOR)
OPEN_HOSTS = ("0.0.0.0", "::", "", "10.0.0.5", "statistics.example.org", "127.0.0.1.example.org")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", OPEN_HOSTS)
@pytest.mark.parametrize("audience", CLOSED)
def test_a_dashboard_with_restricted_readers_is_refused_beyond_this_computer(
    audience: Audience, host: str
) -> None:
    with pytest.raises(typer.Exit) as refusal:
        refuse_without_login(audience, host)
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize("audience", CLOSED)
def test_a_dashboard_with_restricted_readers_may_answer_this_computer(audience: Audience) -> None:
    refuse_without_login(audience, "127.0.0.1")


@pytest.mark.parametrize("host", OPEN_HOSTS)
def test_the_public_dashboard_may_answer_everybody(host: str) -> None:
    refuse_without_login(Audience.PUBLIC, host)


@pytest.mark.parametrize("audience", CLOSED)
def test_the_command_refuses_before_it_looks_for_a_release(
    tmp_path: Path, audience: Audience
) -> None:
    (tmp_path / "portal.toml").write_text('host = "0.0.0.0"\n')
    said = Portal(folder=tmp_path).run("serve", "--audience", audience.value, code=2)
    assert "has no login" in said
