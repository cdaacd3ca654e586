"""What is meant by a victim, a child and each form; labels of forms come from the release."""

from collections.abc import Mapping

from dashboard.language.texts import _, lower_first


def person_definitions(forms: Mapping[str, str]) -> list[tuple[str, str]]:
    """`forms`: code to label, in the order in which one form goes before another."""
    named = ", ".join(lower_first(label) for code, label in forms.items() if code in form_texts())
    return [
        (
            _("Victim"),
            _(
                "A person whom a competent body has recorded as a possible or actual victim of "
                "trafficking in human beings. A person later found not to be a victim is not "
                "counted."
            ),
        ),
        (_("Child"), _("A person under 18 years of age when first identified.")),
        (
            _("Form of exploitation"),
            _(
                "The main form recorded. A person with several forms is counted once, under the "
                "form that comes first in this list: {forms}.",
                forms=named,
            ),
        ),
    ]


def form_definitions(forms: Mapping[str, str]) -> dict[str, str]:
    """Label to text of the forms that the release knows."""
    return {forms[code]: text for code, text in form_texts().items() if code in forms}


def form_texts() -> dict[str, str]:
    return {
        "sexual_exploitation": _(
            "Exploitation of the prostitution of others or other sexual exploitation, including "
            "pornography."
        ),
        "forced_labour": _(
            "Work or service demanded under threat and not offered voluntarily, other than the "
            "forms listed separately."
        ),
        "forced_begging": _(
            "Begging demanded by force, threat or abuse of a position of vulnerability. "
            "International reports often count it as forced labour."
        ),
        "forced_marriage": _(
            "Marriage or a similar union without free consent, for the purpose of exploitation."
        ),
        "domestic_servitude": _("Work in a household that the person is not free to leave."),
        "forced_criminality": _("Offences that the person is made to commit, such as theft."),
        "organ_removal": _("Removal of organs, tissue or parts of the body."),
        "other": _("A form that is recorded and is none of the above."),
    }
