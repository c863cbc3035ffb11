"""The doors of the class, relative to the base address."""

from typing import Any

from ogs_teach.server.classroom import (
    board,
    door,
    feedback,
    home,
    papers,
    results,
    test,
    trainer,
    wall,
)


def handlers(where: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the doors.

    Parameters
    ----------
    where : dict
        What the wall needs: the network, and where the server listens.
    """
    sitting = "(pre|post)"
    return [
        (r"join(?:/(\d{5}))?", door.Join),
        ("class", home.Home),
        ("class/state", home.State),
        ("class/answers", test.Answers),
        (f"class/test/{sitting}", test.TestPage),
        (f"class/test/{sitting}/finish", test.Finish),
        ("class/feedback", feedback.FeedbackPage),
        ("class/leave", door.Leave),
        (r"screen/(\d{5})", wall.Wall, where),
        ("trainer/enter", trainer.Enter),
        ("trainer/out", trainer.GoOut),
        ("trainer/?", board.Classes),
        (board.CLASS, board.ClassPage),
        (f"{board.CLASS}/live", board.Live),
        (rf"{board.CLASS}/person/(\d+)", board.PersonAction),
        (f"{board.CLASS}/forget", board.ForgetClass),
        (f"{board.CLASS}/report", papers.ClassReport),
        (f"{board.CLASS}/certificates", papers.ClassCertificates),
        (rf"{board.CLASS}/results\.xlsx", results.Results),
    ]
