"""Files as a browser's upload control hands them to a kernel."""

from datetime import UTC, datetime

from ogs_teach.places import sample_data


def upload(app, field, files):
    """Give files to an app's upload control, as a browser does."""
    app[field].box.value = tuple(
        {
            "name": name,
            "type": "",
            "size": len(content),
            "last_modified": datetime(2026, 1, 1, tzinfo=UTC),
            "content": memoryview(content),
        }
        for name, content in files.items()
    )


def group_12(**changes):
    """Return the files of the group of twelve; `changes` are (old, new) by the file's stem."""
    files = {
        path.name: path.read_bytes()
        for path in (sample_data() / "group_12").iterdir()
        if path.suffix in (".csv", ".toml")
    }
    for stem, (old, new) in changes.items():
        name = next(name for name in files if name.startswith(f"{stem}."))
        assert old.encode() in files[name], old
        files[name] = files[name].replace(old.encode(), new.encode())
    return files
