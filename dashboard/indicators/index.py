"""The exact values of indicators, looked up once per release instead of once per cell.

It only rearranges rows. The index keeps its release alive, so that its identity stays its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.release.facts import Release

Row = Mapping[str, object]
Place = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Index:
    """Rows by indicator, calendar, period and dimension, then by code."""

    release: Release
    exact: Mapping[Place, Mapping[str, Row]]


@st.cache_resource(hash_funcs={Release: id}, max_entries=4, show_spinner=False)
def indexed(release: Release) -> Index:
    exact: dict[Place, dict[str, Row]] = {}
    for row in release.indicator_values.to_dict("records"):
        place = (row["indicator"], row["calendar"], row["period"], row["dimension"])
        exact.setdefault(place, {})[str(row["code"])] = row
    return Index(release=release, exact=exact)
