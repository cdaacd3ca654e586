"""How soon the dashboard answers: one visitor in a real browser, and fifty at once by WebSocket.

The fifty speak Streamlit's own protocol with the server, as browsers do, each in a session of its
own. `together`: all in the same instant, the worst case. `arriving`: as visitors come, spread over
some seconds, each then changing a filter every five to fifteen. It needs a finished release.
"""

import argparse
import asyncio
import os
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.dashboard_browser import in_a_browser
from benchmarks.dashboard_server import Server, served_release

ARRIVING_WITHIN, THINKING, CHANGES = 10.0, (5.0, 15.0), 3
FILTER = "form"


@dataclass(kw_only=True)
class Visitor:
    """One session: what it has been sent of the filter that it will change."""

    socket: ClientConnection
    page: str = ""
    options: Sequence[str] = ()
    widget: str = ""
    picked: set[str] = field(default_factory=set)


async def open_page(visitor: Visitor, page: str) -> float:
    visitor.page = page
    return await answered(visitor, BackMsg())


async def change_filter(visitor: Visitor) -> float:
    """Take one form of exploitation out of the choice, or put it back."""
    visitor.picked ^= {random.choice(list(visitor.options))}
    message = BackMsg()
    state = message.rerun_script.widget_states.widgets.add(id=visitor.widget)
    state.string_array_value.data.extend(
        option for option in visitor.options if option in visitor.picked
    )
    return await answered(visitor, message)


async def answered(visitor: Visitor, message: BackMsg) -> float:
    """Seconds from asking until the whole page has come."""
    message.rerun_script.page_script_hash = calc_hash(visitor.page)
    message.rerun_script.query_string = "lang=en"
    message.rerun_script.context_info.url = "http://127.0.0.1/"
    started = time.perf_counter()
    await visitor.socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await visitor.socket.recv())
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - started
        note_filter(visitor, answer)


def note_filter(visitor: Visitor, message: ForwardMsg) -> None:
    group = message.delta.new_element.button_group
    if f"-{visitor.page}_{FILTER}" in group.id:
        visitor.widget = group.id
        visitor.options = [option.content for option in group.options]
        visitor.picked = visitor.picked or set(visitor.options)


Act = Callable[[Server, Sequence[Visitor]], Awaitable[None]]


async def with_visitors(number: int, server: Server, act: Act) -> None:
    uri = server.address.replace("http", "ws") + "/_stcore/stream"
    sockets = [
        await connect(uri, subprotocols=["streamlit"], origin=server.address, max_size=None)
        for _visitor in range(number)
    ]
    await act(server, [Visitor(socket=socket) for socket in sockets])
    for socket in sockets:
        await socket.close()


async def together(server: Server, visitors: Sequence[Visitor]) -> None:
    await at_once(
        server, "first paint of the overview", [open_page(visitor, "") for visitor in visitors]
    )
    await asyncio.gather(*(open_page(visitor, "trends") for visitor in visitors))
    await at_once(server, "change of a filter", [change_filter(visitor) for visitor in visitors])


async def at_once(server: Server, what: str, asked: Sequence[Awaitable[float]]) -> None:
    before = server.processor_seconds()
    seconds = await asyncio.gather(*asked)
    report("together", what, seconds)
    worked = (server.processor_seconds() - before) / len(seconds)
    print(f"{'':10} the server's processor time for each: {1000 * worked:.0f} ms")


async def arriving(_server: Server, visitors: Sequence[Visitor]) -> None:
    async def visit(visitor: Visitor) -> tuple[float, list[float]]:
        await asyncio.sleep(random.uniform(0, ARRIVING_WITHIN))
        first = await open_page(visitor, "")
        await asyncio.sleep(random.uniform(*THINKING))
        await open_page(visitor, "trends")
        changed = []
        for _change in range(CHANGES):
            await asyncio.sleep(random.uniform(*THINKING))
            changed.append(await change_filter(visitor))
        return first, changed

    visits = await asyncio.gather(*(visit(visitor) for visitor in visitors))
    report("arriving", "first paint of the overview", [first for first, _changed in visits])
    report(
        "arriving", "change of a filter", [seconds for _first, all_ in visits for seconds in all_]
    )


def report(who: str, what: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(
        f"{who:10} {what:30} median {statistics.median(ordered):6.3f} s, "
        f"p95 {last:6.3f} s, longest {ordered[-1]:6.3f} s  (of {len(ordered)})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--releases", type=Path, default=Path("releases"))
    arguments = parser.parse_args()
    with served_release(arguments.releases) as server:
        first, changed = in_a_browser(server.address)
        report("browser", "first paint of the overview", first)
        report("browser", "change of a filter", changed)
        for _turn in ("cold", "warm"):
            asyncio.run(with_visitors(1, server, together))
        asyncio.run(with_visitors(arguments.sessions, server, arriving))
        asyncio.run(with_visitors(arguments.sessions, server, together))
    print(f"Processes that ran or waited for a processor, last minutes: {os.getloadavg()[:2]}")


if __name__ == "__main__":
    main()
