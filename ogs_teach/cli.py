"""The command line: `ogs-teach serve`, `ogs-teach doctor`, `ogs-teach lab`."""

import argparse
import sys
from collections.abc import Sequence

from ogs_teach import __version__
from ogs_teach.errors import OgsError
from ogs_teach.i18n import t


def say(text: str) -> None:
    """Print for whoever sits at the computer."""
    print(text, flush=True)  # noqa: T201 - the command line speaks to a person


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # old Windows consoles have no Thai letters
    parser = argparse.ArgumentParser(prog="ogs-teach")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve")
    serve.add_argument("--host", default="")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--base-url", default="/")
    serve.add_argument("--no-open", action="store_true")
    serve.add_argument("--notebooks", default=None)
    options = parser.parse_args(arguments)
    from pathlib import Path
    from ogs_teach.server.application import Options, serve

    kw = {"notebooks": Path(options.notebooks)} if options.notebooks else {}
    serve(
        Options(host=options.host, port=options.port, base_url=options.base_url, **kw),
        lambda: say("ready"),
    )
    return 0
