"""The kit's words, in Thai and in English.

Each room of the kit keeps its words in `texts/<room>.toml`, both languages side by
side, so that whoever changes one sees the other:

    [field.principal]
    th = "เงินต้น"
    en = "principal"
"""

import functools
import tomllib
from importlib import resources
from typing import Any, Literal, get_args

Lang = Literal["th", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@functools.cache
def catalogue(room: str) -> dict[str, dict[str, str]]:
    """Read one room's words.

    Parameters
    ----------
    room : str
        Name of the file in `texts/`, without its ending.

    Returns
    -------
    dict of {key: {"th": text, "en": text}}
        Keys are dotted, as in `field.principal`.

    Raises
    ------
    KeyError
        If there is no such room: a mistake in the kit, not of its user.
    """
    source = resources.files("ogs_teach") / "texts" / f"{room}.toml"
    if not source.is_file():
        raise KeyError(room)
    found: dict[str, dict[str, str]] = {}

    def walk(table: dict[str, Any], path: str) -> None:
        for name, value in table.items():
            if isinstance(value, dict):
                walk(value, f"{path}.{name}" if path else name)
            else:
                found.setdefault(path, {})[name] = value

    walk(tomllib.loads(source.read_text(encoding="utf-8")), "")
    return found


def t(key: str, lang: Lang = "th", /, **values: object) -> str:
    """Say `key` in a language, with `values` set in.

    Parameters
    ----------
    key : str
        Room and key: `money.field.amount`.
    lang : "th" or "en"
        Thai comes first everywhere in the kit.
    **values
        What stands in the text's `{braces}`.

    Returns
    -------
    str

    Raises
    ------
    KeyError
        If the key, the language or a value is missing.

    Examples
    --------
    >>> t("money.field.amount", "en")
    'amount'
    """
    room, _, rest = key.partition(".")
    text = catalogue(room)[rest][lang]
    return text.format_map(values) if values else text
