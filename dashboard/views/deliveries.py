"""Page: who delivered data, when and how late, and how complete the records are."""

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Words
from dashboard.coordinator.completeness import (
    choose_detail,
    halves,
    judged_tables,
    not_known,
    residual_table,
    years,
)
from dashboard.coordinator.completeness_views import show_quality
from dashboard.coordinator.deliveries import (
    bodies_table,
    deliveries_of,
    on_time_sentence,
    quarters_table,
)
from dashboard.figures.accounts import population_label, populations
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import nothing_yet, show_chart
from dashboard.language.texts import _
from dashboard.release.file import current_release

release = current_release()
opening(_("Deliveries"), release)
deliveries = deliveries_of(release)

st.header(_("Who delivered when"), anchor=False)
if deliveries:
    st.write(on_time_sentence(deliveries))
    st.html(quarters_table(deliveries))
    st.caption(
        _(
            "Days from the end of the last quarter that was over when a delivery came. “Late” "
            "means later than agreed; a dash means that none came in the three months after the "
            "quarter."
        )
    )
    with st.expander(_("Table: each body and its last delivery")):
        st.html(bodies_table(deliveries))
else:
    nothing_yet(_("This release holds no deliveries."))

st.header(_("How complete the records are"), anchor=False)
st.write(
    _(
        "How many persons are recorded without a detail: it was asked and not known, it was never "
        "asked, or the word is not understood yet. These are protected figures, like all others."
    )
)
filters = PageFilters("deliveries")
with st.container(border=True):
    all_populations = populations(release)
    population = filters.choice(
        "who",
        _("Who is counted"),
        all_populations,
        usual=all_populations[0],
        label_of=population_label,
    )
    all_years = years(release, population)
    within = filters.span("years", _("Years"), all_years, usual=(all_years[-5:][0], all_years[-1]))
st.html(residual_table(release, population, within))

st.caption(
    _(
        "Three dots: no share, since the interval is too wide. More years together give "
        "narrower ones."
    )
)

st.header(_("Has it become better or worse?"), anchor=False)
if len(within) > 1:
    show_quality(release, population, *halves(within))
else:
    st.write(_("Choose more than one year above to compare."))
detail = choose_detail(judged_tables(release, population), release, filters)
filters.record()
missing = [not_known(release, detail, all_years)]
words = Words(
    title=_("Persons recorded without a detail, by year"),
    subtitle=_("Persons, {first} to {last}", first=all_years[0], last=all_years[-1]),
)
show_chart(charts.small_multiples(release, words, missing), words, missing, release, "completeness")
