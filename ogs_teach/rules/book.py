"""The rulebook as a file: read it, change it, write it with its comments."""

import os
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import tomlkit

from ogs_teach.errors import Collector, OgsError, Problem, RuleError
from ogs_teach.i18n import Lang
from ogs_teach.inputs import shown
from ogs_teach.rules.reading import Reader, tables
from ogs_teach.rules.sections import Sections, keys, value_at


@dataclass(frozen=True)
class GroupRules(Sections):
    """A group's rulebook.

    Change a value with `dataclasses.replace`; `save` writes it into the text it was read
    from, so that every comment stays.

    Examples
    --------
    >>> rules = GroupRules.default()
    >>> rules.savings.share_value, str(rules.loans.ordinary.rate)
    (2000, '4/5')
    >>> sum(rules.allocation.percents().values()) == 100
    True
    """

    @classmethod
    def default(cls) -> "GroupRules":
        """Return the training default (กำหนดเพื่อการฝึก)."""
        return _default()

    @classmethod
    def load(cls, path: str | Path) -> "GroupRules":
        """Read a rule file.

        Raises
        ------
        RuleError
            Telling every problem at once: the file and line, the key, what to write instead.
        """
        path = Path(path)
        try:
            content = path.read_bytes()
        except (OSError, ValueError):
            raise RuleError(Problem("rules.no-file", values={"got": str(path)})) from None
        return cls.decode(content, path.name)

    @classmethod
    def decode(cls, content: bytes, where: str = "rules.toml") -> "GroupRules":
        """Read a rulebook from a file's bytes; `where` names it in messages.

        Raises
        ------
        RuleError
            As `load`.
        """
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise RuleError(Problem("rules.not-text", where=where)) from None
        return cls.parse(text, where)

    @classmethod
    def parse(cls, text: str, where: str = "rules.toml") -> "GroupRules":
        """Read a rulebook from TOML text; `where` names it in messages.

        Raises
        ------
        RuleError
            As `load`.
        """
        reader = Reader(text, where, _default_as_written)
        sections = reader.section(Sections, tables(text, where))
        reader.problems.close()
        reader.agree(sections)
        reader.problems.close()
        return cls(**{**vars(sections), "source": text})

    def to_toml(self) -> str:
        """Return the rulebook as TOML text; comments and untouched values stay as they were.

        Raises
        ------
        RuleError
            Naming every value that its key cannot hold.
        """
        problems = Collector(RuleError)
        document = tomlkit.parse(self.source or _default_text())
        for path, key in keys():
            *sections, name = path.split(".")
            table: Any = document
            for section in sections:
                table = table[section]
            value = value_at(self, path)
            if key.read(_as_read(table[name]), "") == value:
                continue
            try:
                table[name] = key.write(value)
            except OgsError as error:
                for problem in error.problems:
                    problems.add(replace(problem, field=f"rules.field.{path}"))
            except (TypeError, ValueError, AttributeError):
                values: dict[str, object] = {"got": shown(value)}
                problems.add(Problem("rules.cannot-hold", f"rules.field.{path}", values=values))
        problems.close()
        return tomlkit.dumps(document)

    def save(self, path: str | Path) -> None:
        """Write the rulebook; a file already there is replaced whole or not at all.

        Raises
        ------
        RuleError
            If the values do not make a rulebook, or the file cannot be written.
        """
        path = Path(path).resolve()
        text = self.to_toml()
        GroupRules.parse(text, path.name)
        draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            draft.write_bytes(text.encode("utf-8"))
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            told = {"got": str(path), "reason": error.strerror or type(error).__name__}
            raise RuleError(Problem("rules.cannot-write", values={**told})) from None

    def name(self, lang: Lang = "th") -> str:
        """Return the group's name in a language."""
        return self.group.name_th if lang == "th" else self.group.name_en


def _as_read(item: Any) -> Any:
    """Return a tomlkit item as `tables` would: a number with a point stays exact."""
    if isinstance(item, tomlkit.items.Float):
        return Decimal(item.as_string())
    return item.unwrap() if isinstance(item, tomlkit.items.Item) else item


@cache
def _default_text() -> str:
    source = resources.files("ogs_teach.rules") / "default.toml"
    return source.read_text(encoding="utf-8")


@cache
def _default() -> GroupRules:
    return GroupRules.parse(_default_text(), "default.toml")


def _default_as_written(path: str) -> str:
    written = tomlkit.item(dict(keys())[path].write(value_at(_default(), path)))
    return str(written.as_string())
