"""Who can reach a dashboard: a closed room has a login, or answers this computer only."""

import tomllib
from pathlib import Path

import duckdb
import pytest
import typer

from dashboard.access.standing import is_loopback
from portal.audience import Audience
from portal.errors import AccessError
from portal.release.acts import register_in
from portal.rooms.login import Keeping, address_of, keeping, write_secrets
from portal.rooms.serving import environment, is_fictional, options_of
from portal.settings import Access, Settings
from privacy.errors import MixedPersonsError
from tests.support.chain import Portal
from tests.support.dashboard_fixtures import write_release

CLOSED = (Audience.COORDINATOR, Audience.DONOR)
OPEN_HOSTS = ("0.0.0.0", "::", "", "10.0.0.5", "statistics.example.org", "127.0.0.1.example.org")
LOGIN = Access(
    metadata_url="https://login.example.org/.well-known/openid-configuration",
    client_id="portal",
    client_secret="secret",
    coordinator=("coordinators",),
    donor=("donors",),
)


def kept(audience: Audience, fictional: bool = True, **values: object) -> Keeping:
    return keeping(audience, Settings(**values), fictional)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", OPEN_HOSTS)
@pytest.mark.parametrize("audience", CLOSED)
def test_a_closed_room_without_a_login_is_refused_beyond_this_computer(
    audience: Audience, host: str
) -> None:
    with pytest.raises(AccessError, match="has no login"):
        kept(audience, host=host)


@pytest.mark.parametrize("audience", CLOSED)
def test_a_closed_room_without_a_login_is_refused_behind_a_proxy(audience: Audience) -> None:
    with pytest.raises(AccessError, match="has no login"):
        kept(audience, public_url="https://statistics.example.org")


@pytest.mark.parametrize("audience", CLOSED)
def test_examples_may_be_shown_on_this_computer_without_a_login(audience: Audience) -> None:
    assert kept(audience) is Keeping.DEMONSTRATION


@pytest.mark.parametrize(
    ("loaded", "fictional"), [([True, True], True), ([False], False), ([], False)]
)
def test_a_release_is_of_examples_only_where_each_delivery_is(
    loaded: list[bool], fictional: bool
) -> None:
    assert register_in(database(loaded)).fictional is fictional


def test_examples_and_real_deliveries_are_never_released_together() -> None:
    with pytest.raises(MixedPersonsError, match="a data folder of their own"):
        register_in(database([True, False]))


def database(deliveries: list[bool]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema raw")
    connection.execute("create table raw.deliveries (register varchar, fictional boolean)")
    for fictional in deliveries:
        connection.execute("insert into raw.deliveries values ('national', ?)", [fictional])
    return connection


@pytest.mark.parametrize("audience", CLOSED)
def test_real_persons_are_shown_without_a_login_only_where_that_was_said(
    audience: Audience,
) -> None:
    with pytest.raises(AccessError, match="real persons"):
        kept(audience, fictional=False)
    assert kept(audience, fictional=False, without_login=True) is Keeping.UNLOCKED
    with pytest.raises(AccessError, match="has no login"):
        kept(audience, fictional=False, without_login=True, host="0.0.0.0")


@pytest.mark.parametrize("host", OPEN_HOSTS)
def test_the_public_room_may_answer_everybody(host: str) -> None:
    assert kept(Audience.PUBLIC, host=host, fictional=False) is Keeping.OPEN


@pytest.mark.parametrize("audience", CLOSED)
def test_with_a_login_a_room_may_answer_others_over_an_encrypted_address(
    audience: Audience,
) -> None:
    address = "https://statistics.example.org"
    assert kept(audience, fictional=False, access=LOGIN, public_url=address) is Keeping.LOGIN
    for values in (
        {"public_url": "http://statistics.example.org"},
        {"host": "0.0.0.0"},
        {"host": "0.0.0.0", "public_url": "http://127.0.0.1:8501"},
    ):
        with pytest.raises(AccessError, match="not https"):
            kept(audience, access=LOGIN, **values)


@pytest.mark.parametrize(
    "lacking",
    [{"coordinator": ()}, {"client_secret": ""}, {"metadata_url": "http://a.example.org"}],
)
def test_a_login_that_lacks_something_is_refused(lacking: dict[str, object]) -> None:
    access = Access(**(LOGIN.model_dump() | lacking))
    with pytest.raises(AccessError):
        kept(Audience.COORDINATOR, access=access, public_url="https://statistics.example.org")


def test_what_streamlit_reads_is_what_was_set(tmp_path: Path) -> None:
    own = Settings(
        access=LOGIN, serving_dir=tmp_path, public_url="https://statistics.example.org/donors/"
    )
    secrets = tomllib.loads(write_secrets(Audience.DONOR, own, LOGIN).read_text())
    assert secrets["auth"]["redirect_uri"] == "https://statistics.example.org/donors/oauth2callback"
    assert len(secrets["auth"]["cookie_secret"]) == 64
    assert secrets["access"]["admitted"] == ["donors"]
    again = tomllib.loads(write_secrets(Audience.DONOR, own, LOGIN).read_text())
    assert again["auth"]["cookie_secret"] != secrets["auth"]["cookie_secret"]


def test_the_server_answers_under_its_public_name_and_path() -> None:
    options = options_of(Settings(public_url="https://statistics.example.org/donors"))
    assert options[options.index("--server.baseUrlPath") + 1] == "donors"
    assert options[options.index("--browser.serverAddress") + 1] == "statistics.example.org"
    assert "statistics.example.org" in options[options.index("--server.allowedHosts") :]


def test_no_secret_of_the_restricted_side_or_the_login_is_handed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = (
        "PORTAL_DATABASE_KEY",
        "portal_pseudonym_key",  # Settings are read whatever the case of their names.
        "PORTAL_ACCESS__CLIENT_SECRET",
        "PORTAL_ACCESS",
        "PORTAL_DATA_DIR",
        "DBT_ENV_SECRET_DATABASE_KEY",
    )
    own = Settings(access=LOGIN)
    for name in secret:
        monkeypatch.setenv(name, "of the restricted side")
    handed = environment(Audience.DONOR, own, Keeping.LOGIN)
    assert "of the restricted side" not in handed.values()


def test_the_desk_is_told_where_requests_go(tmp_path: Path) -> None:
    handed = environment(Audience.COORDINATOR, Settings(request_dir=tmp_path), Keeping.OPEN)
    assert handed["PORTAL_REQUEST_DIR"] == str(tmp_path)
    assert not environment(Audience.COORDINATOR, Settings(), Keeping.OPEN)["PORTAL_REQUEST_DIR"]


@pytest.mark.parametrize("audience", CLOSED)
def test_the_log_may_not_lie_among_the_releases(audience: Audience, tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="PORTAL_AUDIT_LOG"):
        kept(audience, release_dir=tmp_path, audit_log=tmp_path / audience / "audit.jsonl")


@pytest.mark.parametrize(
    "values",
    [{"donor": ("",)}, {"donor": (" ",)}, {"idle_minutes": 0}, {"session_minutes": float("inf")}],
)
def test_rules_that_would_admit_too_many_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        Access(**(LOGIN.model_dump() | values))


def test_the_address_of_this_computers_newer_protocol_can_be_typed() -> None:
    assert address_of(Settings(host="::1")) == "http://[::1]:8501"
    assert kept(Audience.DONOR, host="::1", access=LOGIN) is Keeping.LOGIN


def test_a_secret_is_never_part_of_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_ACCESS__CLIENT_SECRET", "never-told")
    with pytest.raises(ValueError, match="metadata_url") as refusal:
        Settings()
    assert "never-told" not in str(refusal.value)


@pytest.mark.parametrize("audience", CLOSED)
def test_the_command_refuses_with_exit_code_2(tmp_path: Path, audience: Audience) -> None:
    write_release(tmp_path / "releases", audience=audience.value)
    (tmp_path / "portal.toml").write_text('host = "0.0.0.0"\nrelease_dir = "releases"\n')
    portal = Portal(folder=tmp_path)
    assert "has no login" in portal.run("serve", "--audience", audience.value, code=2)


def test_a_room_that_may_not_read_its_releases_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(*_arguments: object) -> Path:
        raise PermissionError

    monkeypatch.setattr("dashboard.release.file.newest_file", forbidden)
    with pytest.raises(typer.Exit) as ending:
        is_fictional(Audience.DONOR, Settings(release_dir=tmp_path))
    assert ending.value.exit_code == 2
    assert f"may not read the donor releases in {tmp_path}" in capsys.readouterr().err


def test_a_release_that_can_not_be_opened_is_refused_with_exit_code_2(tmp_path: Path) -> None:
    write_release(tmp_path / "releases", audience="public")
    pointer = tmp_path / "releases" / "public" / "current"
    (pointer.parent / pointer.read_text().strip()).write_bytes(b"half a copy")
    assert "cannot be read" in Portal(folder=tmp_path).run("serve", "--audience", "public", code=2)
