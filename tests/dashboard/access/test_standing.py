"""Whom a closed room admits, by what the identity provider has signed."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access.standing import Rules, Standing, account_of, groups_of, standing_of
from tests.support.loading import knows

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
RULES = Rules(
    claim="groups",
    admitted=frozenset({"coordinators"}),
    account="email",
    idle=timedelta(minutes=30),
    longest=timedelta(hours=8),
)
CLAIMS = {
    "is_logged_in": True,
    "iat": int((NOW - timedelta(minutes=10)).timestamp()),
    "email": "ana@example.org",
    "email_verified": True,
    "groups": ["coordinators", "staff"],
}


def standing_with(last_seen: datetime | None = None, **claims: object) -> Standing:
    signed = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
    return standing_of(signed, RULES, last_seen, NOW)


def test_whoever_is_signed_in_verified_and_in_the_group_is_admitted() -> None:
    assert standing_with() is Standing.ADMITTED


@pytest.mark.parametrize("value", [False, None, "true", 1])
def test_whoever_is_not_signed_in_is_not_admitted(value: object) -> None:
    assert standing_with(is_logged_in=value) is Standing.SIGNED_OUT


@pytest.mark.parametrize(
    "groups", [None, [], "", "staff", ["donors"], "coordinators, staff", {"coordinators": True}, 7,
               ["coordinators", 7]]
)  # fmt: skip
def test_without_the_group_nobody_is_admitted(groups: object) -> None:
    assert standing_with(groups=groups) is Standing.NO_ROLE


def test_a_group_may_be_told_as_one_text_or_lie_deeper() -> None:
    assert standing_with(groups="coordinators") is Standing.ADMITTED
    deeper = {"realm_access": {"roles": ["coordinators"]}}
    assert groups_of(deeper, "realm_access.roles") == {"coordinators"}
    assert groups_of({"https://example.org/groups": ["a"]}, "https://example.org/groups") == {"a"}


@pytest.mark.parametrize("verified", [None, False, "true", 1])
def test_an_e_mail_address_that_is_not_confirmed_admits_nobody(verified: object) -> None:
    assert standing_with(email_verified=verified) is Standing.UNVERIFIED


def test_another_account_claim_needs_no_e_mail_address() -> None:
    rules = Rules(**{**vars(RULES), "account": "sub"})
    assert account_of({"sub": "7f"}, rules) == "7f"
    assert account_of({"sub": ""}, rules) is None


@pytest.mark.parametrize("iat", [None, "yesterday", True, -1e300, 0])
def test_a_token_without_a_usable_time_has_ended(iat: object) -> None:
    assert standing_with(iat=iat) is Standing.ENDED


def test_a_token_from_the_future_has_ended() -> None:
    assert standing_with(iat=int((NOW + timedelta(minutes=6)).timestamp())) is Standing.ENDED
    assert standing_with(iat=int((NOW + timedelta(minutes=4)).timestamp())) is Standing.ADMITTED


def test_a_session_ends_after_its_longest_time_however_busy() -> None:
    began = int((NOW - timedelta(hours=8, seconds=1)).timestamp())
    assert standing_with(last_seen=NOW, iat=began) is Standing.ENDED


def test_a_session_ends_when_nothing_is_done_in_it() -> None:
    began = int((NOW - timedelta(hours=2)).timestamp())
    assert standing_with(last_seen=NOW - timedelta(minutes=29), iat=began) is Standing.ADMITTED
    assert standing_with(last_seen=NOW - timedelta(minutes=31), iat=began) is Standing.ENDED


def test_a_token_never_seen_here_counts_from_when_it_was_issued() -> None:
    assert standing_with(iat=int((NOW - timedelta(minutes=31)).timestamp())) is Standing.ENDED


@pytest.mark.parametrize(
    "sign", ["\n", "\r", "\x1b[2J", "\x00", "\u2028", "\u202e", "\ud800"], ids=ascii
)
def test_a_name_that_could_forge_a_line_of_the_log_admits_nobody(sign: str) -> None:
    assert standing_with(email=f"ana{sign}@example.org") is Standing.UNVERIFIED


def test_who_is_admitted_is_decided_without_knowing_that_there_is_a_release() -> None:
    assert knows("dashboard.access.standing", "dashboard.release", "pandas", "duckdb") == []
