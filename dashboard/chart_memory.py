"""Charts that were drawn before, kept for every visitor of this server.

Drawing costs more than everything else on a page, and what is drawn follows from the release, the
language and the choice alone. What is kept is shared by all visitors: show it, never change it.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any

import plotly.graph_objects as go

from dashboard.chart_frame import Words
from dashboard.release_file import Release
from dashboard.texts import language

# A chart takes some ten kilobytes.
KEPT = 500

Draw = Callable[..., go.Figure]

# Each with what it was made of, so that the identity of that stays its own.
_drawn: OrderedDict[Hashable, tuple[object, go.Figure]] = OrderedDict()
_lock = Lock()


def remembered(draw: Draw) -> Draw:
    """The same chart of the same release, asked for again in the same language, is not redrawn."""

    @wraps(draw)
    def drawn(release: Release, words: Words, *asked: Any, **options: Any) -> go.Figure:
        key = (draw.__name__, id(release), language(), pickle.dumps((words, asked, options)))
        return known(key) or keep(key, release, draw(release, words, *asked, **options))

    return drawn


def remembered_version(change: Callable[[go.Figure], go.Figure]) -> Callable[..., go.Figure]:
    """The same chart, changed in the same way again, is not changed anew."""

    @wraps(change)
    def changed(chart: go.Figure) -> go.Figure:
        key = (change.__name__, id(chart))
        return known(key) or keep(key, chart, change(chart))

    return changed


def known(key: Hashable) -> go.Figure | None:
    with _lock:
        if key not in _drawn:
            return None
        _drawn.move_to_end(key)
        return _drawn[key][1]


def keep(key: Hashable, made_of: object, chart: go.Figure) -> go.Figure:
    with _lock:
        _drawn[key] = (made_of, chart)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return chart
