"""Margins told in advance are those that a release will have, and depend on declarations alone."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from privacy.declared.spec import ReleaseSpec, Table
from privacy.declared.spec_file import parse_spec
from privacy.engine.intervals import TWO_SIDED
from privacy.engine.reconcile import cell_variance, reconcile
from privacy.engine.window import Marginal, MeasuredMarginal, Window
from privacy.errors import VocabularyError
from privacy.planning.margins import margins_of
from privacy.planning.pricing import margins_if_declared
from tests.support.privacy_fixtures import SPEC, THREE_AUDIENCES

SIZES = {"sex": 3, "form": 4}
YEARS = [(year,) for year in range(5)]


def spec_of(text: str = SPEC) -> ReleaseSpec:
    return parse_spec(text)


def by_form(rho: str) -> Table:
    spec = spec_of()
    return replace(
        spec.tables[1], name="victims_by_year_form", dimensions=("form",), rho=Decimal(rho)
    )


def test_the_published_margin_is_that_of_a_whole_window() -> None:
    window = Window(sizes={"form": 4, "sex": 3}, periods=5)
    measured = [((), 0.05, YEARS), (("sex",), 0.04, YEARS), (("form", "sex"), 0.03, [range(5)])]
    measurements = [
        MeasuredMarginal(
            marginal=Marginal(dims=dims, periods=tuple(periods)),
            sigma=(2 * rho) ** -0.5,
            counts=np.zeros(window.shape(dims)),
        )
        for dims, rho, runs in measured
        for periods in runs
    ]
    reconciled = reconcile(window, measurements)
    expected = np.mean(
        [cell_variance(reconciled, Marginal(dims=("sex",), periods=year)) for year in YEARS]
    )
    margins = margins_of(spec_of(), SIZES)["victims_by_year_sex"]
    assert margins.published == {"coordinator": round(TWO_SIDED * expected**0.5)}
    assert margins.published["coordinator"] < margins.measured["coordinator"]


def test_a_later_audience_is_told_a_wider_margin_and_only_of_what_it_sees() -> None:
    text = SPEC.replace("[audiences.coordinator]\nshare = 1\n", THREE_AUDIENCES)
    spec = spec_of(text)
    *others, public = spec.audiences
    spec = replace(
        spec,
        audiences=(*others, replace(public, tables=("victims_by_year", "victims_by_year_sex"))),
    )
    margins = margins_of(spec, SIZES)
    year_margins = margins["victims_by_year_sex"].published
    assert year_margins["coordinator"] < year_margins["donor"] < year_margins["public"]
    assert set(margins["victims_by_five_years_sex_form"].published) == {"coordinator", "donor"}


def test_a_dearer_table_is_offered_with_a_smaller_margin() -> None:
    cheap, dear = (margins_if_declared(spec_of(), by_form(rho), SIZES) for rho in ("0.01", "0.05"))
    assert dear.published["coordinator"] < cheap.published["coordinator"]
    assert cheap.published["coordinator"] <= cheap.measured["coordinator"]


def test_a_dimension_that_the_vocabulary_lacks_is_named() -> None:
    with pytest.raises(VocabularyError, match="'form'"):
        margins_of(spec_of(), {"sex": 3})
