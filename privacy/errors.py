"""What can go wrong, said to the operator: what is wrong, the number, what to do.

No message holds a count from the restricted side: an error that depends on a person would leak that
person.
"""


class PrivacyError(Exception):
    """Base of all errors of this package."""


class SpecError(PrivacyError):
    """The release spec contradicts itself or asks for more than its own guarantee."""


class BudgetError(PrivacyError):
    """A measurement would take a cohort beyond its lifetime. Nothing was charged, nothing drawn."""


class LedgerTamperedError(PrivacyError):
    """The ledger's chain is broken: a line was changed, removed or moved."""


class UnpaidMeasurementError(PrivacyError):
    """A stored measurement has no charge in the ledger: the ledger was cut or swapped."""


class WrongLedgerError(PrivacyError):
    """The ledger or a measurement belongs to another register, or to fictional persons."""


class MixedPersonsError(PrivacyError):
    """The database holds fictional persons and real ones."""


class DamagedMeasurementError(PrivacyError):
    """A file of the measurement store is not what was once written there."""


class DefinitionChangedError(PrivacyError):
    """A table that was measured before is now declared differently under the same name."""


class ShareNotDrawnError(PrivacyError):
    """An audience is declared to see less sure figures than any that were drawn."""


class RevisionError(PrivacyError):
    """A period can't be measured anew like this: it was not measured yet, or for no reason."""


class QuestionError(PrivacyError):
    """A question about a table that might be declared is not understood."""


class VocabularyError(PrivacyError):
    """A declared table uses a dimension that the vocabulary does not have."""


class CellsError(PrivacyError):
    """The cells of a table are not the grid that was declared, or not counts."""


class NothingToPublishError(PrivacyError):
    """No declared table has been measured yet."""


class StorageError(PrivacyError):
    """The disk refused a write that must not be lost."""
