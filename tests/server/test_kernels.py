"""Seats, who gives way, and what a browser may ask a kernel to do."""

import asyncio
import json
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import tornado.web
from jupyter_server._tz import utcnow
from tornado.websocket import websocket_connect

from ogs_teach.server.application import Options, configuration
from ogs_teach.server.kernels import ClassKernels, OwnKernel


class Kernel:
    """As much of a kernel as its place depends on."""

    def __init__(self, seconds_ago):
        self.last_activity = utcnow() - timedelta(seconds=seconds_ago)


def longest_away(idle, connected=()):
    """Ask who gives way among kernels idle for so many seconds."""
    kernels = ClassKernels(seats=len(idle))
    kernels._kernels = {name: Kernel(seconds) for name, seconds in idle.items()}
    kernels._kernel_connections = {name: int(name in connected) for name in idle}
    return kernels._longest_away()


def test_empty_chair_gives_way_and_the_longest_empty_one_first():
    """
    Of the kernels that nobody looks at, the one left longest ago gives way.
    """
    assert "b" == longest_away({"a": 100, "b": 900, "c": 5})
    assert "a" == longest_away({"a": 100, "b": 900, "c": 5}, connected={"b"})


def test_nobody_who_is_there_gives_way():
    """
    A kernel that somebody looks at, or has just left, is kept.
    """
    assert longest_away({"a": 5000, "b": 5000}, connected={"a", "b"}) is None
    assert longest_away({"a": 59, "b": 1}) is None
    assert longest_away({}) is None


def test_whoever_comes_or_goes_does_not_give_way():
    """
    A kernel that is still starting has no history to be judged by; one that ends, ends once.
    """
    kernels = ClassKernels(seats=1)
    kernels._kernels = {"a": object(), "b": object()}
    kernels._arriving = {"a"}
    kernels._leaving = {"b"}

    assert kernels._longest_away() is None


def test_rush_on_the_last_seat(under_base):
    """
    Four come at once for one seat: one gets in, three see the kind page, nothing breaks.
    """
    with ThreadPoolExecutor(4) as rush:
        answers = list(rush.map(lambda _visitor: under_base.app(), range(4)))
    for _page, kernel in answers:
        if kernel:
            under_base.leave(kernel)

    assert [200, 503, 503, 503] == sorted(page.status for page, _kernel in answers)


def test_full_room_refuses_at_once():
    """
    Without a seat no kernel is started; the answer is 503.
    """
    kernels = ClassKernels(seats=0)
    with pytest.raises(tornado.web.HTTPError) as refused:
        asyncio.run(kernels.start_kernel())

    assert 503 == refused.value.status_code


def test_full_page_waits_and_then_lets_in(under_base):
    """
    The second visitor to a room of one sees a kind page that tries again, and gets in later.
    """
    _page, first = under_base.app()
    full = under_base.ask("voila/render/loans.ipynb")

    assert 503 == full.status
    assert "20" == full.headers["Retry-After"]
    assert "ตอนนี้มีคนใช้เต็มแล้ว" in full.text
    assert "All places are taken" in full.text
    assert '<meta http-equiv="refresh" content="20">' in full.text
    assert 'href="/ogs/"' in full.text
    assert 1 == under_base.kernels()

    under_base.leave(first)
    page, second = under_base.app("loans")
    assert 200 == page.status
    under_base.leave(second)


def test_nothing_that_a_visitor_runs_is_recorded(running):
    """
    IPython's history, a file in the trainer's home, is switched off in served kernels.
    """
    page, kernel = running.app("asks")
    running.leave(kernel)

    assert "| HISTORY False" in page.text


def test_kernel_is_this_python_whatever_is_installed(monkeypatch, tmp_path):
    """
    A kernel spec of the same name in somebody's home does not take the kit's place.
    """
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    foreign = {"argv": ["/bin/false"], "display_name": "foreign", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(foreign), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    manager = OwnKernel()

    assert ["python3"] == list(manager.find_kernel_specs())
    assert sys.executable == manager.get_kernel_spec("python3").argv[0]


def test_who_has_gone_is_forgotten_after_half_an_hour():
    """
    Jupyter's own culler ends what nobody looks at: longer than a coffee break, and no sooner.
    """
    kernels = ClassKernels(config=configuration(Options(seats=12)))

    assert 12 == kernels.seats
    assert 30 * 60 == kernels.cull_idle_timeout
    assert 60 == kernels.cull_interval
    assert not kernels.cull_connected
    assert not kernels.allow_tracebacks


def message(kind, content):
    """Return a kernel message as a browser sends it."""
    header = {"msg_id": uuid.uuid4().hex, "username": "x", "session": "x", "msg_type": kind}
    header |= {"version": "5.3", "date": ""}
    rest = {"parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    return json.dumps({"header": header, **rest})


async def talk(address, messages, seconds):
    """Send messages and return the kinds of all answers until the kernel falls silent."""
    socket = await websocket_connect(address)
    for text in messages:
        await socket.write_message(text)
    heard = []
    try:
        while True:
            answer = await asyncio.wait_for(socket.read_message(), seconds)
            if answer is None:
                break
            heard.append(answer if isinstance(answer, str) else answer.decode(errors="replace"))
    except TimeoutError:
        pass
    socket.close()
    return heard


FORBIDDEN = {
    "execute_request": {
        "code": "open('{path}', 'w').write('x')",
        "silent": False,
        "store_history": False,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": True,
    },
    "complete_request": {"code": "import o", "cursor_pos": 8},
    "inspect_request": {"code": "print", "cursor_pos": 5, "detail_level": 1},
    "history_request": {"hist_access_type": "tail", "n": 9, "output": True, "raw": True},
    "is_complete_request": {"code": "1"},
}


def test_browser_cannot_run_code(running, tmp_path):
    """
    Requests to run, complete, inspect or recall code are dropped; only widgets are heard.
    """
    target = tmp_path / "written"
    _page, kernel = running.app()
    address = f"ws://127.0.0.1:{running.port}/api/kernels/{kernel}/channels?session_id=x"
    asked = [
        message(kind, json.loads(json.dumps(content).replace("{path}", str(target))))
        for kind, content in FORBIDDEN.items()
    ]
    heard = asyncio.run(talk(address, [*asked, message("kernel_info_request", {})], 2))
    running.leave(kernel)

    said = "\n".join(heard)
    assert '"kernel_info_reply"' in said, "the connection works"
    for kind in FORBIDDEN:
        assert kind.replace("request", "reply") not in said
    assert not target.exists()


def test_foreign_kernel_is_not_reachable(running):
    """
    Kernels are known by names nobody can guess, and no list of them is served.
    """
    unknown = str(uuid.uuid4())

    assert 404 == running.ask(f"api/kernels/{unknown}").status
    assert 404 == running.ask("api/kernels").status
    with pytest.raises(Exception, match="404"):
        asyncio.run(talk(f"ws://127.0.0.1:{running.port}/api/kernels/{unknown}/channels", [], 1))


def test_page_of_another_site_cannot_connect(running):
    """
    A page that came from elsewhere is refused the kernel's connection.
    """
    _page, kernel = running.app()
    answer = running.ask(
        f"api/kernels/{kernel}/channels",
        Upgrade="websocket",
        Connection="Upgrade",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
        Sec_WebSocket_Version="13",
        Origin="http://elsewhere.example",
    )
    running.leave(kernel)

    assert 403 == answer.status
