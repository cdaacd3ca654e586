"""The five locales in which the portal speaks to those who deliver."""

from enum import StrEnum


class Locale(StrEnum):
    EN = "en"
    BS = "bs"
    HR = "hr"
    SR_LATN = "sr_Latn"
    SR_CYRL = "sr_Cyrl"


# A text in every locale, as the data files hold it.
Wording = dict[str, str]
