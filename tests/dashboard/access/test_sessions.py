from tests.support.loading import knows


def test_the_memory_of_sign_ins_cannot_ask_for_anything_of_a_release() -> None:
    assert knows("dashboard.access.sessions", "dashboard.release", "pandas", "duckdb") == []
