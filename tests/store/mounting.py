"""Whether a small disk of our own can be had here."""

import os
import subprocess
import sys
import tempfile
from functools import cache


@cache
def can_mount():
    """Tell it: root can, where mounting is allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(["mount", "-t", "tmpfs", "none", folder], check=False).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
    return True
