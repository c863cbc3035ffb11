"""The browser of whoever sits at this computer."""

import os
import sys
import threading
import webbrowser

# They would take over the terminal that the class is started from.
TEXT_BROWSERS = ("www-browser", "links", "elinks", "lynx", "w3m")


def has_browser() -> bool:
    """Say whether there is a browser that opens in a window."""
    windows = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if not windows:
        return False
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return os.path.basename(getattr(browser, "name", "")) not in TEXT_BROWSERS


def show(address: str) -> None:
    """Open an address, if there is a browser; never wait for it."""
    if has_browser():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
