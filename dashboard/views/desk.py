"""Page: what may still be released, what it costs, and a request for it. It spends nothing."""

from datetime import date

import streamlit as st

from dashboard.desk.accounts import account_table, history_table
from dashboard.desk.asked import choose_population, choose_table
from dashboard.desk.closing import calendar_table, next_closings, plan_table
from dashboard.desk.price import price
from dashboard.desk.request import offer_request, point_to_published, price_in_words
from dashboard.figures.accounts import accounts_of, cohorts_of
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _
from dashboard.release.file import current_release

release = current_release()
opening(_("Release desk"), release)
st.write(
    _(
        "Each person has a budget for life. Every figure about that person uses up a part of it, "
        "and what is used up never comes back. This page shows what is left, and prepares "
        "requests. It spends nothing."
    )
)
filters = PageFilters("desk")
with st.container(border=True):
    population = choose_population(release, filters)

st.header(_("Budget used and left"), anchor=False)
st.html(account_table(_("Budget used and left"), accounts_of(release, population)))

st.header(_("What closes when"), anchor=False)
st.html(calendar_table(next_closings(release), date.today()))
st.caption(
    _(
        "A period is measured once, after it is over and its data are complete. Records that come "
        "later do not change its figures. A person stands in one quarter of a year only, so the "
        "quarters of a year cost as much as one of them."
    )
)

st.header(_("What another table would cost"), anchor=False)
with st.container(border=True):
    asked = choose_table(release, population, filters)
point_to_published(release, asked)
quote = price(release, asked)
st.html(price_in_words(quote))
offer_request(quote, asked, date.today())

st.header(_("Plan: what each table costs and how sure it is"), anchor=False)
with st.expander(_("Table: all declared tables")):
    st.html(plan_table(release))
    st.write(
        _(
            "The expected margin is that of one published figure, 19 times out of 20, where all "
            "of its period is measured. After a correction that is measured anew it is wider."
        )
    )

st.header(_("History"), anchor=False)
cohorts = cohorts_of(release, population)
if len(release.ledger):
    cohort = filters.choice("cohort", _("Year first recorded"), cohorts, usual=cohorts[-1])
    with st.expander(_("Table: charges to these persons")):
        st.html(history_table(release, population, cohort))
else:
    st.write(_("This release holds no history."))
filters.record()
