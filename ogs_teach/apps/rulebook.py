"""The page “กติกาของกลุ่มเรา”: every key of the group's rulebook as a form."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ogs_teach.apps import rulebook_shown as shown
from ogs_teach.apps.actions import Action
from ogs_teach.apps.parts import App, Field, Section, Sheet, Upload, View, show
from ogs_teach.apps.rulebook_fields import put, sections
from ogs_teach.errors import InputError, OgsError, Problem, Word
from ogs_teach.i18n import Lang, t
from ogs_teach.rules import GroupRules, disagreements, value_at, with_values
from ogs_teach.rules import keys as kinds

_FIELD = "rules.field."
# What the reader of a file says of its words, said of the form's.
_IN_THE_FORM = {"rules.term-method": "rules_app.term-method"}


class RulesApp(App):
    """Fill the rulebook in, see what differs from the training default, take it home."""

    room = "rules_app"

    def fields(self) -> Sequence[Field | Section]:
        """Draw the form from the rulebook's own keys."""
        self._default = self._base = GroupRules.default()
        self._before: GroupRules | None = None  # what stood there before “back to default”
        self._kinds = dict(kinds())
        self._tables = sections(self._default)
        self._save = Action("save", self._take_rules_home, main=True)
        self._restore = Action("restore", self._back_or_forth)
        return [
            Section("open", [Upload("file", self._open)]),
            *self._tables,
            self._save,
            self._restore,
        ]

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Show the rulebook as a table, what differs first."""
        rules = values["rules"]
        count = len(shown.differing(rules, self._default))
        sentence = t(
            "rules_app.sentence" if count else "rules_app.sentence-default",
            lang,
            name=escape(rules.name(lang)),
            count=count,
        )
        return View(
            sentence=sentence,
            blocks=list(shown.blocks(rules, self._default, lang)),
            workbook=lambda: [self._leaf(rules, lang)],
        )

    def _leaf(self, rules: GroupRules, lang: Lang) -> Sheet:
        label = t("parts.training-default", lang)
        notes = [rules.name(lang), t("rules_app.default-is", lang, label=label)]
        table = shown.rulebook(rules, self._default, lang, dots=True)
        return Sheet(t("rules_app.rulebook", lang), [table], notes, one_page=True)

    def _sheets(self, view: View) -> list[Sheet]:
        return list(view.workbook()) if view.workbook else []

    # Reading the form

    def _read(self) -> dict[str, Any]:
        """Return the rulebook, or tell at once what is wrong in boxes and between them."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        unread = []
        for name, field in self._fields.items():
            try:
                values[name] = field.read()
            except OgsError as error:
                problems += error.problems
                unread.append(name)
        rules = with_values(
            self._base, {path: values[path] for path in values if path in self._kinds}
        )
        for _, problem in disagreements(rules, unread):
            key = _IN_THE_FORM.get(problem.key, problem.key)
            problems.append(Problem(key, problem.field, values=problem.values))
        if problems:
            raise InputError(*problems)
        return {"rules": rules}

    def _wrong(self, problems: Sequence[Problem]) -> set[str]:
        """Name the fields, by their whole key: a rate stands in five sections."""
        return {path for problem in problems for path in self._about(problem)} | {
            each.name for each in self._uploads() if each.problems
        }

    def _about(self, problem: Problem) -> list[str]:
        """Return the fields that a problem is about; the first shows its words."""
        if problem.where:
            return []  # of a file, not of the form
        if problem.key == "rules.not-100":
            return [path for path in self._kinds if path.startswith("allocation.")]
        others = [each.key for each in problem.values.values() if isinstance(each, Word)]
        paths = [key.removeprefix(_FIELD) for key in (problem.field, *others)]
        if problem.key == "rules_app.term-method":
            paths.append(paths[0].replace(".method", ".rate_per"))
        return [path for path in paths if path in self._kinds]

    def _complain(self, problems: Sequence[Problem]) -> None:
        super()._complain(problems)
        faults: dict[str, list[Problem]] = {}
        for problem in problems:
            for path in self._about(problem)[:1]:
                faults.setdefault(path, []).append(problem)
        show(self._save.box, "ogs-hidden", bool(problems))
        if problems:
            self._save.line.value = f"<p>{escape(t('rules_app.cannot-save', self.lang))}</p>"
        self._describe(faults)

    def _show(self, view: View) -> None:
        super()._show(view)
        self._save.line.value = ""  # a file of older values is not offered beside newer ones

    # What stands below each box

    def _describe(self, faults: Mapping[str, Sequence[Problem]]) -> None:
        lang = self.lang
        label = t("parts.training-default", lang)
        for table in self._tables:
            differ = 0
            for field in table.fields:
                path, kind = field.name, self._kinds[field.name]
                default = value_at(self._default, path)
                lines = [("ogs-fault", each.say(lang)) for each in faults.get(path, ())]
                bounds = shown.bounds_said(path, kind, lang)
                lines.append(("", f"{t(f'rules.help.{path}', lang)} {bounds}".strip()))
                try:
                    other = field.read() != default
                except OgsError:
                    other = False
                said = shown.value_said(path, kind, default, lang)
                words = "rules_app.differs-from" if other else "rules_app.default"
                told = t(words, lang, default=said, label=label)
                lines.append(("ogs-differs" if other else "", told))
                field.help.value = "".join(
                    f'<p class="{css}">{escape(text)}</p>' for css, text in lines
                )
                differ += other
            title = t(f"rules.section.{table.name}", lang)
            count = t("rules_app.section-differs", lang, count=differ) if differ else ""
            table.button.description = f"{title} {count}".strip()
        back = "forth" if self._before else "restore"
        self._restore.box.description = t(f"rules_app.field.{back}", lang)

    # Opening, going back, taking home

    def _open(self, files: Mapping[str, bytes]) -> None:
        (name, content), *_ = files.items()
        self._fill(GroupRules.decode(content, name))

    def _fill(self, rules: GroupRules) -> None:
        """Put a rulebook into the form; its own file is what will be saved, with its comments."""
        self._base = rules
        for path in self._kinds:
            put(self._fields[path], value_at(rules, path))

    def _back_or_forth(self) -> None:
        """Put the training default's values in all boxes, or take that back."""
        if self._before is None:
            before = self._good["rules"] if self._good else self._base
            values = {path: value_at(self._default, path) for path in self._kinds}
            self._fill(with_values(before, values))
            self._before = before
        else:
            self._fill(self._before)
            self._before = None
        self._refresh()

    def _changed(self) -> None:
        self._before = None  # to take it back now would undo what was typed since
        super()._changed()

    def _take_rules_home(self) -> None:
        if self._good is None:
            return
        rules = self._good["rules"]
        self._hand_over(self._save.line, lambda: _toml(rules), "rules", "toml")

    def _build(self) -> None:
        super()._build()
        show(self.page, "ogs-rulebook", True)


def _toml(rules: GroupRules) -> bytes:
    """Return the rulebook's file, once it is sure that it can be read again."""
    text = rules.to_toml()
    GroupRules.parse(text)
    return text.encode("utf-8")
