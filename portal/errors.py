"""What can go wrong in the portal's own part, said to the operator."""


class AccessError(Exception):
    """The login, or the log of who used it, is not as it must be: the message says what to do."""
