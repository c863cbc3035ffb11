"""Taking a file home: by the server's link, or beside the notebook."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from ogs_teach.apps import take_home
from ogs_teach.apps.take_home import Handed, hand_over


class Keeper(BaseHTTPRequestHandler):
    """Stands for the class server: keeps what it is sent."""

    got: list = []  # noqa: RUF012 - emptied by the fixture
    answer = (200, {"href": "/ogs/take/x/f.xlsx", "minutes": 30})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.headers, body))
        code, told = self.answer
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def keeper(monkeypatch):
    """Run a keeper and tell the kernel its address and key."""
    server = HTTPServer(("127.0.0.1", 0), Keeper)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("OGS_TEACH_TAKE_HOME_URL", f"http://127.0.0.1:{server.server_port}/keep")
    monkeypatch.setenv("OGS_TEACH_TAKE_HOME_KEY", "sesame")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody listens there
    Keeper.got.clear()
    yield Keeper
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in an empty folder, as a notebook in JupyterLab does."""
    monkeypatch.delenv("OGS_TEACH_TAKE_HOME_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_server_gets_the_file_with_key_and_thai_name(keeper):
    """
    The bytes arrive whole, past any proxy, and the answer's link is handed on.
    """
    handed = hand_over(b"PK\x00", "เงินกู้ สามัญ")

    headers, body = keeper.got[0]
    assert Handed("เงินกู้ สามัญ.xlsx", "/ogs/take/x/f.xlsx", 30) == handed
    assert b"PK\x00" == body
    assert "sesame" == headers["X-Take-Home-Key"]
    assert "เงินกู้ สามัญ.xlsx" == unquote(headers["X-File-Name"])


def test_nothing_is_written_to_disk_on_the_server(keeper, tmp_path, monkeypatch):
    """
    With a server to keep it, no file is made.
    """
    monkeypatch.chdir(tmp_path)
    hand_over(b"PK", "เงินกู้")

    assert [] == list(tmp_path.iterdir())


def test_beside_a_notebook_no_file_is_written_over(folder):
    """
    A second file of the same name gets a number.
    """
    assert Handed("เงินกู้.xlsx") == hand_over(b"1", "เงินกู้")
    assert Handed("เงินกู้ (2).xlsx") == hand_over(b"2", "เงินกู้")
    assert b"1" == (folder / "เงินกู้.xlsx").read_bytes()


def test_a_file_has_the_ending_of_its_kind(folder):
    """
    A rule file is no spreadsheet, beside a notebook too.
    """
    assert Handed("rules.toml") == hand_over(b"1", "rules", "toml")
    assert Handed("rules (2).toml") == hand_over(b"2", "rules", "toml")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd.xlsx"),
        ('a<b>:"c|d?*', "a b c d.xlsx"),
        ("...", "ogs-teach.xlsx"),
        ("ก" * 200, "ก" * 80 + ".xlsx"),
    ],
)
def test_names_are_names_on_every_system(folder, title, name):
    """
    What no file may be called is left out; nothing leaves the folder.
    """
    assert name == hand_over(b"1", title).name
    assert [name] == [path.name for path in folder.iterdir()]


def test_a_full_disk_leaves_no_half_file(folder, monkeypatch):
    """
    Where writing fails, nothing stays behind.
    """
    real = Path.open

    class Full:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, content):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda path, mode: Full(real(path, mode)))
    with pytest.raises(OSError, match="No space"):
        hand_over(b"1", "เงินกู้")

    assert [] == list(folder.iterdir())


def test_an_app_shows_the_servers_link(app, keeper):
    """
    The button turns into an ordinary link that says the file's name and its time.
    """
    app._take.click()

    assert '<a class="ogs-download" href="/ogs/take/x/f.xlsx"' in app._link.value
    assert "ลิงก์นี้ใช้ได้ 30 นาที" in app._link.value
    assert keeper.got[0][1].startswith(b"PK")


def test_a_link_goes_when_the_numbers_change(app, keeper):
    """
    A file of older numbers is no longer offered beside newer ones.
    """
    app._take.click()
    app["months"].more.click()

    assert "" == app._link.value


def test_an_app_saves_beside_the_notebook_and_says_so(app, folder):
    """
    In JupyterLab the file's name is told; inputs stand on its first sheet.
    """
    from openpyxl import load_workbook

    app["who"].box.value = "=1+1"
    app._take.click()

    assert "เงินกู้ตัวอย่าง.xlsx" in app._link.value
    book = load_workbook(folder / "เงินกู้ตัวอย่าง.xlsx")
    assert ["ตัวเลขที่ใส่", "=1+1"] == book.sheetnames
    rows = [[cell.value for cell in row][:2] for row in book.worksheets[0]]
    assert ["เงินกู้ตัวอย่าง", None] == rows[0]
    assert ["=1+1 จ่ายดอกเบี้ย 1,040.00 บาท", None] == rows[1]
    assert ["เงินต้น (บาท)", "20,000"] in rows
    assert ["มุมมอง", "ของฉัน"] in rows
    assert ["ปัดเป็นบาทเต็ม", "ไม่ใช่"] in rows
    assert ["ชื่อผู้กู้", "=1+1"] in rows


def test_only_what_was_on_the_page_is_listed(app, folder):
    """
    Fields that the present choices hide are not among the inputs taken home.
    """
    from openpyxl import load_workbook

    app["view"].box.value = "group"
    app._take.click()

    book = load_workbook(folder / "เงินกู้ตัวอย่าง.xlsx")
    names = [row[0].value for row in book.worksheets[0]]
    assert "เงินต้น (บาท)" in names
    assert "ชื่อผู้กู้" not in names


def test_nothing_is_taken_home_while_something_is_wrong(app):
    """
    Beside a result that is not of the numbers in the boxes, there is no button.
    """
    app["months"].box.value = "abc"
    assert "ogs-hidden" in app._take._dom_classes

    app.speak("en")
    assert "ogs-hidden" in app._take._dom_classes

    app["months"].box.value = "12"
    assert "ogs-hidden" not in app._take._dom_classes


@pytest.mark.parametrize("code", [403, 413, 500, 503])
def test_a_server_that_refuses_is_told_kindly(app, keeper, monkeypatch, code):
    """
    No traceback, only what to do.
    """
    monkeypatch.setattr(keeper, "answer", (code, {}))
    app._take.click()

    assert "ยังทำไฟล์ไม่ได้ กรุณาลองใหม่" in app._link.value


def test_a_server_that_is_gone_is_told_kindly(app, keeper, monkeypatch):
    """
    The same words where nobody answers.
    """
    monkeypatch.setenv("OGS_TEACH_TAKE_HOME_URL", "http://127.0.0.1:9/keep")
    monkeypatch.setattr(take_home, "SECONDS", 2)
    app.speak("en")
    app._take.click()

    assert "The file could not be made. Try again" in app._link.value
