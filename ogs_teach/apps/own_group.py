"""One's own group in an app: its books, or its rules alone, in this visitor's memory.

What is opened belongs to one page. It is never written to a disk, it is forgotten when the
person closes it, and it is gone with the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import ipywidgets

from ogs_teach.apps.fields import Maker, Section, show
from ogs_teach.apps.groups import name_of
from ogs_teach.apps.parts import App
from ogs_teach.apps.uploads import Upload
from ogs_teach.apps.view import View
from ogs_teach.errors import GroupError, Problem
from ogs_teach.i18n import Lang, t

if TYPE_CHECKING:
    from ogs_teach.books import Group
    from ogs_teach.rules import GroupRules

ROOM = "own_group"
OWN = "own"  # the option's key, beside the names of the sample groups
RULES = "rules.toml"


@dataclass(frozen=True, eq=False)
class Own:
    """What a person opened.

    Parameters
    ----------
    rules : GroupRules
    group : Group, optional
        None where only rules were opened.
    """

    rules: "GroupRules"
    group: "Group | None" = None

    @property
    def by_default(self) -> bool:
        """Whether books came without rules, so that the training default speaks for them."""
        from ogs_teach.rules import GroupRules

        return self.group is not None and self.rules == GroupRules.default()

    def called(self, lang: Lang) -> str:
        """Return the group's name; the default's is not its own."""
        return t(f"{ROOM}.ours", lang) if self.by_default else self.rules.name(lang)


class OwnGroup(Section):
    """The folded part of an app's page that opens one's own group.

    Parameters
    ----------
    whole_year : bool
        Whether the app can show nothing of books without one whole accounting year.
    """

    def __init__(self, *, whole_year: bool = True) -> None:
        self.upload = Upload("own_files", self._take, several=True)
        super().__init__(OWN, [self.upload])
        self.whole_year = whole_year
        self.opened: Own | None = None
        self._lang: Lang = "th"

    def build(self, room: str, make: Maker, changed: Callable[[], None]) -> None:
        """Make the widgets; the words are the same in every app."""
        super().build(ROOM, make, changed)
        self.changed = changed
        self.status = make(ipywidgets.HTML, "ogs-opened")
        self.close = make(ipywidgets.Button, "ogs-forget")
        self.close.on_click(lambda _: self.forget())
        self.inside.children = [*self.inside.children, self.status, self.close]
        self._say()

    def relabel(self, lang: Lang) -> None:
        """Say everything in a language."""
        super().relabel(lang)
        self._lang = lang
        self.close.description = t(f"{ROOM}.close", lang)
        self._say()

    def called(self, lang: Lang) -> str:
        """Return the opened group's name."""
        return self.opened.called(lang) if self.opened else ""

    def forget(self) -> None:
        """Close the group again: nothing of it stays."""
        self.opened = None
        self._say()
        self.changed()

    def refuse(self, error: Exception) -> None:
        """Close a group that the app cannot show, and say so."""
        self.opened = None
        self.upload.fail(error)
        self._say()

    def _take(self, files: Mapping[str, bytes]) -> None:
        self.opened = opened_from(files, self.opened, whole_year=self.whole_year)
        self._say()

    def _say(self) -> None:
        show(self.close, "ogs-hidden", self.opened is None)
        self.status.value = _status(self.opened, self._lang) if self.opened else ""


class OpensOwn(App):
    """An app that opens one's own group; `own` is among its fields.

    `lent` names fields that take their values from an opened group, and have their former
    ones back when it is closed.
    """

    own: OwnGroup
    lent: tuple[str, ...] = ()
    _seen: Own | None = None
    _former: Mapping[str, Any] = MappingProxyType({})

    def own_opened(self, own: Own | None) -> None:
        """Put what was opened, or closed again, into the fields."""
        raise NotImplementedError

    def follow_own(self) -> None:
        """Tell the app once of what was opened or closed."""
        if self.own.opened is self._seen:
            return
        if self._seen is None:
            self._former = {name: _held(self[name]) for name in self.lent}
        self._seen = self.own.opened
        try:
            self.own_opened(self._seen)
        except Exception as error:  # books that this app was not made for
            self.own.refuse(error)
            self._seen = None
            self.own_opened(None)
        if self._seen is None:
            for name, value in self._former.items():
                self[name].set(value)

    def group_name(self, option: str, lang: Lang) -> str:
        """Name an option of the app's choice of groups."""
        return self.own.called(lang) if option == OWN else name_of(option, lang)

    def _changed(self) -> None:
        self.follow_own()
        super()._changed()

    def _show(self, view: View) -> None:
        super()._show(view)
        show(self._intro, "ogs-hidden", self._seen is not None)  # it speaks of invented groups


def _held(field: Any) -> Any:
    """Return what a field holds, as its `set` takes it; of a number the last good one."""
    return getattr(field, "last", field.box.value)


def opened_from(files: Mapping[str, bytes], before: Own | None, *, whole_year: bool) -> Own:
    """Read what was uploaded: books with their rules, or rules alone.

    Parameters
    ----------
    files : mapping of {name: bytes}
    before : Own, optional
        What is open: its rules serve books that come without any, and its books take rules
        that come alone.
    whole_year : bool
        Whether books without a whole accounting year are refused.

    Raises
    ------
    OgsError
        Telling everything that is wrong; then nothing is opened.
    """
    from ogs_teach.books import Group
    from ogs_teach.rules import GroupRules

    named = [name for name in files if name.endswith(".toml")]
    if len(named) > 1:
        raise GroupError(Problem(f"{ROOM}.many-rules", values={"got": ", ".join(named)[:80]}))
    books: dict[str, Any] = {name: files[name] for name in files if name not in named}
    if books:
        if named:
            books[RULES] = files[named[0]]
        group = _read(books, before.rules if before else None)
        own = Own(group.rules, group)
    else:
        rules = GroupRules.decode(files[named[0]], named[0])
        group = before.group if before else None
        if group is not None:
            rows = (group.members.values(), group.opening, group.entries, group.loans.values())
            group = Group.checked(rules, *map(tuple, rows))
        own = Own(rules, group)
    if whole_year and own.group is not None and not own.group.years:
        raise GroupError(Problem(f"{ROOM}.no-whole-year"))
    return own


def _read(files: Mapping[str, bytes], rules: "GroupRules | None") -> "Group":
    """Return the group that stands in files; `rules` serve where none are among them."""
    from ogs_teach.books.importing import read_group

    return read_group(files, rules=rules)


def _status(own: Own, lang: Lang) -> str:
    name = t(f"{ROOM}.opened", lang, name=f"<strong>{escape(own.called(lang))}</strong>")
    if own.group is None:
        detail = t(f"{ROOM}.rules-alone", lang)
    else:
        years = [str(year + 543 if lang == "th" else year) for year in own.group.years]
        key = "books-default" if own.by_default else "books"
        detail = t(
            f"{ROOM}.{key}", lang, members=len(own.group.members), years=", ".join(years) or "–"
        )
    return f'<div role="status"><p>{name}</p><p>{escape(detail)}</p></div>'
