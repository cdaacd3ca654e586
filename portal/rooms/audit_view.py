"""The audit log of the closed rooms as the command line shows it: is it whole, what it tells."""

from portal.errors import AccessError
from portal.messages import errors_told, out, shown
from portal.settings import settings
from portal.terminal_tables import terminal_table

COLUMNS = {"at": "At", "audience": "Room", "account": "Account", "act": "Act", "taken": "File"}


def tell_verification() -> None:
    with errors_told():
        out.print(f"The audit log is whole: {len(whole_log())} lines in an unbroken chain.")


def tell_log() -> None:
    """Every line, oldest first."""
    with errors_told():
        acts = terminal_table("Sign-ins, refusals and exports", list(COLUMNS.values()), [])
        for line in whole_log():
            acts.add_row(*(shown(line[name]) for name in COLUMNS))
        out.print(acts)


def whole_log() -> list[dict[str, str]]:
    from dashboard.access.audit import AuditLogError, read_log

    path = settings().audit_log
    try:
        return read_log(path)
    except FileNotFoundError:
        raise AccessError(f"{path} does not exist: nobody has used a closed room yet.") from None
    except AuditLogError as error:
        raise AccessError(str(error)) from None
