"""`python -m portal`: the command line.

No core dump of it or of a room that it starts: identifiers, keys and sessions would be on the disk.
"""

import resource

from portal.cli import app

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
app(prog_name="portal")
