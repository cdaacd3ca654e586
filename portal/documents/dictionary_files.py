"""Write the data dictionary as a workbook, and as one page of HTML that asks for nothing else."""

from html import escape
from pathlib import Path

from ingest.locales import Locale
from portal.documents.dictionary import Section

BCP_47 = {"sr_Latn": "sr-Latn", "sr_Cyrl": "sr-Cyrl"}
STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "th{background:#f0f0f0}section{overflow-x:auto}"
)


def write_workbook(path: Path, sections: list[Section]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for section in sections:
        worksheet = workbook.create_sheet(section.title)
        worksheet.append([section.note])
        worksheet.append(section.header)
        for cell in worksheet[2]:
            cell.font = Font(bold=True)
        for row in section.rows:
            worksheet.append(row)
        worksheet.freeze_panes = "A3"
        for column in worksheet.iter_cols(min_row=2):
            width = max(len(str(cell.value or "")) for cell in column)
            worksheet.column_dimensions[column[0].column_letter].width = min(70, width + 2)
            for cell in column:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    workbook.save(path)


def write_html(path: Path, title: str, locale: Locale, sections: list[Section]) -> None:
    body = "".join(map(section_of, sections))
    path.write_text(
        f'<!doctype html>\n<html lang="{BCP_47.get(locale, locale)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n",
        encoding="utf-8",
    )


def section_of(section: Section) -> str:
    header = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in section.header)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in section.rows
    )
    return (
        f"<section><h2>{escape(section.title)}</h2><p>{escape(section.note)}</p>"
        f"<table><thead><tr>{header}</tr></thead><tbody>\n{rows}</tbody></table></section>\n"
    )
