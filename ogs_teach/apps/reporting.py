"""Tell the class, from a kernel, that somebody has done a lesson's task.

The class server gives each kernel an address and a key of its own, and with the page's
query a ticket that stands for the person who opened it. In JupyterLab there is no class.
"""

import os
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin

SECONDS = 10  # the server is this computer; longer means that it is in trouble


def report_task(lesson: str) -> bool:
    """Report a lesson's task done.

    Parameters
    ----------
    lesson : str
        Its name.

    Returns
    -------
    bool
        Whether a class has noted it; False outside a class.
    """
    door = os.environ.get("OGS_TEACH_TAKE_HOME_URL")
    ticket = parse_qs(os.environ.get("QUERY_STRING", "")).get("ticket", [""])[0]
    if not door or not ticket:
        return False
    from urllib.request import ProxyHandler, Request, build_opener

    request = Request(  # noqa: S310 - the address comes from the class server, not from people
        urljoin(door, "/task"),
        b"",
        {
            "X-Take-Home-Key": os.environ["OGS_TEACH_TAKE_HOME_KEY"],
            "X-Ticket": ticket,
            "X-Lesson": lesson,
        },
    )
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=SECONDS) as answer:
            return bool(answer.status == 204)
    except OSError:
        return False


@dataclass(frozen=True)
class KeptGame:
    """A stub, until the class keeps games."""

    seed: int
    code: str = ""


def report_game(code: str, round: int, health: int) -> bool:
    """A stub, until the class keeps games."""
    return False


def kept_game() -> KeptGame | None:
    """A stub, until the class keeps games."""
    return None
