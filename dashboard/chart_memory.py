"""Charts that were drawn before, kept for every visitor of this server.

Drawing costs more than everything else on a page, and what is drawn follows from the release, the
language and the choice alone. Whoever gets a chart gets a copy of it, and may change that.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable
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
Key = tuple[str, int, str, bytes]

# Each with the release that it shows, so that the release's identity stays its own.
_drawn: OrderedDict[Key, tuple[Release, go.Figure]] = OrderedDict()
_lock = Lock()


def remembered(draw: Draw) -> Draw:
    """The same chart of the same release, asked for again in the same language, is not redrawn."""

    @wraps(draw)
    def drawn(release: Release, words: Words, *asked: Any, **options: Any) -> go.Figure:
        key = (draw.__name__, id(release), language(), pickle.dumps((words, asked, options)))
        with _lock:
            known = _drawn.get(key)
            if known:
                _drawn.move_to_end(key)
        chart = known[1] if known else draw(release, words, *asked, **options)
        return go.Figure(chart if known else keep(key, release, chart))

    return drawn


def keep(key: Key, release: Release, chart: go.Figure) -> go.Figure:
    with _lock:
        _drawn[key] = (release, chart)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return chart
