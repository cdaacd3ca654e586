import stat
import traceback
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from warehouse.database import open_restricted
from warehouse.errors import (
    DatabaseBusyError,
    NotADatabaseError,
    WarehouseError,
    WrongKeyError,
)


def make_database(path: Path) -> None:
    with open_restricted(path, "right key") as connection:
        connection.execute("create table main.words as select 'MARKER-IN-THE-CLEAR' as word")
        connection.execute("checkpoint")


def test_the_file_is_encrypted_with_aes_gcm_and_shows_no_value(tmp_path: Path) -> None:
    path = tmp_path / "restricted.duckdb"
    make_database(path)
    assert b"MARKER-IN-THE-CLEAR" not in path.read_bytes()
    with open_restricted(path, "right key", read_only=True) as connection:
        ciphers = connection.execute(
            "select cipher from duckdb_databases() where database_name = 'restricted'"
        ).fetchall()
        assert ciphers == [("GCM",)]
        assert connection.execute("from main.words").fetchall() == [("MARKER-IN-THE-CLEAR",)]


def test_the_file_is_for_its_owner_only_also_where_it_was_made_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "restricted.duckdb"
    for _opening in ("made", "made otherwise"):
        with open_restricted(path, "a key"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)


def test_a_wrong_key_is_a_clear_error_that_holds_no_key(tmp_path: Path) -> None:
    path = tmp_path / "restricted.duckdb"
    make_database(path)
    with pytest.raises(WrongKeyError, match="does not open") as refusal:
        open_restricted(path, "wrong key")
    assert "wrong key" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_another_file_in_its_place_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "restricted.duckdb"
    path.write_bytes(b"something else" * 1000)
    with pytest.raises(NotADatabaseError, match="not an encrypted database"):
        open_restricted(path, "key")
    assert path.read_bytes() == b"something else" * 1000


def test_an_unencrypted_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "restricted.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(NotADatabaseError):
        open_restricted(path, "key")


def test_reading_does_not_make_a_database(tmp_path: Path) -> None:
    with pytest.raises(NotADatabaseError, match="portal ingest"):
        open_restricted(tmp_path / "absent.duckdb", "key", read_only=True)
    assert not (tmp_path / "absent.duckdb").exists()


def test_a_database_in_use_by_another_process_says_so(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "restricted.duckdb"
    script = (
        "import sys; from pathlib import Path; from warehouse.database import open_restricted;"
        "kept = open_restricted(Path(sys.argv[1]), 'right key'); print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(DatabaseBusyError, match="in use"):
            open_restricted(path, "right key", patience=0.3)
        other.stdin.write("\n")
        other.stdin.close()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ђорђе ШЋЕПАНОВИЋ", "djordje scepanovic"),
        ("Đorđe  Šćepanović", "djordje scepanovic"),
        ("ForcedBegging;", "forcedbegging"),
        ("присилно просјачење", "prisilno prosjacenje"),
        ("Džemal-Љиљана Њ.", "dzemal ljiljana nj"),
    ],
)
def test_a_word_has_one_key_whatever_its_script_case_and_accents(
    tmp_path: Path, written: str, key: str
) -> None:
    with open_restricted(tmp_path / "restricted.duckdb", "key") as connection:
        assert connection.execute("select word_key(?)", [written]).fetchone() == (key,)


def refused_for_its_key(path: Path) -> None:
    make_database(path)


def refused_as_unencrypted(path: Path) -> None:
    duckdb.connect(str(path)).close()


def refused_as_another_file(path: Path) -> None:
    path.write_bytes(b"something else" * 1000)


def refused_as_a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    "make",
    [refused_for_its_key, refused_as_unencrypted, refused_as_another_file, refused_as_a_folder],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_no_refusal_holds_the_key_whatever_stands_in_the_place(
    tmp_path: Path, make: Callable[[Path], None], read_only: bool
) -> None:
    path = tmp_path / "restricted.duckdb"
    make(path)
    key = "KEY-OF-THE-OFFICE's"
    with pytest.raises(WarehouseError) as refusal:
        open_restricted(path, key, read_only=read_only, patience=0)
    assert "KEY-OF" not in "".join(traceback.format_exception(refusal.value))


def test_what_spills_to_the_disk_is_encrypted_too(tmp_path: Path) -> None:
    with open_restricted(tmp_path / "restricted.duckdb", "key") as connection:
        (setting,) = connection.execute("select current_setting('temp_file_encryption')").fetchone()
    assert setting is True
