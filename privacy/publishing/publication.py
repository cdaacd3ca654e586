"""Publish: one release file from the stored measurements, written whole or not at all.

What stands in it is privacy.publishing.body's work. A release that would say the same as the last
one is not made again, and one that is made again elsewhere is the same, byte for byte.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from privacy.declared.spec import ReleaseSpec, audience_named, spec_hash
from privacy.errors import NothingToPublishError
from privacy.publishing.body import body_sheets
from privacy.publishing.contents import Sheet, Title, title_sheet
from privacy.publishing.store import newest_version, point_to, read_sheets, write_version
from privacy.records import durable
from privacy.records.archive import Archive, Register
from privacy.records.opening import opened


def publish(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    register: Register,
    *,
    release_dir: Path,
    audience: str,
) -> Path:
    """The path of the newest version: a new one, or the last one where nothing has changed."""
    if not archive.ledger_path.exists():
        raise nothing_to_publish()
    with opened(archive, register) as open_archive:
        ledger, seen_by = open_archive.file.ledger, audience_named(spec, audience)
        sheets = body_sheets(spec, connection, ledger, open_archive.stored, seen_by)
        if sheets is None:
            raise nothing_to_publish()
        title = Title(
            name="",
            number=0,
            audience=audience,
            register=register.name,
            released_on=datetime.now(UTC).date().isoformat(),
            spec_hash=spec_hash(spec),
            ledger_hash=ledger.head,
            fictional=register.fictional,
        )
        return put_out(release_dir / audience, title, sheets)


def put_out(folder: Path, title: Title, sheets: list[Sheet]) -> Path:
    durable.make_folder(folder, mode=0o755)
    durable.remove_drafts(folder)
    last = newest_version(folder, title.audience)
    if last and says_the_same(read_sheets(last.path), title, sheets):
        point_to(last.path)
        return last.path
    number = last.number + 1 if last else 1
    name = f"{title.audience}-{number:04}"
    path = folder / f"{name}.duckdb"
    write_version(path, [*sheets, title_sheet(replace(title, name=name, number=number))])
    point_to(path)
    return path


def says_the_same(last: dict[str, Sheet], title: Title, sheets: list[Sheet]) -> bool:
    """All is equal but which release it is, and its date."""
    if "release" not in last:
        return False
    old = dict(zip(last["release"].columns, last["release"].rows[0], strict=True))
    as_old = replace(title, name=old["name"], number=old["number"], released_on=old["released_on"])
    return last == {sheet.name: sheet for sheet in [*sheets, title_sheet(as_old)]}


def nothing_to_publish() -> NothingToPublishError:
    return NothingToPublishError(
        "No declared table has been measured yet, so there is nothing to publish: "
        "run 'portal release draw' first."
    )
