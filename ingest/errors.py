"""Why a file was refused. Each message says what is wrong, where, and what to do."""


class ExtractError(Exception):
    """The file is not the extract it claims to be. Nothing of it was loaded."""


class LayoutError(Exception):
    """A layout file contradicts itself: a mistake of ours or of the operator, not of the sender."""


class DeliveryError(Exception):
    """There is, or can be, no such delivery: of what was asked about, or was to be written down."""
