"""For whom a dashboard is started, and the formats of the indicators' files.

It stays free of imports, so that `portal --help` is quick.
"""

from enum import StrEnum


class Audience(StrEnum):
    COORDINATOR = "coordinator"
    DONOR = "donor"
    PUBLIC = "public"


class IndicatorFormat(StrEnum):
    XLSX = "xlsx"
    PDF = "pdf"
    IATI = "iati"
