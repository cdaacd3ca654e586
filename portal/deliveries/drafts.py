"""Templates and drafts of layouts, as the command line makes them."""

from pathlib import Path

from ingest.locales import Locale
from portal.messages import errors_told, out


def tell_template(kind: str, locale: Locale, path: Path | None) -> None:
    with errors_told():
        from ingest.templates.empty_workbook import write_template
        from portal.labels import labels_in

        target = path or Path(f"template_{kind}_{locale}.xlsx")
        target.parent.mkdir(parents=True, exist_ok=True)
        write_template(target, kind, locale, labels_in(locale))
        out.print(f"Template: {target}", markup=False)
        out.print("When it comes back filled: portal ingest FILE --source 'who sent it'")


def tell_draft(file: Path, kind: str | None, path: Path | None) -> None:
    with errors_told():
        from ingest.drafting.draft import draft_layout
        from ingest.layouts.layout import read_layouts

        draft = draft_layout(file, read_layouts(), kind)
        if path is None:
            out.print(draft, markup=False, end="")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(draft, encoding="utf-8")
        out.print(f"Draft: {path}. Read it, correct it, then move it to ingest/layouts/.")
