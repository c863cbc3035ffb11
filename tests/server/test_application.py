"""Voilà behind the kit's doors: what opens, and all that does not."""

import os
import re
import subprocess
import sys
import time

import psutil
import pytest

from tests.server.running import Running, lan_address

CLOSED = (
    "voila/files/apps/savings.ipynb",
    "voila/files/savings.ipynb",
    "voila/tree",
    "voila/tree/apps",
    "voila/api/contents",
    "voila/api/contents/apps",
    "voila/api/contents/apps/savings.ipynb",
    "voila/api/themes/x",
    "voila/execution/0-0-0-0-0",
    "voila/query/0-0-0-0-0",
    "api/kernels",
    "api/kernels/",
    "api/contents",
    "api/sessions",
    "api/terminals",
    "api/kernelspecs",
    "files/apps/savings.ipynb",
    "lab",
    "tree",
    "login",
    "apps/savings.ipynb",
    "voila/render/",
    "voila/render/apps/savings.ipynb",
    "voila/render/nothing.ipynb",
    "voila/render/savings.py",
    "voila/render/../apps/savings.ipynb",
    "voila/render/..%2f..%2fapps%2fsavings.ipynb",
    "voila/render/%2e%2e/savings.ipynb",
    "voila/render//etc/passwd",
    "voila/render/lessons/../savings.ipynb",
    "voila/render/explore/savings.ipynb",
    "voila/templates/reveal/static/reveal.js",
    "voila/templates/../../x",
    "voila/static/../x",
)


@pytest.mark.parametrize("path", CLOSED)
def test_doors_that_a_class_does_not_need_are_not_there(running, path):
    """
    File lists, notebook sources, other templates, other servers' doors: no such page.
    """
    before = running.kernels()
    answer = running.ask(path)

    assert 404 == answer.status
    assert b"ipywidgets" not in answer.body
    assert before == running.kernels()


def test_app_opens_through_an_address_of_the_hall(running):
    """
    A phone opens an app by the laptop's own address: a page, a kernel, a widget.
    """
    page, kernel = running.app(host=lan_address())

    assert 200 == page.status
    assert '<html lang="th">' in page.text
    assert "กำลังเตรียม" in page.text
    assert "application/vnd.jupyter.widget-view+json" in page.text
    assert kernel
    assert "ipywidgets.IntSlider" not in page.text, "the source stays at home"
    running.leave(kernel)


def test_app_page_asks_no_outside_host(running):
    """
    The page around an app names no other host, nor do the styles it loads.
    """
    page, kernel = running.app()
    addresses = re.findall(r'(?:href|src)="(/[^"]+)"', page.text)

    assert not re.search(r"https?://|cdn", page.text)
    assert addresses
    for address in addresses:
        answer = running.ask(address.removeprefix("/"))
        assert 200 == answer.status
        if ".css" in address:
            assert not re.search(rb"url\(['\"]?(https?:)?//", answer.body)
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy
    assert f"connect-src 'self' ws://127.0.0.1:{running.port} " in policy
    running.leave(kernel)


def test_template_and_theme_cannot_be_overridden(running):
    """
    `?template=` and `?theme=` change nothing.
    """
    page, kernel = running.app()
    running.leave(kernel)
    other = running.ask("voila/render/savings.ipynb?template=reveal&theme=dark&classic-tree=true")

    ids = re.compile(r'[\w-]{32,36}|"cell-id=\w+"|kernelId')
    assert ids.sub("", page.text) == ids.sub("", other.text)
    running.leave(re.search(r'"kernelId": "([\w-]+)"', other.text)[1])


def test_only_the_core_widgets_are_sent(running):
    """
    Whatever JupyterLab extensions are installed, the page names two.
    """
    page, kernel = running.app()
    running.leave(kernel)
    names = re.findall(r'"load": "[^"]+", "name": "([^"]+)"', page.text)

    assert ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"] == names


def test_broken_app_says_sorry_and_tells_no_secret(running):
    """
    An app that fails shows a kind card in both languages; the traceback stays in the log.
    """
    page, kernel = running.app("broken")
    running.leave(kernel)

    assert "ขออภัย" in page.text
    assert "Sorry" in page.text
    assert "data-failed" in page.text
    for secret in ("secret of the house", "Traceback", "ValueError", "show_tracebacks"):
        assert secret not in page.text


def test_kernel_gets_what_it_needs_and_compiles_what_it_imports(running):
    """
    Each kernel is this Python, knows the take-home door, may keep bytecode, repeats nothing.
    """
    page, kernel = running.app("asks")
    running.leave(kernel)
    door = r"http://127\.0\.0\.1:\d+/take-home"
    said = re.search(rf"ENV (\S+) \| (.*?) \| ({door}) (\S+) \| (\S+) \| ECHO (\S+)", page.text)

    assert said, page.text[-2000:]
    assert "None" == said[1]
    assert len(said[4]) >= 24
    assert sys.executable == said[5]
    assert "0" == said[6][:1]


def test_language_of_earlier_pages_reaches_the_app(running):
    """
    The cookie's language comes to the app as if it stood in the address.
    """
    page, kernel = running.app("asks", Cookie="lang=en")
    running.leave(kernel)

    assert "| lang=en |" in page.text


def test_page_that_leaves_takes_its_kernel_along(running):
    """
    A page's goodbye ends its kernel, without any cookie; a second one does no harm.
    """
    before = running.kernels()
    _page, kernel = running.app()
    assert before + 1 == running.kernels()

    assert 204 == running.leave(kernel).status
    assert before == running.kernels()
    assert 204 == running.leave(kernel).status


def test_everything_works_below_a_base_address(under_base):
    """
    Below `/ogs/` every link and address on every page begins with it, and an app opens.
    """
    app, kernel = under_base.app()
    under_base.leave(kernel)
    for page in (app, *(under_base.ask(path) for path in ("", "projector", "lessons/", "nowhere"))):
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
        assert links
        assert all(link.startswith("/ogs/") for link in links), links
    assert '"baseUrl": "/ogs/"' in app.text
    assert '"fullStaticUrl": "/ogs/voila/static/' in app.text


def test_taken_port_is_one_line_and_no_server(running, notebooks):
    """
    The port is never changed silently: one line in both languages, and no traceback.
    """
    command = [sys.executable, "-m", "ogs_teach", "serve", "--no-open", "--notebooks", notebooks]
    for host in ([], ["--host", "127.0.0.1"]):
        done = subprocess.run(
            [*command, "--port", str(running.port), *host],
            capture_output=True,
            timeout=60,
            check=False,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        assert done.returncode not in (0, None)
        assert "" == done.stdout
        assert 1 == len(done.stderr.splitlines()), done.stderr
        assert f"พอร์ต {running.port}" in done.stderr
        assert f"Port {running.port}" in done.stderr


def test_closing_the_class_leaves_no_kernel(notebooks):
    """
    After the server ends, no kernel lives and no folder of connections is left.
    """
    server = Running("--wifi-name", "hall", notebooks=notebooks)
    for _ in range(2):
        server.app()
    children = psutil.Process(server.process.pid).children(recursive=True)
    started = time.monotonic()
    said = server.stop()

    assert len(children) >= 2
    assert time.monotonic() - started < 10
    assert 0 == server.process.returncode
    assert not any(child.is_running() for child in children)
    assert "Traceback" not in said
    assert f"http://127.0.0.1:{server.port}/" in said
    assert "Ctrl+C" in said
    assert "The class is closed" in said
