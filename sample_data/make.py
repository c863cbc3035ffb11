"""Make the sample groups anew: `python -m sample_data.make [FOLDER]`.

The same files come out byte for byte on every system; a test compares them.
"""

import sys
from pathlib import Path

from sample_data.making import faults, group_12, group_a


def make(folder: Path) -> None:
    """Write every sample group, and the planted faults, under a folder."""
    groups = {"group_a": group_a.make(), "group_12": group_12.make()}
    for name, group in groups.items():
        group.save(folder / name)
        print(f"{name}: {len(group.members)} members, {len(group.entries)} entries")
    planted = faults.make(groups["group_a"])
    for name, files in planted.items():
        place = folder / "group_a_faults" / name
        place.mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            (place / file).write_bytes(text.encode("utf-8"))
    print(f"group_a_faults: {len(planted)} folders")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
