"""Charts that were drawn before, kept for every visitor of this server.

What is drawn follows from the release, the language and the choice alone, so that one visitor's
chart is the next one's. It must never keep what a visitor has without having asked for it.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any

from dashboard.chart_drawing import Drawing
from dashboard.chart_finished import Chart, finished
from dashboard.chart_frame import Words
from dashboard.release_file import Release
from dashboard.texts import language

# A chart is some forty kilobytes of text.
KEPT = 500

# Each with the release that it was made of, so that the identity of that stays its own.
_drawn: OrderedDict[Hashable, tuple[Release, Chart]] = OrderedDict()
_lock = Lock()


def remembered(draw: Callable[..., Drawing]) -> Callable[..., Chart]:
    """The same chart of the same release, asked for again in the same language, is not redrawn."""

    @wraps(draw)
    def drawn(release: Release, words: Words, *asked: Any, **options: Any) -> Chart:
        key = (draw.__name__, id(release), language(), pickle.dumps((words, asked, options)))
        return known(key) or keep(key, release, finished(draw(release, words, *asked, **options)))

    return drawn


def known(key: Hashable) -> Chart | None:
    with _lock:
        if key not in _drawn:
            return None
        _drawn.move_to_end(key)
        return _drawn[key][1]


def keep(key: Hashable, made_of: Release, chart: Chart) -> Chart:
    with _lock:
        _drawn[key] = (made_of, chart)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return chart
