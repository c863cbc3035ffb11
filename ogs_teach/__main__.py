"""`python -m ogs_teach` is `ogs-teach`."""

import sys

from ogs_teach.cli import main

if __name__ == "__main__":
    sys.exit(main())
