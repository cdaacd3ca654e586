"""From identification to a service: aggregated flows, delays, services; five years together."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.phone_rows import phone_rows
from dashboard.charts.table_captions import in_period, words_of
from dashboard.figures.series import Series, codes, figure, periods, series
from dashboard.figures.shares import Share, no_share, share, share_in_table, share_in_words
from dashboard.figures.sums import codes_together, over_years
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.frame.breakdown_block import years_of
from dashboard.frame.html_tables import table
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import show_chart
from dashboard.language.texts import _, labels, percent, period
from dashboard.release.facts import Release
from dashboard.release.known_tables import (
    ASSISTANCE,
    FORM_AND_ASSISTANCE,
    REFERRAL_DELAY,
    REFERRAL_FLOW,
    SERVICE_DELAY,
    SERVICES,
    VICTIMS,
)

TABLES = (
    REFERRAL_FLOW,
    SERVICES,
    ASSISTANCE,
    REFERRAL_DELAY,
    SERVICE_DELAY,
    FORM_AND_ASSISTANCE,
    VICTIMS,
)
WITHIN_7_DAYS = ("within_1_day", "2_7_days")

Flow = Mapping[tuple[str, str], Figure]


def choose_window(release: Release, name: str, filters: PageFilters) -> str:
    windows = periods(release, name)[::-1]
    return filters.one("period", _("Period"), windows, usual=windows[0], words=period)


def flow_figures(release: Release, window: str) -> Flow:
    """Victims from each identifying institution to each body that received them."""
    return {
        (start, end): figure(
            release, REFERRAL_FLOW, window, identifying_institution=start, receiving_body=end
        )
        for start in codes(release, "identifying_institution")
        for end in codes(release, "receiving_body")
    }


def clear_flows(flow: Flow) -> Flow:
    """The flows that are surely there, the others are too small to be told from none."""
    return {pair: one for pair, one in flow.items() if not one.reaches_zero}


def flow_table(release: Release, flow: Flow) -> str:
    starts, ends = (
        labels(release.vocabulary, name) for name in ("identifying_institution", "receiving_body")
    )
    columns = list(dict.fromkeys(end for _start, end in flow))
    rows = [
        [starts[start], *(in_table(flow[start, end]) for end in columns)]
        for start in dict.fromkeys(start for start, _end in flow)
    ]
    header = [_("Identified by"), *(ends[end] for end in columns)]
    return table(_("From the identifying institution to the receiving body"), header, rows)


def everyone(release: Release, window: str) -> Figure:
    (one,) = series(release, release.tables[VICTIMS], [()], years_of(release, VICTIMS, window))
    return over_years(one.figures.values())


def with_codes(release: Release, name: str, chosen: Sequence[str], window: str) -> Figure:
    """Persons under any of the codes, in all years of the window."""
    groups = [(code,) for code in chosen]
    years = years_of(release, name, window)
    together = codes_together(release, release.tables[name], groups, years, "")
    return over_years(together.figures.values())


def show_flow(release: Release, flow: Flow, window: str) -> None:
    """Bands from institution to body, as far as there surely are any."""
    title = _("From the identifying institution to the receiving body")
    declared = release.tables[REFERRAL_FLOW]
    surely = clear_flows(flow)
    if surely:
        words = words_of(declared, title, in_period(declared, window))
        names = tuple(labels(release.vocabulary, name) for name in declared.dimensions)
        shown = series(release, declared, list(surely), [window])
        chart = charts.flow(release, words, surely, names)
        narrow = flow_on_phones(surely, names, window)
        show_chart(chart, words, shown, release, REFERRAL_FLOW, on_phones=narrow)
    else:
        st.info(_("No path can be told from none in these years. The table holds the figures."))
    with st.expander(_("Table: from the identifying institution to the receiving body")):
        st.html(flow_table(release, flow))


def flow_on_phones(flow: Flow, names: Sequence[Mapping[str, str]], window: str) -> str:
    """Each institution as a heading, and below it the bodies that received from it."""
    starts, ends = names
    groups: dict[str, list[Series]] = {}
    for (start, end), one in flow.items():
        row = Series(label=f"→ {ends[end]}", figures={window: one})
        groups.setdefault(starts[start], []).append(row)
    return phone_rows(groups, with_points=False)


def shares_html(release: Release, window: str) -> str:
    """How many of all victims were assisted, and how many soon; with the window before."""
    before = window_before(window)
    known = periods(release, FORM_AND_ASSISTANCE)
    measured = [
        (_("Assisted"), ASSISTANCE, ("assisted",)),
        (_("Referred within 7 days"), REFERRAL_DELAY, WITHIN_7_DAYS),
        (_("First service within 7 days"), SERVICE_DELAY, WITHIN_7_DAYS),
    ]
    cards = [
        share_card(release, heading, name, chosen, window, before if before in known else None)
        for heading, name, chosen in measured
        if name in release.tables
    ]
    return f'<div class="key-figures">{"".join(cards)}</div>'


def share_card(
    release: Release,
    heading: str,
    name: str,
    chosen: Sequence[str],
    window: str,
    before: str | None,
) -> str:
    part, whole = with_codes(release, name, chosen, window), everyone(release, window)
    found = share(part, whole)
    value, interval = share_headline(found) if found else (in_table(part), in_words(part))
    lines = [
        interval,
        _("Victims: {figure}", figure=in_words(part)) if found else no_share(whole),
        _("Of all victims: {figure}", figure=in_words(whole)),
    ]
    if before:
        then = share(with_codes(release, name, chosen, before), everyone(release, before))
        spoken = share_in_words(then) if then else no_share(everyone(release, before))
        lines.append(_("{year}: {figure}", year=period(before), figure=spoken))
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f'<section><h2>{escape(heading)}</h2><p class="value">{escape(value)}</p>{body}</section>'
    )


def share_headline(found: Share) -> tuple[str, str]:
    """The share as a large and a small line."""
    if found.lower <= 0:
        return share_in_table(found), share_in_words(found)
    ends = {"lower": percent(found.lower), "upper": percent(found.upper)}
    return f"≈\N{NO-BREAK SPACE}{percent(found.value)}", _("{lower} to {upper}", **ends)


def window_before(window: str) -> str:
    return f"{int(window[:4]) - 5}-{int(window[-4:]) - 5}"
