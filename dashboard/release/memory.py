"""What follows from a release, the language and the choice alone: made once, for every visitor.

A finished chart, a table of the page, a list of figures: one visitor's is the next one's. What is
kept is shared: show it, never change it. It must never keep what belongs to a visitor, nor what
follows from the day or from who asks.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any

from dashboard.language.texts import language
from dashboard.release.facts import Release

# Each is some forty kilobytes of text.
KEPT = 500

# Each with the release that it was made of, so that the identity of that stays its own.
_made: OrderedDict[Hashable, tuple[Release, Any]] = OrderedDict()
_lock = Lock()


def once(make: Callable[..., Any]) -> Callable[..., Any]:
    """The same of the same release, asked for again in the same language, is not made again."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def made(release: Release, *asked: Any, **options: Any) -> Any:
        key = (name, id(release), language(), pickle.dumps((asked, options)))
        earlier = remembered(key)
        return earlier[1] if earlier else keep(key, release, make(release, *asked, **options))

    return made


def remembered(key: Hashable) -> tuple[Release, Any] | None:
    with _lock:
        if key in _made:
            _made.move_to_end(key)
        return _made.get(key)


def keep(key: Hashable, release: Release, result: Any) -> Any:
    with _lock:
        _made[key] = (release, result)
        while len(_made) > KEPT:
            _made.popitem(last=False)
    return result
