"""Which address a phone can use, and when a port is really free."""

import socket

import pytest

from ogs_teach.errors import ServerError
from ogs_teach.server import network
from ogs_teach.server.network import (
    is_this_computer,
    lan_addresses,
    listening_socket,
    page_addresses,
)

CASES = {
    "one Wi-Fi": ({"lo": ["127.0.0.1"], "wlan0": ["192.168.1.7"]}, {}, ["192.168.1.7"]),
    "Windows hotspot beside Wi-Fi": (
        {
            "Loopback Pseudo-Interface 1": ["127.0.0.1"],
            "Wi-Fi": ["10.0.0.5"],
            "Local Area Connection* 10": ["192.168.137.1"],
        },
        {},
        ["10.0.0.5", "192.168.137.1"],
    ),
    "virtual adapters come last": (
        {
            "docker0": ["172.17.0.1"],
            "vEthernet (WSL)": ["172.20.0.1"],
            "VirtualBox Host-Only Network": ["192.168.56.1"],
            "eth0": ["192.168.1.2"],
        },
        {},
        ["192.168.1.2", "172.17.0.1", "172.20.0.1", "192.168.56.1"],
    ),
    "what is switched off is not named": (
        {"eth0": ["192.168.1.2"], "wlan0": ["192.168.1.3"]},
        {"eth0": False, "wlan0": True},
        ["192.168.1.3"],
    ),
    "self-assigned only where nothing else is": (
        {"eth0": ["169.254.3.4"], "wlan0": ["192.168.1.3"]},
        {},
        ["192.168.1.3"],
    ),
    "a bare cable": ({"eth0": ["169.254.3.4"]}, {}, ["169.254.3.4"]),
    "several on one adapter": ({"en0": ["10.0.0.2", "10.0.0.3"]}, {}, ["10.0.0.2", "10.0.0.3"]),
    "private before public": (
        {"eth0": ["203.0.113.9"], "eth1": ["8.8.8.8"], "wlan0": ["192.168.0.2"]},
        {},
        ["203.0.113.9", "192.168.0.2", "8.8.8.8"],
    ),
    "none": ({"lo": ["127.0.0.1"]}, {}, []),
    "nothing at all": ({}, {}, []),
}


@pytest.mark.parametrize("case", CASES)
def test_the_likeliest_address_comes_first(case):
    """
    Neither a default route nor the internet is asked: the adapters say it.
    """
    interfaces, up, expected = CASES[case]

    assert expected == lan_addresses(interfaces, up)


def test_addresses_are_as_people_type_them(monkeypatch):
    """
    Port 80 is left out, an IPv6 address stands in brackets, no network means this computer.
    """
    monkeypatch.setattr(network, "own_addresses", lambda: ["192.168.1.7", "10.0.0.2"])
    assert ["http://192.168.1.7:8000/ogs/", "http://10.0.0.2:8000/ogs/"] == page_addresses(
        "", 8000, "/ogs/"
    )
    assert ["http://192.168.1.7/", "http://10.0.0.2/"] == page_addresses("0.0.0.0", 80, "/")
    assert ["http://[fd00::1]:8000/"] == page_addresses("fd00::1", 8000, "/")
    assert ["http://10.1.2.3:8000/"] == page_addresses("10.1.2.3", 8000, "/")
    monkeypatch.setattr(network, "own_addresses", list)
    assert ["http://127.0.0.1:8000/"] == page_addresses("", 8000, "/")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.168.1.7", True),
        ("::ffff:192.168.1.7", True),
        ("192.168.1.8", False),
        ("fe80::1%eth0", False),
        ("", False),
        (None, False),
        ("not an address", False),
    ],
)
def test_the_laptop_knows_itself(monkeypatch, address, expected):
    """
    Whoever comes from one of this computer's own addresses sits at it.
    """
    monkeypatch.setattr(network, "own_addresses", lambda: ["192.168.1.7"])

    assert expected is is_this_computer(address)


def test_port_that_answers_is_taken():
    """
    A port on which somebody listens, on one address or on all, is refused by name.
    """
    for address in ("127.0.0.1", ""):
        with socket.create_server((address, 0)) as other:
            port = other.getsockname()[1]
            assert network.port_is_taken(port)
            with pytest.raises(ServerError) as refused:
                listening_socket(port)
            assert "server.port-taken" == refused.value.problems[0].key
            assert str(port) in refused.value.say("th")


def test_address_of_another_computer_is_refused():
    """
    One cannot listen on an address that is not one's own, nor on a name that is none.
    """
    for host in ("192.0.2.250", "no.such.host.invalid", "ก ข", "x" * 300):
        with pytest.raises(ServerError) as refused:
            listening_socket(18_763, host)
        assert "server.host-unknown" == refused.value.problems[0].key


def test_free_port_is_listened_on():
    """
    On a free port it listens on every address, and on this port exactly.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with listening_socket(port) as listening:
        assert port == listening.getsockname()[1]
        for address in ("127.0.0.1", *network.own_addresses()[:1]):
            socket.create_connection((address, port), timeout=5).close()
