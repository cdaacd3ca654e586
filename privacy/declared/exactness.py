"""What may be published without noise: a closed list of marts and columns that hold no protected
person.

release.toml chooses from it and can't add to it: an office's file must never be able to publish a
register row by row. A new line here is a decision about people, and needs its reason.
"""

from collections.abc import Mapping

from privacy.declared.spec import Exact
from privacy.errors import SpecError

LOCALES = ("en", "bs", "hr", "sr_latn", "sr_cyrl")
MAY_BE_EXACT: Mapping[str, frozenset[str]] = {
    # Definitions, baselines and targets, written by the office: nobody is counted.
    "indicators": frozenset(
        {
            "code", "position", "level", "strategic_goal", "standard_code", "unit", "direction",
            "basis", "release_table", "counted_codes", "disaggregations", "baseline",
            "baseline_date", "frequency", "responsible", "means_of_verification", "data_quality",
        }
        | {f"{text}_{locale}" for text in ("name", "definition") for locale in LOCALES}
    ),
    # Programme outputs: officials trained, meetings held. A data test holds protected ones out.
    "indicator_values": frozenset(
        {
            "indicator", "calendar", "period", "first_day", "last_day", "dimension", "code",
            "value", "based_on", "baseline", "target", "progress", "change",
        }
    ),
    # Which body sent a file, and on which day: nothing of what is in the file.
    "deliveries": frozenset(
        {"source", "kind", "received_date", "days_after_quarter", "is_on_time"}
    ),
}  # fmt: skip


def check_exact(exact: Exact) -> None:
    known = MAY_BE_EXACT.get(exact.mart, frozenset())
    refused = [column for column in exact.columns if column not in known]
    if not known or refused:
        what = f"the columns {', '.join(refused)} of '{exact.mart}'" if known else f"'{exact.mart}'"
        raise SpecError(
            f"[exact.{exact.name}] would publish {what} without noise: only marts and columns "
            "that hold no victim, no defendant and no single official may be, and they are listed "
            "in privacy/declared/exactness.py. Declare a table with noise instead."
        )
