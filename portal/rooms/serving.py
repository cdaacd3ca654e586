"""Start the dashboard on the newest release file. It is handed a folder to read, and no key."""

import os
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from portal.audience import Audience
from portal.messages import err, errors_told, out
from portal.rooms.login import Keeping, address_of, keeping, write_secrets
from portal.settings import Settings, settings

PROJECT_DIR = Path(__file__).parents[2]
# Keys, client secret and the places of the restricted side stay behind, however they are spelt.
OWN = ("PORTAL_", "DBT_")


def serve(audience: Audience = Audience.COORDINATOR) -> None:
    """Replace this process by Streamlit's server."""
    with errors_told():
        own = settings()
        kept_by = keeping(audience, own, is_fictional(audience, own))
        options = options_of(own)
        if kept_by is Keeping.LOGIN and own.access is not None:
            options += ["--secrets.files", str(write_secrets(audience, own, own.access))]
        if kept_by is not Keeping.OPEN:
            own.audit_log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        variables = environment(audience, own, kept_by)
    out.print(f"Dashboard: {address_of(own)}  (stop with Ctrl-C)")
    sys.stdout.flush()
    os.chdir(PROJECT_DIR)
    os.execve(
        sys.executable,
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", *options],
        variables,
    )


def is_fictional(audience: Audience, own: Settings) -> bool:
    """Whether the newest release is of examples; without one to read there is nothing to serve."""
    from dashboard.release.file import NoReleaseError, NotAReleaseError, newest_file, read_release

    folder = own.release_dir.resolve()
    try:
        return read_release(str(newest_file(folder, audience)), audience).fictional
    except NoReleaseError:
        refuse(
            f"there is no {audience} release in {folder} yet: run 'portal release draw' "
            "(or 'portal run') first."
        )
    except PermissionError:
        refuse(
            f"this user may not read the {audience} releases in {folder}: the folder must belong "
            "to a group that the user is in (docs/deploy.md)."
        )
    except NotAReleaseError as error:
        refuse(str(error))


def refuse(why: str) -> NoReturn:
    import typer

    err.print("[bold red]Error:[/]", end=" ")
    err.print(why, markup=False)
    raise typer.Exit(2) from None


def options_of(own: Settings) -> list[str]:
    """Where the server listens, and under which name it answers."""
    public = urlsplit(address_of(own))
    names = dict.fromkeys(filter(None, (public.hostname, own.host, "127.0.0.1", "localhost")))
    options = ["--server.address", own.host, "--server.port", str(own.port)]
    options += ["--browser.serverAddress", public.hostname or own.host]
    for name in names:
        options += ["--server.allowedHosts", name]
    if public.path:
        options += ["--server.baseUrlPath", public.path.strip("/")]
    return options


def environment(audience: Audience, own: Settings, kept_by: Keeping) -> dict[str, str]:
    variables = {
        name: value for name, value in os.environ.items() if not name.upper().startswith(OWN)
    }
    variables |= {
        "PORTAL_RELEASE_DIR": str(own.release_dir.resolve()),
        "PORTAL_AUDIENCE": audience.value,
        "PORTAL_ACCESS": kept_by.value,
        "PORTAL_AUDIT_LOG": "" if kept_by is Keeping.OPEN else str(own.audit_log.resolve()),
        "PORTAL_REQUEST_DIR": str(own.request_dir.resolve()) if own.request_dir else "",
    }
    return variables
