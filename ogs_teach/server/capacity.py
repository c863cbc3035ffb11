"""How many open apps a computer's memory carries."""

MEGABYTE = 1_000_000
FOR_ONE_APP = 90 * MEGABYTE  # a kernel with an app open, measured at 72 to 85
FOR_THE_REST = 600 * MEGABYTE  # the server, a browser's growth, the system's own needs
FEWEST, MOST = 4, 60


def seats(free: int) -> int:
    """Return how many apps may be open at once.

    Parameters
    ----------
    free : int
        Bytes of memory that are free or can be freed at once.

    Examples
    --------
    >>> seats(8_000_000_000)
    60
    >>> seats(3_000_000_000)
    26
    """
    return max(FEWEST, min(MOST, (free - FOR_THE_REST) // FOR_ONE_APP))


def free_memory() -> int:
    """Return the bytes of memory that are free or can be freed at once."""
    import psutil

    return int(psutil.virtual_memory().available)
