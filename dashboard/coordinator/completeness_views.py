"""Whether records have become more or less complete, in a sentence and a table."""

from collections.abc import Sequence

import streamlit as st

from dashboard.coordinator.completeness import changes_table, clear_details, quality_changes
from dashboard.figures.sums import span_name
from dashboard.figures.wording import Change
from dashboard.language.texts import _, period
from dashboard.release.facts import Release


def show_quality(
    release: Release, population: str, before: Sequence[str], after: Sequence[str]
) -> None:
    compared_groups = quality_changes(release, population, before, after)
    worse, better = (clear_details(compared_groups, kind) for kind in (Change.UP, Change.DOWN))
    if better:
        st.write(_("Missing clearly less often: {details}", details=better))
    if worse:
        st.write(_("Missing clearly more often: {details}", details=worse))
    if not (better or worse):
        st.write(_("No detail is missing clearly more or less often than before."))
    spans = {"before": period(span_name(before)), "after": period(span_name(after))}
    with st.expander(_("Table: {before} beside {after}", **spans)):
        st.html(changes_table(compared_groups, before, after))
