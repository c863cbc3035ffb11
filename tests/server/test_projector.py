"""The hall's wall: Wi-Fi and address, as letters and as QR codes."""

import asyncio
import re
from socket import create_server

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.web import Application

from ogs_teach.errors import ServerError
from ogs_teach.server import projector
from ogs_teach.server.projector import ProjectorPage
from ogs_teach.server.wifi import Wifi, wifi_payload
from tests.server.running import Running, lan_address


@pytest.fixture(scope="module")
def hall(notebooks):
    """Serve a hall whose Wi-Fi was named on the command line."""
    options = ["--wifi-name", "ศาลา;6", "--wifi-password", 'sajja"2568']
    with Running(*options, notebooks=notebooks) as server:
        yield server


@pytest.mark.parametrize(
    ("wifi", "payload"),
    [
        (Wifi("hall", "12345678"), "WIFI:T:WPA;S:hall;P:12345678;;"),
        (Wifi("ศาลา", "สัจจะออม"), "WIFI:T:WPA;S:ศาลา;P:สัจจะออม;;"),
        (Wifi("open"), "WIFI:T:nopass;S:open;;"),
        (Wifi("a;b", "p;;;;;;;"), r"WIFI:T:WPA;S:a\;b;P:p\;\;\;\;\;\;\;;;"),
        (Wifi("a:b,c", '"quotes"'), r"WIFI:T:WPA;S:a\:b\,c;P:\"quotes\";;"),
        (Wifi("a\\b", "12\\;5678"), r"WIFI:T:WPA;S:a\\b;P:12\\\;5678;;"),
        (Wifi(" x ", "12345678"), "WIFI:T:WPA;S: x ;P:12345678;;"),
    ],
)
def test_marks_in_names_and_passwords_are_escaped(wifi, payload):
    """
    Each of the five marks that mean something in a Wi-Fi code takes a backslash.
    """
    assert payload == wifi_payload(wifi)


@pytest.mark.parametrize(
    ("name", "password", "key"),
    [
        ("x" * 33, "", "server.wifi.name-long"),
        ("ก" * 11, "", "server.wifi.name-long"),
        ("x", "1234567", "server.wifi.password-length"),
        ("x", "1" * 64, "server.wifi.password-length"),
        ("", "12345678", "server.wifi.password-alone"),
    ],
)
def test_impossible_networks_are_refused(name, password, key):
    """
    What no network can be called is refused with a remedy, and nothing changes.
    """
    wifi = Wifi("before", "12345678")
    with pytest.raises(ServerError) as refused:
        wifi.set(name, password)

    assert [key] == [problem.key for problem in refused.value.problems]
    assert "กรุณา" in refused.value.say("th")
    assert Wifi("before", "12345678") == wifi


def test_wall_shows_both_steps(hall):
    """
    Two codes, and beside them the same to type: name, password, address.
    """
    page = hall.ask("projector")

    assert 2 == page.text.count("<svg")
    assert "ศาลา;6" in page.text
    assert "sajja&#34;2568" in page.text
    assert f"http://{lan_address()}:{hall.port}/" in page.text
    assert "ไม่มีอินเทอร์เน็ต" in page.text
    assert "Android" in page.text
    assert "iPhone" in page.text


def test_password_stands_on_the_wall_alone(hall):
    """
    No other page tells the password.
    """
    for path in ("", "lessons/", "nowhere", "healthz", "static/kit.css"):
        assert "sajja" not in hall.ask(path).text


def test_phone_sees_no_form_and_changes_nothing(monkeypatch):
    """
    Whoever does not sit at the laptop sees the wall without its form, and may not post.
    """
    monkeypatch.setattr(projector, "is_this_computer", lambda address: False)
    wifi = Wifi("hall", "12345678")
    page = {"wifi": wifi, "host": "", "port": 8000}
    application = Application([("/projector", ProjectorPage, page)], base_url="/")

    async def visit():
        with create_server(("127.0.0.1", 0)) as listening:
            listening.setblocking(False)
            server = HTTPServer(application)
            server.add_socket(listening)
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/projector"
            client = AsyncHTTPClient(force_instance=True)
            seen = await client.fetch(url)
            posted = await client.fetch(
                url, method="POST", body="name=evil&password=87654321", raise_error=False
            )
            client.close()
            server.stop()
            await server.close_all_connections()
            return seen.body.decode(), posted.code

    seen, code = asyncio.run(visit())
    assert "hall" in seen
    assert "<form" not in seen
    assert 403 == code
    assert Wifi("hall", "12345678") == wifi


def test_form_is_for_the_laptop(hall):
    """
    The laptop sees the form by either address; a page from elsewhere cannot post in its name.
    """
    assert "<form" in hall.ask("projector").text
    assert "<form" in hall.ask("projector", host=lan_address()).text

    body = "name=new&password=87654321"
    kind = "application/x-www-form-urlencoded"
    foreign = hall.ask(
        "projector", "POST", body=body, Content_Type=kind, Origin="http://elsewhere.example"
    )
    assert 403 == foreign.status
    assert "ศาลา;6" in hall.ask("projector").text

    own = hall.ask("projector", "POST", body=body, Content_Type=kind)
    assert 303 == own.status
    assert "87654321" in hall.ask("projector").text


def test_wrong_password_comes_back_with_a_remedy(hall):
    """
    A password that is too short is not shown; the page says what to do.
    """
    kind = "application/x-www-form-urlencoded"
    page = hall.ask("projector?lang=en", "POST", body="name=a&password=1", Content_Type=kind)

    assert 'role="alert"' in page.text
    assert "8 to 63" in page.text


def test_without_a_network_the_page_still_stands(running):
    """
    Before the Wi-Fi is named there is one code, and a word where the other will be.
    """
    page = running.ask("projector")

    assert 1 == page.text.count("<svg")
    assert "ยังไม่ได้ใส่ชื่อ Wi-Fi" in page.text


def test_only_own_addresses_become_codes(running):
    """
    An address from outside is never drawn, whatever the query says.
    """
    page = running.ask("projector?address=http%3A%2F%2Fevil.example%2F")

    shown = re.search(r'<p class="typed address">([^<]+)</p>', page.text)[1]
    assert f"http://{lan_address()}:{running.port}/" == shown
    assert "evil" not in re.sub(r'class="language" href="[^"]*"', "", page.text)
