"""Processes that measure, revise and publish, and are killed at a given write to the disk.

Each draw of noise is noted in a journal that the portal does not know.
"""

import os
import signal
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from typing import Any

from privacy.measuring import revising
from privacy.measuring import run as measuring
from privacy.measuring.revision_price import Correction
from privacy.publishing import publication as publishing
from privacy.records import durable
from tests.support.privacy_fixtures import REGISTER, Office
from tests.support.privacy_killing import dying_at_call


def work(office: Office, revises: bool) -> None:
    if not revises:
        office.measure()
        return
    with closing(office.connect()) as connection:
        revising.revise(
            office.spec,
            connection,
            office.archive,
            REGISTER,
            Correction(
                year=2016,
                populations=office.spec.populations,
                share=Decimal("0.1"),
                why="A shelter delivered late",
            ),
        )


def work_and_die(office: Office, step: int, revises: bool) -> None:
    """Be killed before the given write of this run, counted over all kinds of writes."""
    spare = iter(range(1, step))

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def killed_or_not(*arguments: Any, **named: Any) -> Any:
            if next(spare, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return killed_or_not

    measuring.draw_noisy = dying(noted(office, measuring.draw_noisy))
    for name in ("append", "put_in_place", "sync_file", "make_folder"):
        setattr(durable, name, dying(getattr(durable, name)))
    work(office, revises)
    os._exit(0)


def noted(office: Office, real: Callable[..., Any]) -> Callable[..., Any]:
    def drawing(*arguments: Any) -> Any:
        with (office.folder / "journal").open("a") as file:
            file.write("drawn\n")
        return real(*arguments)

    return drawing


def journal(office: Office) -> list[str]:
    path = office.folder / "journal"
    return path.read_text().splitlines() if path.exists() else []


def publish_and_die(office: Office) -> None:
    publishing.point_to = dying_at_call(2)(publishing.point_to, before=True)
    office.draw()
