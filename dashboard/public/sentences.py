"""The sentences of the key figures, made from figures by rule. No noun is ever put into them.

How sure a figure is decides the form of its sentence; the number decides the form of its words,
which the catalogue of each language holds. A value is never told without its interval.
"""

from collections.abc import Callable

from dashboard.figures.wording import Figure, Precision, in_words, precision, upper_bound
from dashboard.language.texts import _, count, ngettext

# A sentence that agrees with one number and shows others beside it.
Form = Callable[..., str]


def victims(figure: Figure, year: str) -> str:
    return told(
        figure,
        year,
        lambda n, **others: ngettext(
            "About {n} victim was identified in {year} ({lower} to {upper}).",
            "About {n} victims were identified in {year} ({lower} to {upper}).",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Between {lower} and {n} victim was identified in {year}.",
            "Between {lower} and {n} victims were identified in {year}.",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Fewer than {n} victim was identified in {year}.",
            "Fewer than {n} victims were identified in {year}.",
            n,
            **others,
        ),
    )


def children(figure: Figure, year: str) -> str:
    return told(
        figure,
        year,
        lambda n, **others: ngettext(
            "About {n} child was among the victims of {year} ({lower} to {upper}).",
            "About {n} children were among the victims of {year} ({lower} to {upper}).",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Between {lower} and {n} child was among the victims of {year}.",
            "Between {lower} and {n} children were among the victims of {year}.",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Fewer than {n} child was among the victims of {year}.",
            "Fewer than {n} children were among the victims of {year}.",
            n,
            **others,
        ),
    )


def assisted(figure: Figure, year: str) -> str:
    return told(
        figure,
        year,
        lambda n, **others: ngettext(
            "About {n} victim of {year} received help ({lower} to {upper}).",
            "About {n} victims of {year} received help ({lower} to {upper}).",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Between {lower} and {n} victim of {year} received help.",
            "Between {lower} and {n} victims of {year} received help.",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Fewer than {n} victim of {year} received help.",
            "Fewer than {n} victims of {year} received help.",
            n,
            **others,
        ),
    )


def convicted(figure: Figure, year: str) -> str:
    return told(
        figure,
        year,
        lambda n, **others: ngettext(
            "About {n} person was convicted in {year} ({lower} to {upper}).",
            "About {n} people were convicted in {year} ({lower} to {upper}).",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Between {lower} and {n} person was convicted in {year}.",
            "Between {lower} and {n} people were convicted in {year}.",
            n,
            **others,
        ),
        lambda n, **others: ngettext(
            "Fewer than {n} person was convicted in {year}.",
            "Fewer than {n} people were convicted in {year}.",
            n,
            **others,
        ),
    )


def told(figure: Figure, year: str, about: Form, between: Form, fewer: Form) -> str:
    """The form that the figure's precision allows, agreeing with the number it ends on."""
    lower, upper = count(figure.lower), count(figure.upper)
    match precision(figure):
        case Precision.ABOUT | Precision.CLOSE:
            return about(figure.value, year=year, lower=lower, upper=upper)
        case Precision.RANGE:
            return between(figure.upper, year=year, lower=lower)
        case _small:
            return fewer(upper_bound(figure), year=year)


def leading_form(label: str | None, figure: Figure | None, year: str) -> str:
    """The label stands after a colon, in the form in which the list of codes has it."""
    if label is None or figure is None:
        return _("No form of exploitation stands clearly ahead in {year}.", year=year)
    return _(
        "One form of exploitation stands clearly ahead in {year}: {form}, {figure}.",
        year=year,
        form=label,
        figure=in_words(figure),
    )
