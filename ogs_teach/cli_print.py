"""The command line's part for paper: print, verify, school-key."""

# ruff: noqa: T201 - it speaks to a person at a terminal

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ogs_teach.errors import CertificateError, OgsError, Problem

if TYPE_CHECKING:
    from ogs_teach.cli import Speaker

LONGEST = 100_000  # bytes of a file that may hold a certificate's text


def print_(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Write all papers of the course, and one PDF of it."""
    from ogs_teach.school import lesson, lessons
    from ogs_teach.server.printing import folder, pdf
    from ogs_teach.server.printing.book import book

    lang = speaker.langs[0]
    chosen = [lesson(name) for name in options.lesson] if options.lesson else lessons()
    chosen.sort(key=lambda one: one.name)
    if not options.replace:
        folder.refuse_existing(options.to, [folder.INDEX, folder.COURSE])
    steps = 0

    def tell(title: str) -> None:
        nonlocal steps
        steps += 1
        speaker.say("cli.print.drawing", f" {steps}: {title}")

    made = folder.files(chosen, lang, tell)
    if not options.replace:
        folder.refuse_existing(options.to, [*made, folder.COURSE])
    with folder.workshop(options.to) as work:
        contents: dict[str, str | bytes] = {**made}
        trouble: OgsError | None = None
        speaker.say("cli.print.pdf")
        try:
            contents[folder.COURSE] = pdf.bind(lambda pages: book(chosen, lang, pages), work)
        except OgsError as error:
            trouble = error
            contents[folder.INDEX] = folder.without_pdf(made[folder.INDEX])
        folder.put(work, options.to, contents)
        if trouble:  # an older one would belong to other papers
            (options.to / folder.COURSE).unlink(missing_ok=True)
    speaker.say("cli.wrote", f": {options.to / folder.INDEX}")
    if trouble is None:
        speaker.say("cli.wrote", f": {options.to / folder.COURSE}")
        return 0
    print(*(trouble.say(one) for one in speaker.langs), sep=" / ", file=sys.stderr, flush=True)
    return 1


def verify(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Say what a certificate says, or why it cannot be believed."""
    from ogs_teach.school import certificates, keys
    from ogs_teach.server.printing.verify_page import facts

    found = certificates.verify(_text(options.text), keys.trusted())
    if isinstance(found, Problem):
        raise CertificateError(found)
    speaker.say("certificates.verify.good")
    for lang in speaker.langs:
        for name, value in facts(found, lang):
            print(f"{name}: {value}", flush=True)
    return 0


def school_key(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Show the school's public key; make it, name it, write it out, trust another's."""
    from ogs_teach.school import keys

    if options.trust:
        other = keys.trust(options.trust)
        speaker.say("cli.school-key.trusted", f": {other.school} {other.spoken}")
        if not options.name and not options.to:
            return 0
    key = keys.school_key()
    if options.name:
        key = key.renamed(options.name) if key else keys.SchoolKey.make(options.name)
        speaker.say("cli.school-key.kept", f": {keys.keep(key)}")
    if key is None:
        raise CertificateError(Problem("certificates.key.none"))
    speaker.say("cli.school-key.school", f": {key.school}")
    speaker.say("cli.school-key.id", f": {key.public.spoken}")
    for one in keys.trusted():
        if one.id != key.public.id:
            speaker.say("cli.school-key.knows", f": {one.school} {one.spoken}")
    if options.to:
        from ogs_teach.server.printing import folder

        if not options.replace:
            folder.refuse_existing(options.to.parent, [options.to.name])
        with folder.workshop(options.to.parent) as work:
            folder.put(work, options.to.parent, {options.to.name: key.public.text()})
        speaker.say("cli.wrote", f": {options.to}")
    return 0


def _text(given: str) -> str:
    """Return a certificate's text: as given, from a file, or from what is piped in."""
    if given == "-":
        return sys.stdin.read(LONGEST)
    try:
        path = Path(given)
        if not path.is_file():
            return given
        with path.open("rb") as file:
            return file.read(LONGEST).decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):  # no name that a file can have
        return given
