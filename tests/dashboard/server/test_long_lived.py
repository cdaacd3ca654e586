import gc
import weakref
from collections.abc import Iterator

import pytest

from dashboard.server.long_lived import set_aside
from tests.support.dashboard_pages import opened, started_as_it_is


class Left:
    """What a visitor leaves behind: it holds itself, so that only a search finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def nothing_set_aside() -> Iterator[None]:
    set_aside.clear()
    gc.unfreeze()
    yield
    set_aside.clear()
    gc.unfreeze()


def test_a_page_that_was_shown_leaves_little_to_search(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    opened("")
    assert len(gc.get_objects()) < gc.get_freeze_count() / 2


def test_what_a_visitor_left_is_found_the_next_time() -> None:
    left = Left()
    gone = weakref.ref(left)
    set_aside()
    del left
    gc.collect()
    set_aside()
    assert gone() is not None
    set_aside.clear()
    set_aside()
    assert gone() is None
