"""What is done to the register by hand: erasing a person, rotating the keys."""

import typer

from ingest.persons.erasure import erase_person
from ingest.persons.rekeying import rekey_pseudonyms
from ingest.raw import create_raw_schema
from portal.keys import announce_rotation, read_keys, rotated, settle_rotation
from portal.messages import err, errors_told, out
from portal.settings import settings
from portal.steps import tell_build
from warehouse.database import open_restricted
from warehouse.rewriting import drop_built_schemas, rewrite_database


def tell_erasure(source: str, reference: str) -> None:
    with errors_told():
        keys = read_keys(settings())
        with open_restricted(settings().database, keys.database) as connection:
            create_raw_schema(connection)
            erasure = erase_person(connection, keys.pseudonym, source, reference)
            drop_built_schemas(connection)
    tell_build()
    with errors_told():
        # Only a fresh file holds nothing of the deleted rows any more.
        rewrite_database(settings().database, keys.database, keys.database)
        kinds = [f"{count} {kind}" for kind, count in erasure.records.items() if count]
        out.print(f"Erased one person: {', '.join(kinds)} records, from raw data to cells.")
        if erasure.possible_others:
            out.print(
                f"{erasure.possible_others} more records have the same name and birth date but "
                "another identity, and stayed: ask their sources whether they are the same person."
            )
        out.print("A keyed pseudonym is kept, only to refuse later deliveries about the person.")
        out.print(
            "Published releases are not changed. Their figures counted the person with random "
            "noise that was made to hide whether any one person is in them; backups and copies of "
            "extracts at the sources are not reached by this command."
        )


def tell_rotation() -> None:
    if settings().database_key or settings().pseudonym_key:
        err.print(
            "[bold red]Error:[/] the keys come from the environment: rotate them where they are "
            "kept, or move them to the key file first."
        )
        raise typer.Exit(2)
    with errors_told():
        keys = read_keys(settings())
        following = rotated(keys)
        with open_restricted(settings().database, keys.database, read_only=True):
            announce_rotation(settings().key_file, keys, following)
        rewrite_database(
            settings().database,
            keys.database,
            following.database,
            lambda connection, catalog: rekey_pseudonyms(
                connection, catalog, following.pseudonym[-1]
            ),
        )
        settle_rotation(settings())
    out.print("Both keys are new: the database is encrypted anew and every pseudonym has moved on.")
    out.print(f"Copy {settings().key_file} to your safe; older backups need the older file.")
    tell_build()
