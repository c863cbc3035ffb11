"""The command line: `ogs-teach serve`, `doctor`, `lab`, and those of books, school and store."""

# ruff: noqa: T201 - it speaks to a person at a terminal

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from ogs_teach import __version__, cli_books, cli_print, cli_school, cli_store, places
from ogs_teach.errors import OgsError, Problem, ServerError
from ogs_teach.i18n import LANGS, Lang, t
from ogs_teach.inputs import parse_count

PORT = 8000
LAB_PORT = 8888
SHORTEST_PASSPHRASE = 8
COMMANDS = (
    *("serve", "doctor", "lab", "templates", "import", "export"),
    *("check", "print", "verify", "school-key"),
    *("forget", "backup", "restore", "export-class"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after `ogs-teach`; by default those that the program was started with.

    Returns
    -------
    int
        Exit code: 0 when all is well.
    """
    speak_to_any_console()
    words = list(sys.argv[1:] if arguments is None else arguments)
    langs = LANGS
    try:
        options = parser().parse_args(words)
        langs = getattr(options, "lang", None) or LANGS
        return int(options.run(options, Speaker(langs)))
    except OgsError as error:
        said = [error.say(lang).replace("\n", "; ") for lang in langs]
        print(*said, sep=" / ", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("OGS_TEACH_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}".replace("\n", " ")
        said = [t("cli.crashed", lang, what=what) for lang in langs]
        print(*said, sep=" / ", file=sys.stderr, flush=True)
    return 1


def speak_to_any_console() -> None:
    """Make sure that no letter can stop the program: old consoles know no Thai."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


class Speaker:
    """Says things in one language, or in both."""

    def __init__(self, langs: Sequence[Lang]) -> None:
        self.langs = langs

    def say(self, key: str, after: str = "", **values: object) -> None:
        """Print a text on one line, and what comes after it in any language."""
        print(*(t(key, lang, **values) for lang in self.langs), sep=" / ", end="")
        print(after, flush=True)

    def tell(self, mark: str, key: str, **values: object) -> None:
        """Print a text with a mark before it, a line for each language."""
        for lang in self.langs:
            print(f"[{t(mark, lang)}] {t(key, lang, **values)}", flush=True)


def both(key: str, **values: object) -> str:
    """Return a text in both languages, as help shows it."""
    return " / ".join(t(f"cli.{key}", lang, **values) for lang in LANGS).replace("%", "%%")


class Parser(argparse.ArgumentParser):
    """Wrong words end in one line in both languages; help speaks both."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise ServerError(Problem("cli.not-understood", where=message.replace("\n", " ")))

    def format_help(self) -> str:
        """Return the help, its headings in both languages."""
        text = super().format_help()
        headings = {
            "usage:": "usage",
            "positional arguments:": "commands",
            "options:": "options",
        }
        for heading, key in headings.items():
            text = re.sub(f"^{heading}", f"{both(key)}:", text, flags=re.MULTILINE)
        return text


def parser() -> Parser:
    """Return what reads the command line."""
    shared = Parser(add_help=False)
    shared.add_argument("-h", "--help", action="help", help=both("help.help"))
    shared.add_argument(
        "--lang", type=_lang, metavar="{th,en}", default=argparse.SUPPRESS, help=both("help.lang")
    )
    top = Parser("ogs-teach", description=both("about"), add_help=False, parents=[shared])
    top.add_argument("--version", action="version", version=__version__, help=both("help.version"))
    commands = top.add_subparsers(dest="command", metavar=" | ".join(COMMANDS), required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace, Speaker], int], port: int | None = None
    ) -> Parser:
        about = both(f"help.{name}")
        made = commands.add_parser(
            name, help=about, description=about, add_help=False, parents=[shared]
        )
        if port is not None:
            about_port = both("help.port", default=port)
            made.add_argument("--port", type=_port, default=port, help=about_port)
        made.set_defaults(run=run)
        return made

    serve = command("serve", _serve, PORT)
    serve.add_argument("--host", default="", help=both("help.host"))
    serve.add_argument("--no-open", action="store_true", help=both("help.no-open"))
    serve.add_argument("--base-url", type=_base_url, default="/", help=both("help.base-url"))
    serve.add_argument("--wifi-name", default="", help=both("help.wifi-name"))
    serve.add_argument("--wifi-password", default="", help=both("help.wifi-password"))
    serve.add_argument("--store", default="", help=both("help.store"))
    serve.add_argument("--passphrase", type=_passphrase, help=both("help.passphrase"))
    serve.add_argument("--seats", type=_seats, help=both("help.seats"))
    serve.add_argument(
        "--notebooks", type=Path, default=places.notebooks(), help=both("help.notebooks")
    )
    command("doctor", _doctor, PORT)
    lab = command("lab", _lab, LAB_PORT)
    lab.add_argument("--no-open", action="store_true", help=both("help.no-open"))
    given = command("templates", cli_books.templates)
    given.add_argument("--to", type=Path, default=Path(), help=both("help.templates-to"))
    taken = command("import", cli_books.import_)
    taken.add_argument("files", type=Path, nargs="+", metavar="FILE", help=both("help.files"))
    taken.add_argument("--to", type=Path, required=True, help=both("help.import-to"))
    taken.add_argument("--replace", action="store_true", help=both("help.replace-group"))
    taken.add_argument("--report", type=Path, help=both("help.report"))
    written = command("export", cli_books.export)
    written.add_argument("folder", type=Path, metavar="FOLDER", help=both("help.folder"))
    written.add_argument("--to", type=Path, required=True, help=both("help.export-to"))
    written.add_argument("--year", type=cli_books.year, help=both("help.year"))
    written.add_argument("--template", action="store_true", help=both("help.template"))
    written.add_argument("--replace", action="store_true", help=both("help.replace-file"))
    checked = command("check", cli_school.check)
    checked.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help=both("help.lessons-folder")
    )
    printed = command("print", cli_print.print_)
    printed.add_argument("--to", type=Path, required=True, help=both("help.print-to"))
    printed.add_argument("--lesson", nargs="+", default=[], help=both("help.lesson"))
    printed.add_argument("--replace", action="store_true", help=both("help.replace-file"))
    checked = command("verify", cli_print.verify)
    checked.add_argument("text", metavar="TEXT|FILE|-", help=both("help.certificate"))
    keyed = command("school-key", cli_print.school_key)
    keyed.add_argument("--name", default="", help=both("help.school-name"))
    keyed.add_argument("--to", type=Path, help=both("help.key-to"))
    keyed.add_argument("--trust", type=Path, help=both("help.trust"))
    keyed.add_argument("--replace", action="store_true", help=both("help.replace-file"))
    forget = command("forget", cli_store.forget)
    forget.add_argument("code", metavar="CODE", help=both("help.class-code"))
    forget.add_argument("--person", metavar="NAME", help=both("help.forget-person"))
    forget.add_argument("--yes", action="store_true", help=both("help.yes"))
    kept = command("backup", cli_store.backup)
    kept.add_argument("--to", type=Path, required=True, help=both("help.backup-to"))
    kept.add_argument("--replace", action="store_true", help=both("help.replace-file"))
    back = command("restore", cli_store.restore)
    back.add_argument("file", type=Path, metavar="FILE", help=both("help.backup-to"))
    back.add_argument("--replace", action="store_true", help=both("help.replace-classes"))
    results = command("export-class", cli_store.export_class)
    results.add_argument("code", metavar="CODE", help=both("help.class-code"))
    results.add_argument("--to", type=Path, required=True, help=both("help.export-class-to"))
    results.add_argument("--replace", action="store_true", help=both("help.replace-file"))
    for made in (forget, kept, back, results):
        made.add_argument("--store", default="", help=both("help.store"))
    return top


def _lang(text: str) -> tuple[Lang, ...]:
    chosen = tuple(lang for lang in LANGS if lang == text)
    if not chosen:
        raise argparse.ArgumentTypeError(text)
    return chosen


def _port(text: str) -> int:
    return parse_count(text, "cli.field.port", lowest=1, highest=65_535)


def _seats(text: str) -> int:
    return parse_count(text, "cli.field.seats", lowest=1, highest=1_000)


def _passphrase(text: str) -> str:
    if len(text.strip()) < SHORTEST_PASSPHRASE:
        values = {"least": SHORTEST_PASSPHRASE}
        raise ServerError(Problem("server.passphrase-short", values={**values}))
    return text.strip()


def _base_url(text: str) -> str:
    path = text.strip("/")
    if path and not re.fullmatch(r"[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*", path):
        raise ServerError(Problem("server.base-url-malformed", values={"got": text}))
    return f"/{path}/" if path else "/"


def _serve(options: argparse.Namespace, speaker: Speaker) -> int:
    from ogs_teach.server import capacity, desktop
    from ogs_teach.server.network import listening_socket, page_addresses
    from ogs_teach.server.wifi import Wifi

    wifi = Wifi()
    wifi.set(options.wifi_name, options.wifi_password)
    folder = options.notebooks.resolve()
    if not any((folder / "apps").glob("*.ipynb")):
        raise ServerError(Problem("cli.serve.no-notebooks", values={"folder": folder}))

    from ogs_teach.store import new_words

    passphrase = options.passphrase or os.environ.get("OGS_TEACH_PASSPHRASE") or new_words()
    listening = listening_socket(options.port, options.host)

    def announce() -> None:
        here = f"http://127.0.0.1:{options.port}{options.base_url}"
        speaker.say("cli.serve.here", f": {here}")
        phones = page_addresses(options.host, options.port, options.base_url)
        for address in phones:
            speaker.say("cli.serve.phones", f": {address}")
        if phones == [here]:
            speaker.say("cli.serve.no-network")
        speaker.say("cli.serve.projector", f": {here}projector")
        speaker.say("cli.serve.trainer", f": {here}trainer/")
        speaker.say("cli.serve.passphrase", f": {passphrase}")
        speaker.say("cli.serve.stop")
        if not options.no_open:
            desktop.show(here)

    from ogs_teach.server.application import Options, serve

    serve(
        Options(
            host=options.host,
            port=options.port,
            base_url=options.base_url,
            seats=options.seats or capacity.seats(capacity.free_memory()),
            notebooks=folder,
            wifi=wifi,
            store=options.store,
            passphrase=passphrase,
        ),
        listening,
        announce,
    )
    speaker.say("cli.serve.stopped")
    return 0


def _doctor(options: argparse.Namespace, speaker: Speaker) -> int:
    from ogs_teach.server import doctor

    speaker.say("doctor.title")
    findings = list(doctor.examine(doctor.this_laptop(options.port)))
    for finding in findings:
        speaker.tell(f"doctor.mark-{finding.mark}", finding.key, **finding.values)
    mark = doctor.worst(findings)
    speaker.say(f"doctor.end-{mark}")
    return doctor.EXIT[mark]


def _lab(options: argparse.Namespace, speaker: Speaker) -> int:
    from ogs_teach.server import lab

    lab.start(places.notebooks(), options.port, open_browser=not options.no_open)
    return 0
