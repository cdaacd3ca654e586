"""Settings and keys: where they come from, and that they fail in a plain sentence."""

import os
import stat
from pathlib import Path

import pytest

from portal.keys import KeyFileError, read_keys
from portal.settings import Settings
from tests.support.chain import Portal


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)


def test_the_defaults_answer_loopback_only_and_keep_keys_outside_the_project() -> None:
    settings = Settings()
    assert settings.host == "127.0.0.1"
    assert settings.key_file.is_relative_to(Path.home())


def test_the_environment_comes_before_portal_toml_and_that_before_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("portal.toml").write_text('data_dir = "of-the-file"\nport = 9000\n')
    monkeypatch.setenv("PORTAL_DATA_DIR", "of-the-environment")
    settings = Settings()
    assert (settings.data_dir, settings.port) == (Path("of-the-environment"), 9000)


def test_an_unknown_setting_is_an_error_with_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "portal.toml").write_text('data_folder = "typo"\n')
    assert "data_folder" in Portal(folder=tmp_path).run("status", code=2)


def test_the_first_run_makes_keys_that_only_their_owner_may_read(tmp_path: Path) -> None:
    settings = Settings(key_file=tmp_path / "keys" / "keys.toml")
    keys = read_keys(settings)
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert read_keys(settings) == keys
    assert keys.database not in repr(keys)


def test_keys_that_others_may_read_are_refused(tmp_path: Path) -> None:
    settings = Settings(key_file=tmp_path / "keys.toml")
    read_keys(settings)
    settings.key_file.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_keys(settings)


def test_a_database_without_its_key_file_gets_no_new_keys(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "restricted.duckdb").touch()
    settings = Settings(key_file=tmp_path / "keys.toml")
    with pytest.raises(KeyFileError, match="put the file back"):
        read_keys(settings)
    assert not settings.key_file.exists()


def test_keys_of_the_environment_need_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_KEY", "d")
    monkeypatch.setenv("PORTAL_PSEUDONYM_KEY", "old,new")
    settings = Settings(key_file=tmp_path / "keys.toml")
    assert read_keys(settings).pseudonym == ("old", "new")
    assert not settings.key_file.exists()
