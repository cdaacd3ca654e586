"""Start the dashboard on the newest release file. It is handed a folder to read, and no key."""

import ipaddress
import os
import sys
from pathlib import Path

from portal.audience import Audience
from portal.messages import err, out
from portal.settings import settings

PROJECT_DIR = Path(__file__).parent.parent
# Nothing of the restricted side reaches the dashboard's process.
SECRETS = ("PORTAL_DATABASE_KEY", "PORTAL_PSEUDONYM_KEY", "PORTAL_KEY_FILE", "PORTAL_DATA_DIR")


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach the address. Names but 'localhost' are not trusted."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_without_login(audience: Audience, host: str) -> None:
    """The dashboard has no login of its own: only the public's may answer other computers."""
    import typer

    if audience is not Audience.PUBLIC and not is_loopback(host):
        err.print(
            f"[bold red]Error:[/] the {audience} dashboard has no login and may answer this "
            "computer only: set PORTAL_HOST to 127.0.0.1."
        )
        raise typer.Exit(2)


def serve(audience: Audience = Audience.COORDINATOR) -> None:
    """Replace this process by Streamlit's server."""
    import typer

    refuse_without_login(audience, settings().host)
    releases = settings().release_dir.resolve()
    if not (releases / audience / "current").exists():
        err.print(
            f"[bold red]Error:[/] there is no {audience} release in {releases} yet: "
            "run 'portal release draw' (or 'portal run') first."
        )
        raise typer.Exit(2)
    out.print(f"Dashboard: http://{settings().host}:{settings().port}  (stop with Ctrl-C)")
    environment = {name: value for name, value in os.environ.items() if name not in SECRETS}
    environment |= {"PORTAL_RELEASE_DIR": str(releases), "PORTAL_AUDIENCE": audience.value}
    sys.stdout.flush()
    os.chdir(PROJECT_DIR)
    os.execve(
        sys.executable,
        [
            sys.executable, "-m", "streamlit", "run", "dashboard/app.py",
            "--server.address", settings().host,
            "--server.port", str(settings().port),
        ],
        environment,
    )  # fmt: skip
