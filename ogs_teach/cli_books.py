"""The command line's part for a group's books: templates, import, export."""

# ruff: noqa: T201 - it speaks to a person at a terminal

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ogs_teach.errors import Collector, GroupError, Problem
from ogs_teach.i18n import t
from ogs_teach.inputs import parse_count
from ogs_teach.money import format_baht
from ogs_teach.thai import BE_OFFSET, buddhist_year, format_date

if TYPE_CHECKING:
    from ogs_teach.cli import Speaker

FIRST_YEAR, LAST_YEAR = 1950, 2200  # C.E.; in พ.ศ. these are 2493 to 2743, so that no year is both
EXPORTS = (".xlsx", ".beancount")


def year(text: str) -> int:
    """Read an accounting year, typed in พ.ศ. or ค.ศ., as the C.E. year.

    Raises
    ------
    OgsError
        If it is neither.

    Examples
    --------
    >>> year("2568"), year("2025"), year("๒๕๖๘")
    (2025, 2025, 2025)
    """
    number = parse_count(text, "cli.field.year", lowest=0, highest=9_999)
    ce = number - BE_OFFSET if number > LAST_YEAR else number
    if not FIRST_YEAR <= ce <= LAST_YEAR:
        raise GroupError(Problem("cli.export.odd-year", "cli.field.year", values={"got": number}))
    return ce


def templates(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Write the templates."""
    from ogs_teach.books.templates import workbook
    from ogs_teach.rules import GroupRules

    made: dict[str, bytes] = {f"ogs-template-{lang}.xlsx": workbook(lang) for lang in speaker.langs}
    made["rules.toml"] = GroupRules.default().to_toml().encode("utf-8")
    _refuse_existing([options.to / name for name in made])
    _write(options.to, made)
    for name in made:
        speaker.say("cli.wrote", f": {options.to / name}")
    return 0


def import_(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Read a group's own files, and write its folder if all is right."""
    from ogs_teach.books.importing import read_group, report

    problems = Collector(GroupError)
    with problems:
        _check_target(options.to, options.replace)
    files = _read(options.files, problems)
    group = None
    with problems, _reader_quiet():
        group = read_group(files)
    found = list(problems)
    if found or group is None:
        print(*report.lines(found, speaker.langs), sep="\n", file=sys.stderr)
        print(*(t("cli.import.nothing", lang) for lang in speaker.langs), sep=" / ",
              file=sys.stderr, flush=True)  # fmt: skip
        if options.report:
            whole = "\n".join(report.lines(found, speaker.langs, None)) + "\n"
            _write(options.report.parent, {options.report.name: whole.encode("utf-8-sig")})
            speaker.say("cli.wrote", f": {options.report}")
        return 1
    group.save(options.to)
    days = [entry.date for entry in group.entries] or [group.begins]
    cash = group.summary(max(days)).cash
    for lang in speaker.langs:
        summary = t(
            "cli.import.summary",
            lang,
            members=f"{len(group.members):,}",
            loans=f"{len(group.loans):,}",
            entries=f"{len(group.entries):,}",
            first=format_date(min(days), lang),
            last=format_date(max(days), lang),
            cash=format_baht(cash, lang),
        )
        print(summary, flush=True)
    speaker.say("cli.wrote", f": {options.to}")
    return 0


def export(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Write a group's books for others to read."""
    from ogs_teach.books import Group

    ending = options.to.suffix.lower()
    if ending not in EXPORTS:
        raise GroupError(Problem("cli.export.ending", values={"got": options.to.name}))
    if not options.replace:
        _refuse_existing([options.to])
    group = Group.open(options.folder)
    lang = speaker.langs[0]
    if ending == ".beancount":
        from ogs_teach.books.beancount import to_beancount

        content = to_beancount(group, lang).encode("utf-8")
    elif options.template:
        from ogs_teach.books.templates import workbook

        content = workbook(lang, group)
    else:
        from ogs_teach.books.workbook import to_xlsx

        content = to_xlsx(group, _chosen_year(options.year, group.years), lang)
    _write(options.to.parent, {options.to.name: content})
    speaker.say("cli.wrote", f": {options.to}")
    return 0


@contextmanager
def _reader_quiet() -> Iterator[None]:
    """Keep off the screen what the reader's own language says of a file that it stumbles over."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _chosen_year(wanted: int | None, years: list[int]) -> int:
    if years and wanted is None:
        return years[-1]
    if wanted not in years:
        held = ", ".join(f"{buddhist_year(one)} ({one})" for one in years) or "–"
        got = f"{buddhist_year(wanted)} ({wanted})" if wanted else "–"
        raise GroupError(Problem("cli.export.no-year", values={"got": got, "years": held}))
    return wanted


def _check_target(folder: Path, replace: bool) -> None:
    """Refuse to write over what is not a group's folder, and over one unless told to."""
    values: dict[str, object] = {"folder": folder}
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise GroupError(Problem("cli.import.not-a-folder", values=values))
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not (folder / "members.csv").is_file():
        raise GroupError(Problem("cli.import.other-folder", values=values))
    if not replace:
        raise GroupError(Problem("cli.import.exists", values=values))


def _read(paths: list[Path], problems: Collector) -> dict[str, bytes]:
    """Return the files' contents by name, by whole path where two names are the same."""
    from ogs_teach.books.importing.unpacking import LARGEST_FILE

    found: dict[str, bytes] = {}
    for path in dict.fromkeys(paths):
        name = path.name if path.name not in found else str(path)
        try:
            with path.open("rb") as file:
                found[name] = file.read(LARGEST_FILE + 1)  # one too many is refused by its size
        except OSError as error:
            reason = error.strerror or type(error).__name__
            values: dict[str, object] = {"got": str(path), "reason": reason}
            problems.add(Problem("cli.import.cannot-read", values=values))
    return found


def _refuse_existing(paths: list[Path]) -> None:
    problems = Collector(GroupError)
    for path in paths:
        if path.exists():
            problems.add(Problem("cli.file-exists", values={"got": path}))
    problems.close()


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files, each whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            draft = folder / f".{name}.{os.getpid()}.new"
            try:
                draft.write_bytes(content)
                draft.replace(folder / name)
            finally:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        values: dict[str, object] = {"got": str(folder), "reason": reason}
        raise GroupError(Problem("cli.cannot-write", values=values)) from None
