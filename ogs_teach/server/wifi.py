"""The hall's Wi-Fi, as a person types it and as a phone's camera reads it."""

from dataclasses import dataclass

from ogs_teach.errors import Collector, Problem, ServerError


@dataclass
class Wifi:
    """The hall's network, kept in memory as long as the class lasts.

    Parameters
    ----------
    name : str
        At most 32 bytes, as the standard has it; empty while nobody has said it.
    password : str
        8 to 63 letters; empty for an open network.
    """

    name: str = ""
    password: str = ""

    def set(self, name: str, password: str) -> None:
        """Take a name and a password, or neither.

        Raises
        ------
        ServerError
            If no network can be called so.
        """
        problems = Collector(ServerError)
        if len(name.encode()) > 32:
            problems.add(Problem("server.wifi.name-long"))
        if password and not name:
            problems.add(Problem("server.wifi.password-alone"))
        if password and not 8 <= len(password) <= 63:
            problems.add(Problem("server.wifi.password-length"))
        problems.close()
        self.name, self.password = name, password


def wifi_payload(wifi: Wifi) -> str:
    r"""Return what a phone's camera reads as "join this network".

    Backslash, semicolon, comma, colon and quotation mark take a backslash before them.

    Examples
    --------
    >>> wifi_payload(Wifi("ศาลา;1", 'a"b'))
    'WIFI:T:WPA;S:ศาลา\\;1;P:a\\"b;;'
    >>> wifi_payload(Wifi("open"))
    'WIFI:T:nopass;S:open;;'
    """
    name = _escape(wifi.name)
    if not wifi.password:
        return f"WIFI:T:nopass;S:{name};;"
    return f"WIFI:T:WPA;S:{name};P:{_escape(wifi.password)};;"


def _escape(text: str) -> str:
    for mark in '\\;,:"':
        text = text.replace(mark, "\\" + mark)
    return text
