"""The command line's part for lessons: check."""

# ruff: noqa: T201 - it speaks to a person at a terminal

import argparse
import sys
from typing import TYPE_CHECKING

from ogs_teach.i18n import t

if TYPE_CHECKING:
    from ogs_teach.cli import Speaker


def check(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Check all lessons; 1 if anything is to be corrected."""
    from ogs_teach.apps.starts import check_start
    from ogs_teach.school.check import check

    report = check(options.folder, also=[check_start])
    for problem in report.problems:
        for lang in speaker.langs:
            print(problem.say(lang), file=sys.stderr, flush=True)
    if report.problems:
        speaker.say("check.end.wrong", count=len(report.problems))
    else:
        speaker.say("check.end.clean")
    counted = "measured" if report.measured else "estimated"
    for lang in speaker.langs:
        counts = t(
            "check.end.counts",
            lang,
            lessons=report.lessons,
            questions=f"{report.questions:,}",
            figures=f"{report.figures:,}",
            words=f"{report.words:,}",
        )
        print(f"{counts} ({t(f'check.end.{counted}', lang)})", flush=True)
    return 1 if report.problems else 0
