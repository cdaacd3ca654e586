"""From identification to a service: aggregated flows, delays, services; five years together."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.phone_rows import phone_rows
from dashboard.charts.table_captions import in_period, words_of
from dashboard.figures.series import Series, codes, periods, read_figure, series_of_groups
from dashboard.figures.shares import Share, no_share, share_in_table, share_in_words, share_of
from dashboard.figures.sums import codes_together, over_years
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.frame.breakdown_block import years_of
from dashboard.frame.html_tables import html_table
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
    return filters.choice("period", _("Period"), windows, usual=windows[0], label_of=period)


def flow_figures(release: Release, window: str) -> Flow:
    """Victims from each identifying institution to each body that received them."""
    return {
        (start, end): read_figure(
            release, REFERRAL_FLOW, window, identifying_institution=start, receiving_body=end
        )
        for start in codes(release, "identifying_institution")
        for end in codes(release, "receiving_body")
    }


def clear_flows(flow: Flow) -> Flow:
    """The flows that are surely there, the others are too small to be told from none."""
    return {pair: figure for pair, figure in flow.items() if not figure.reaches_zero}


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
    return html_table(_("From the identifying institution to the receiving body"), header, rows)


def everyone(release: Release, window: str) -> Figure:
    (series,) = series_of_groups(
        release, release.tables[VICTIMS], [()], years_of(release, VICTIMS, window)
    )
    return over_years(series.figures.values())


def with_codes(release: Release, name: str, chosen: Sequence[str], window: str) -> Figure:
    """Persons under any of the codes, in all years of the window."""
    groups = [(code,) for code in chosen]
    years = years_of(release, name, window)
    together = codes_together(release, release.tables[name], groups, years, "")
    return over_years(together.figures.values())


def show_flow(release: Release, flow: Flow, window: str) -> None:
    """Bands from institution to body, as far as there surely are any."""
    title = _("From the identifying institution to the receiving body")
    table = release.tables[REFERRAL_FLOW]
    surely = clear_flows(flow)
    if surely:
        words = words_of(table, title, in_period(table, window))
        names = tuple(labels(release.vocabulary, name) for name in table.dimensions)
        all_series = series_of_groups(release, table, list(surely), [window])
        chart = charts.flow(release, words, surely, names)
        narrow = flow_on_phones(surely, names, window)
        show_chart(chart, words, all_series, release, REFERRAL_FLOW, on_phones=narrow)
    else:
        st.info(_("No path can be told from none in these years. The table holds the figures."))
    with st.expander(_("Table: from the identifying institution to the receiving body")):
        st.html(flow_table(release, flow))


def flow_on_phones(flow: Flow, names: Sequence[Mapping[str, str]], window: str) -> str:
    """Each institution as a heading, and below it the bodies that received from it."""
    starts, ends = names
    groups: dict[str, list[Series]] = {}
    for (start, end), figure in flow.items():
        row = Series(label=f"→ {ends[end]}", figures={window: figure})
        groups.setdefault(starts[start], []).append(row)
    return phone_rows(groups, with_points=False)


def shares_html(release: Release, window: str) -> str:
    """How many of all victims were assisted, and how many soon; with the window before."""
    before = window_before(window)
    windows = periods(release, FORM_AND_ASSISTANCE)
    measured = [
        (_("Assisted"), ASSISTANCE, ("assisted",)),
        (_("Referred within 7 days"), REFERRAL_DELAY, WITHIN_7_DAYS),
        (_("First service within 7 days"), SERVICE_DELAY, WITHIN_7_DAYS),
    ]
    cards = [
        share_card(release, heading, name, chosen, window, before if before in windows else None)
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
    share = share_of(part, whole)
    value, interval = share_headline(share) if share else (in_table(part), in_words(part))
    lines = [
        interval,
        _("Victims: {figure}", figure=in_words(part)) if share else no_share(whole),
        _("Of all victims: {figure}", figure=in_words(whole)),
    ]
    if before:
        then = share_of(with_codes(release, name, chosen, before), everyone(release, before))
        spoken = share_in_words(then) if then else no_share(everyone(release, before))
        lines.append(_("{year}: {figure}", year=period(before), figure=spoken))
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f'<section><h2>{escape(heading)}</h2><p class="value">{escape(value)}</p>{body}</section>'
    )


def share_headline(share: Share) -> tuple[str, str]:
    """The share as a large and a small line."""
    if share.lower <= 0:
        return share_in_table(share), share_in_words(share)
    ends = {"lower": percent(share.lower), "upper": percent(share.upper)}
    return f"≈\N{NO-BREAK SPACE}{percent(share.value)}", _("{lower} to {upper}", **ends)


def window_before(window: str) -> str:
    return f"{int(window[:4]) - 5}-{int(window[-4:]) - 5}"
