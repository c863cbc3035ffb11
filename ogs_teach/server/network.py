"""The laptop's addresses as a phone in the hall sees them, and the port to listen on."""

import errno
import ipaddress
import socket
from collections.abc import Mapping, Sequence

from ogs_teach.errors import Problem, ServerError

EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - the hall's phones must get in
WAITING = 128  # phones whose first knock may wait at once
# Adapters that lead to other programs on this computer rather than to the hall.
VIRTUAL = (
    "docker", "br-", "veth", "vethernet", "virbr", "vmnet", "vboxnet", "virtualbox", "vmware",
    "hyper-v", "wsl", "utun", "tun", "tap", "tailscale", "zerotier", "zt", "lxc", "lxd", "podman",
    "cni", "awdl", "llw", "bluetooth", "wg",
)  # fmt: skip


def lan_addresses(interfaces: Mapping[str, Sequence[str]], up: Mapping[str, bool]) -> list[str]:
    """Choose the addresses that phones can reach, the likeliest first.

    Parameters
    ----------
    interfaces : mapping of name to addresses
        IPv4 addresses of each network adapter.
    up : mapping of name to bool
        Whether the adapter is running; unknown ones count as running.

    Returns
    -------
    list of str
        Home and office ranges first, then other addresses, then those of virtual adapters.
        Self-assigned addresses (169.254.…) only where there is nothing else: two computers on
        a bare cable do find each other by them. Loopback never.

    Examples
    --------
    >>> adapters = {"lo": ["127.0.0.1"], "docker0": ["172.17.0.1"], "wlan0": ["192.168.1.7"]}
    >>> lan_addresses(adapters, up={})
    ['192.168.1.7', '172.17.0.1']
    """
    ranked: list[tuple[tuple[bool, bool, bool], int, str]] = []
    for name, addresses in interfaces.items():
        if not up.get(name, True):
            continue
        virtual = name.lower().startswith(VIRTUAL)
        for text in addresses:
            address = ipaddress.IPv4Address(text)
            if address.is_loopback or address.is_unspecified or address.is_multicast:
                continue
            rank = (address.is_link_local, virtual, not address.is_private)
            ranked.append((rank, len(ranked), text))
    ranked.sort()
    usable = [text for (link_local, _, _), _, text in ranked if not link_local]
    return usable or [text for _, _, text in ranked]


def own_addresses() -> list[str]:
    """Return this computer's addresses, the likeliest first; no route or internet is needed."""
    import psutil

    interfaces = {
        name: [entry.address for entry in entries if entry.family == socket.AF_INET]
        for name, entries in psutil.net_if_addrs().items()
    }
    up = {name: stats.isup for name, stats in psutil.net_if_stats().items()}
    return lan_addresses(interfaces, up)


def page_addresses(host: str, port: int, base_url: str) -> list[str]:
    """Return the addresses of the first page, as phones type them.

    Parameters
    ----------
    host : str
        What the server listens on; empty, `0.0.0.0` and `::` mean every address.
    port : int
    base_url : str
        With a slash at both ends.
    """
    hosts = own_addresses() if host in EVERYWHERE else [host]
    shown = [f"[{name}]" if ":" in name else name for name in hosts or ["127.0.0.1"]]
    colon = "" if port == 80 else f":{port}"
    return [f"http://{name}{colon}{base_url}" for name in shown]


def is_this_computer(address: str | None) -> bool:
    """Say whether a visitor sits at the laptop itself."""
    text = (address or "").partition("%")[0].removeprefix("::ffff:")
    try:
        return ipaddress.ip_address(text).is_loopback or text in own_addresses()
    except ValueError:
        return False


def port_is_taken(port: int, host: str = "") -> bool:
    """Say whether another program already answers on a port.

    Some systems let a second program listen on all addresses beside one that listens on one
    of them; half the phones would then reach the wrong one. So knock first.
    """
    knock = "127.0.0.1" if host in EVERYWHERE else host
    try:
        with socket.create_connection((knock, port), timeout=0.5):
            return True
    except (OSError, UnicodeError):
        return False


def listening_socket(port: int, host: str = "") -> socket.socket:
    """Listen on exactly this port, by default on every address of this computer.

    Raises
    ------
    ServerError
        If the port is taken or not allowed, or the address is not this computer's.
    """
    everywhere = host in EVERYWHERE
    if port_is_taken(port, host):
        raise ServerError(Problem("server.port-taken", values={"port": port}))
    dual = everywhere and socket.has_dualstack_ipv6()
    try:
        if everywhere:
            family, address = socket.AF_INET6 if dual else socket.AF_INET, ""
        else:
            family, *_, found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            address = str(found[0])
        listening = socket.create_server(
            (address, port), family=family, backlog=WAITING, dualstack_ipv6=dual
        )
    except (OSError, UnicodeError) as error:
        code = getattr(error, "errno", None)
        if code == errno.EADDRINUSE:
            key = "server.port-taken"
        elif code in (errno.EACCES, errno.EPERM):
            key = "server.port-refused"
        else:
            key = "server.host-unknown"
        raise ServerError(Problem(key, values={"port": port, "host": host})) from error
    listening.setblocking(False)
    return listening
