"""Documentation made from what the portal is: the tables, a data dictionary, dbt's own pages.

Nothing here reads a row: dbt's pages hold names, types, descriptions and SQL of the warehouse.
"""

import shutil
import tempfile
from pathlib import Path

from ingest.locales import Locale
from portal.current import current_spec
from portal.documents.dictionary import dictionary, phrases_in
from portal.documents.dictionary_files import write_html, write_workbook
from portal.documents.tables_page import tables_page
from portal.keys import read_keys
from portal.messages import errors_told, out
from portal.settings import settings
from privacy.declared.spec import ReleaseSpec, as_dbt_vars


def tell_docs(folder: Path | None, only_tables: bool) -> None:
    with errors_told():
        target = folder or settings().data_dir / "docs"
        target.mkdir(parents=True, exist_ok=True)
        spec = current_spec()
        paths = [write_tables_page(target, spec)]
        if not only_tables:
            paths += write_dictionaries(target, spec)
            paths.append(write_dbt_pages(target, spec))
        for path in paths:
            out.print(f"Written: {path}", markup=False)


def write_tables_page(folder: Path, spec: ReleaseSpec) -> Path:
    path = folder / "tables.md"
    path.write_text(tables_page(spec), encoding="utf-8")
    return path


def write_dictionaries(folder: Path, spec: ReleaseSpec) -> list[Path]:
    paths = []
    for locale in Locale:
        sections = dictionary(spec, locale)
        workbook, page = (folder / f"dictionary_{locale}.{suffix}" for suffix in ("xlsx", "html"))
        write_workbook(workbook, sections)
        write_html(page, phrases_in(locale)["title"], locale, sections)
        paths += [workbook, page]
    return paths


def write_dbt_pages(folder: Path, spec: ReleaseSpec) -> Path:
    """One static page with every model, its columns and its lineage back to the extracts."""
    from warehouse.build import dbt_environment, run_dbt

    path = folder / "warehouse.html"
    keys = read_keys(settings())
    variables = {"register": settings().register_name, **as_dbt_vars(spec)}
    with tempfile.TemporaryDirectory() as work_dir:
        with dbt_environment(settings().database, keys.database):
            run_dbt(
                ["docs", "generate", "--static"],
                variables,
                Path(work_dir),
                lambda name, done, total: None,
            )
        shutil.copyfile(Path(work_dir) / "target" / "static_index.html", path)
    return path
