"""Make the sample groups anew: `python -m sample_data.make [FOLDER]`.

The same files come out byte for byte on every system; a test compares them.
"""

import sys
from pathlib import Path

from sample_data.making import group_12, group_a

GROUPS = {"group_a": group_a.make, "group_12": group_12.make}


def make(folder: Path) -> None:
    """Write every sample group under a folder."""
    for name, build in GROUPS.items():
        group = build()
        group.save(folder / name)
        print(f"{name}: {len(group.members)} members, {len(group.entries)} entries")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
