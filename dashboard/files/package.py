"""Everything that is published, as one ZIP: tables, codes, made-up rows, and what must be known.

It holds what the release holds and nothing else.
"""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.content.office_texts import licence, office_name
from dashboard.files.column_meanings import dictionary, dictionary_header, table_meaning
from dashboard.files.readme import readme, synthetic_note
from dashboard.files.table_rows import as_csv, table_csv
from dashboard.files.table_workbook import table_workbook
from dashboard.language.texts import _
from dashboard.release.facts import Release, Table

# With a byte order mark, so that spreadsheet programs read the letters right.
ENCODING = "utf-8-sig"
SYNTHETIC = ("synthetic_victims", "synthetic_defendants")


def data_package(release: Release) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in entries(release).items():
            add(archive, release, name, content)
    return file.getvalue()


def entries(release: Release) -> dict[str, bytes]:
    """File name to content, in the order in which a reader should meet them."""
    contents = {
        "README.txt": readme(release).encode("utf-8"),
        "datapackage.json": json.dumps(descriptor(release), ensure_ascii=False, indent=2).encode(),
        "columns.csv": columns(release).encode(ENCODING),
        "codes.csv": release.vocabulary.to_csv(index=False).encode(ENCODING),
        "published_totals.csv": release.published_totals.to_csv(index=False).encode(ENCODING),
    }
    for table in release.tables.values():
        contents[f"csv/{table.name}.csv"] = table_csv(release, table).encode(ENCODING)
        contents[f"xlsx/{table.name}.xlsx"] = table_workbook(release, table)
    return contents | synthetic(release)


def add(archive: ZipFile, release: Release, name: str, content: bytes) -> None:
    day = release.released_on
    info = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
    archive.writestr(info, content)


def columns(release: Release) -> str:
    rows = [
        [table.name, *row]
        for table in release.tables.values()
        for row in dictionary(release, table)
    ]
    return as_csv([_("Table"), *dictionary_header()], rows)


def synthetic(release: Release) -> dict[str, bytes]:
    """Made-up rows: every row says what it is, for whoever meets it without the README."""
    contents = {}
    for name in SYNTHETIC:
        rows = getattr(release, name)
        if len(rows):
            marked = rows.assign(note=synthetic_note(), release=release.name)
            contents[f"synthetic/{name}.csv"] = marked.to_csv(index=False).encode(ENCODING)
    return contents


def descriptor(release: Release) -> dict[str, object]:
    """A data package as the Frictionless standard describes one."""
    return {
        "name": release.name,
        "title": _("Statistics on trafficking in human beings"),
        "created": release.released_on.isoformat(),
        "licenses": [{"title": licence().name, "path": licence().url}],
        "sources": [{"title": office_name()}],
        "resources": [resource(release, table) for table in release.tables.values()],
    }


def resource(release: Release, table: Table) -> dict[str, object]:
    return {
        "name": table.name.replace("_", "-"),
        "title": table_meaning(release, table),
        "path": f"csv/{table.name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": name, "type": kind(table, name), "description": text}
                for name, text, _codes in dictionary(release, table)
            ],
            "primaryKey": ["period", *table.dimensions],
        },
    }


def kind(table: Table, name: str) -> str:
    return "integer" if name in (table.count, "lower", "upper") else "string"
