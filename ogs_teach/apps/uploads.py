"""Opening a file of one's own: it is read in memory, and nothing of it is kept.

What a person uploads reaches the kernel by the page's own connection. It is handed to the
app at once and the control is emptied, so that neither the widget nor a disk holds it.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets

from ogs_teach.apps.fields import Field, Maker
from ogs_teach.apps.take_home import LARGEST
from ogs_teach.errors import Collector, InputError, OgsError, Problem
from ogs_teach.i18n import Lang, t


class Upload(Field):
    """A button that opens one or several files.

    Parameters
    ----------
    name : str
    take : callable (files)
        Called with the files' bytes by name; what it raises is told in the app's card.
    several : bool
        Whether more than one file may be chosen at once.
    """

    css = "ogs-upload-field"
    listed = False

    def __init__(
        self, name: str, take: Callable[[Mapping[str, bytes]], None], *, several: bool = False
    ) -> None:
        super().__init__(name)
        self.take, self.several = take, several
        self.problems: tuple[Problem, ...] = ()
        self._just_now = False

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        # No `accept`: a phone that does not know ".toml" would offer no file at all.
        self.box = make(ipywidgets.FileUpload, "ogs-file", multiple=self.several, icon="")
        self.box.observe(self._came, "value")
        self.note = make(ipywidgets.HTML, "ogs-help")
        return [self.box, self.note]

    def relabel(self, lang: Lang) -> None:
        """Say the name, and what becomes of a file."""
        super().relabel(lang)
        self.box.tooltip = self.label(lang)
        # `face.js` shows these in the browser: a large file is never sent, another takes a while.
        opening = escape(t("parts.upload.opening", lang))
        too_large = escape(t("parts.upload.too-large", lang, limit=LARGEST // 1_000_000))
        self.note.value = (
            f'<p class="ogs-too-large" role="alert" data-limit="{LARGEST}" hidden>{too_large}</p>'
            f'<p class="ogs-opening" role="status" hidden>{opening}</p>'
            f"<p>{escape(t('parts.upload.privacy', lang))}</p>"
        )

    def read(self) -> None:
        """Tell what is wrong with the file that was opened last.

        Raises
        ------
        InputError
            Until something else is done.
        """
        if self.problems:
            raise InputError(*self.problems)

    def fail(self, error: Exception) -> None:
        """Say that the file cannot be opened, whatever the reason."""
        from traitlets.log import get_logger

        # Neither message nor traceback: they might hold what is in the file.
        get_logger().error("a file could not be opened: %s", type(error).__name__)
        self.problems = (Problem("parts.upload.unreadable"),)

    def settle(self) -> None:
        """Forget what was wrong with a file as soon as something else is done."""
        if not self._just_now:
            self.problems = ()
        self._just_now = False

    def _came(self, change: Any) -> None:
        if self._quiet or not change["new"]:
            return
        self.problems = ()
        try:
            self.take(_files(change["new"]))
        except OgsError as error:
            self.problems = error.problems
        except Exception as error:
            self.fail(error)
        with self._quietly():
            self.box.value = ()
        self._just_now = True
        self.changed()


def _files(uploaded: Any) -> dict[str, bytes]:
    """Return files by name, a phone's "rules (1).toml" as rules.toml.

    Raises
    ------
    InputError
        If they are too large together, or one is there twice.
    """
    problems = Collector(InputError)
    files: dict[str, bytes] = {}
    if sum(len(each["content"]) for each in uploaded) > LARGEST:
        raise InputError(Problem("parts.upload.too-large", values={"limit": LARGEST // 1_000_000}))
    for each in uploaded:
        plain = str(each["name"]).replace("\\", "/").rpartition("/")[2]
        name = re.sub(r" ?\(\d+\)(?=\.\w+$)", "", plain).lower()
        if name in files:
            problems.add(Problem("parts.upload.twice", values={"got": name[:60]}))
        files[name] = bytes(each["content"])
    problems.close()
    return files
