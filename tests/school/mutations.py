"""Small slips of an author's hand, and what must be said of each.

Patterns name what every finished lesson has, not its words, which are still being polished.

A slip is an edit of one file: the first match of a pattern is replaced. What must be said
is a key with the line of the match, or so many lines below; a line can also be named by
another pattern, of the same file or of another one, as it stands after the edit.
"""

# ruff: noqa: E501 - a table: one slip, one line

import re
from dataclasses import dataclass
from pathlib import Path

LESSON = "09-liquidity"
END = 10_000


@dataclass(frozen=True)
class Slip:
    """One edit and the problem that it must cause.

    Parameters
    ----------
    file : str
        Of the lesson's folder; with a leading `../`, beside it.
    old, new : str
        A pattern and what takes its place, as `re.sub` takes them.
    key : str
        The problem's text.
    at : int, str or (file, str)
        Lines below the match's first, `END` for its last, or a pattern whose line it is, in
        which `\\1` is what the edit's first group matched; line 1 for `(file, "")`.
    and_ : tuple of str
        Keys of further problems that follow from the same slip.
    """

    file: str
    old: str
    new: str
    key: str
    at: int | str | tuple[str, str] = 0
    and_: tuple[str, ...] = ()

    def make(self, folder: Path) -> str:
        """Make the slip; return where its problem must be seen."""
        path = folder / LESSON / self.file
        text = path.read_text(encoding="utf-8")
        found = re.search(self.old, text, re.MULTILINE)
        assert found, f"{self.file} no longer holds {self.old!r}"
        path.write_text(
            text[: found.start()] + found.expand(self.new) + text[found.end() :], "utf-8"
        )
        if isinstance(self.at, int):
            below = found.expand(self.new).count("\n") if self.at == END else self.at
            line = text.count("\n", 0, found.start()) + 1 + below
            return self._where(folder, self.file, line)
        file, pattern = (self.file, self.at) if isinstance(self.at, str) else self.at
        pattern = pattern.replace(r"\1", found[1]) if r"\1" in pattern else pattern
        whole = (folder / LESSON / file).read_text(encoding="utf-8")
        seen = re.search(pattern, whole, re.MULTILINE)
        assert seen, f"{file} does not hold {pattern!r}"
        return self._where(folder, file, whole.count("\n", 0, seen.start()) + 1)

    @staticmethod
    def _where(folder: Path, file: str, line: int) -> str:
        parent = folder.name if file.startswith("../") else LESSON
        return f"{parent}/{file.removeprefix('../')}:{line}"


TOML, QUIZ, TH, EN = "lesson.toml", "quiz.toml", "th.md", "en.md"
TEACHER, TEACHER_EN = "trainer.th.md", "trainer.en.md"
GLOSSARY, WORDING, TIMETABLES = "../glossary.toml", "../wording.toml", "../timetables.toml"
LONG = "ก" * 130
STORY = r"^(::: story\n## .*\n\n)(?=\S)"  # before the first paragraph
KEYPOINT = r"^(::: keypoints\n- )"
CELL = r"^(\| [^|]*\| )([a-z]+_[a-z_]+) \|"  # the first of a chart
FIRST_A = r'^id = .*\n(?=form = "A")'
LAST_TASK = r'^id = .*\n(?=form = "task"\n(?![\s\S]*^form = "task"))'
QUESTION = r"^\[\[question\]\]\n(?:(?!\[\[question\]\])[\s\S])*?"

SLIPS = [
    # minutes
    Slip(TOML, r"teaching_minutes = 25", "teaching_minutes = 24", "school.plan-minutes", (TEACHER, "^::: plan")),
    Slip(TOML, r"teaching_minutes = 25", "teaching_minutes = 26", "school.plan-minutes", (TEACHER_EN, "^::: plan")),
    Slip(TEACHER, r"^- (\d+) นาที", r"- 1\1 นาที", "school.plan-minutes", "^::: plan"),
    Slip(TEACHER_EN, r"^- (\d+) min", r"- 1\1 min", "school.plan-minutes", "^::: plan"),
    Slip(TOML, r"teaching_minutes = 25\nexercise_minutes = 15", "teaching_minutes = 12\nexercise_minutes = 28", "check.reading-minutes"),
    Slip(TOML, r"exercise_minutes = 15", "exercise_minutes = 0", "school.task-or-minutes", 0, ("school.plan-minutes",)),
    Slip(TOML, r"teaching_minutes = 25\n", "", "school.missing-key", (TOML, ""), ("school.plan-minutes",)),
    # lesson.toml: both languages, objectives, app, figures, start
    Slip(TOML, r"^(title = .*), en = \"[^\"]*\"", r"\1", "school.missing-key"),
    Slip(TOML, r"^(summary = \{ th = \")[^\"]*", r"\1", "school.empty-text"),
    Slip(TOML, r"^\[objectives\]\n", '[objectives]\nsing = { th = "ร้องเพลงได้", en = "Sing" }\n', "check.not-tested", 1, ("school.not-taught", "school.not-asked")),
    Slip(TOML, r"^\[objectives\]\n", '[objectives]\nsing = { th = "ร้องเพลงได้", en = "Sing" }\n', "school.not-taught", 1, ("check.not-tested", "school.not-asked")),
    Slip(TOML, r"^app = \"\w+\"", 'app = "casino"', "school.no-such-app"),
    Slip(TOML, r"^further = .*", 'further = "casino"', "school.no-such-app"),
    Slip(TOML, r"^virtues = .*", 'virtues = ["greed"]', "school.unknown-choice"),
    Slip(TOML, r"^\[materials\]", "[matereals]", "school.unknown-key", 0, ("school.missing-key",)),
    Slip(TOML, r"^(\w+) = \"(\d)(\d{3,})\"", r'\1 = "\2,\3"', "school.expression.unexpected", 0, ("school.expression.unknown-name", "school.slip-is-right")),
    Slip(TOML, r"^data = .*", 'data = ["training_rules"]', "school.expression.unknown-name", (TH, r"\bt_\w+"), ("school.slip-is-right",)),
    Slip(TOML, r"^group = .*", 'group = "group_99"', "check.start-option"),
    Slip(TOML, r"^group = .*", "group = true", "check.start-option"),
    Slip(TOML, r"^group = .*", 'grupo = "group_12"', "check.start-field"),
    Slip(TOML, r"^view = .*([\s\S]*?^\[figures\][\s\S]*?)^(\w+) = ", r'view = "\2"\1\2 = ', "check.start-option"),
    Slip(TOML, r"^view = .*", 'view = "1 + nothing"', "school.expression.unknown-name"),
    # pages: blocks, links, figures
    Slip(TH, r"^::: talk", "::: gossip", "school.unknown-block", 0, ("school.block-count", "school.blocks-differ")),
    Slip(TH, r"^::: talk\n[\s\S]*?^:::\n", "", "school.block-count", (TH, ""), ("school.blocks-differ",)),
    Slip(EN, r"^::: talk", "::: idea\nMore.\n:::\n\n::: talk", "school.blocks-differ"),
    Slip(EN, r"^(::: decision \S+).*", r"\1", "school.blocks-differ"),
    Slip(TH, r"^::: idea .*", "::: idea sing", "school.unknown-objective", 0, ("school.blocks-differ",)),
    Slip(TH, r"\(term:liquidity\)", "(term:liquidty)", "school.bad-link"),
    Slip(TEACHER, r"^## ", "## [ดู](https://example.org) ", "school.bad-link", 0, ("check.latin",)),
    Slip(EN, r"^(::: story\n[\s\S]*?\{\{ baht\()", r"\g<1>2 * ", "school.figures-differ"),
    Slip(TH, r"\{\{ baht\((?=\w)", "{{ baht(nothing + ", "school.expression.unknown-name", 0, ("school.figures-differ",)),
    Slip(TH, r"\{\{ baht\(([^()]*)\) \}\}", r"{{ \1 }}", "school.expression.no-unit", 0, ("school.figures-differ",)),
    Slip(TH, r"\{\{ baht\(([^()]*)\) \}\}", "{{ count(1 / 3) }}", "school.expression.not-whole", 0, ("school.figures-differ", "check.bare-figure")),
    # pages: charts
    Slip(TH, r"^title: .*\n", "", "school.chart-field", "^::: chart", ("school.figures-differ",)),
    Slip(EN, r"^alt: .*", "alt:", "school.chart-field", 0, ("school.figures-differ",)),
    Slip(TH, r"^unit: baht", "unit: bath", "school.chart-unit", 0, ("school.figures-differ",)),
    Slip(TH, r"^::: chart \w+", "::: chart pies", "school.chart-shape", 0, ("school.blocks-differ",)),
    Slip(TH, CELL, r"\1nothing |", "school.expression.unknown-name", 0, ("school.figures-differ",)),
    Slip(TH, r"^(\| [^|]*)\| [a-z]+_[a-z_]+ \|", r"\1|", "school.chart-row", 0, ("school.figures-differ",)),
    Slip(EN, CELL, r"\g<1>2 * \2 |", "school.figures-differ", "^::: chart"),
    Slip(TH, r"^\| [^|]* (?=\| [a-z]+_)", "| เดือนมกราคมซึ่งเป็นเดือนแรกของปี ", "check.long-label"),
    Slip(TH, CELL, r"\g<1>15000 |", "check.bare-figure", 0, ("school.figures-differ",)),
    # numbers typed by hand
    Slip(TH, STORY, r"\1นับได้ 1,560 บาท แล้ว", "check.typed-number", 3),
    Slip(TH, r"^::: talk\n", "::: talk\n**ทางแรก** ร้อยละ 12\n\n", "check.typed-number", 1),
    Slip(TH, KEYPOINT, r"\1๑๒ เดือน ", "check.typed-number", 1, ("check.thai-digits",)),
    Slip(TH, r"^(\| [^|{]*\| )\{\{[^|]*", r"\g<1>130,000 บาท ", "check.typed-number", 0, ("school.figures-differ",)),
    Slip(EN, r"^::: talk\n", "::: talk\nAbout 15 % of it.\n\n", "check.typed-number", 1),
    Slip(EN, r"^1\. ", "1. Enter 5. ", "check.typed-number"),
    Slip(TH, r"\{\{ baht\(([^()]*)\)", "{{ baht(15000)", "check.bare-figure", 0, ("school.figures-differ",)),
    Slip(QUIZ, r"^prompt.th = \"", 'prompt.th = "มี 40 คน ', "check.typed-number"),
    Slip(QUIZ, r"^solution.en = \"", 'solution.en = "It is 3 months. ', "check.typed-number"),
    Slip(TEACHER, r"^::: say\n", "::: say\nบอกว่าดอกเบี้ยเดือนละ 150 บาท\n\n", "check.typed-number", 1),
    Slip(TEACHER_EN, r"^::: say\n", "::: say\nThe rate is 12 % a year.\n\n", "check.typed-number", 1),
    # length
    Slip(TH, r"^::: story\n", "::: story\n" + "เราช่วยกันออมเงินทุกเดือน " * 100 + "\n\n", "check.page-length", (TH, ""), ("check.long-paragraph", "check.reading-minutes")),
    # questions
    Slip(QUIZ, r"^right = \"b\"", 'right = "e"', "school.unknown-choice", 0, ("school.missing-key", "school.few-questions")),
    Slip(QUIZ, r"^why.th = .*\n", "", "school.missing-key"),
    Slip(QUIZ, r"^hint.en = ", "hint.de = ", "school.missing-key", -1),
    Slip(QUIZ, r"^unit = \{ th = \"เดือน\", en = \"months\" \}", 'unit = { th = "เดือน" }', "school.missing-key"),
    Slip(QUIZ, r"^kind = \"order\"", 'kind = "essay"', "school.unknown-choice", 0, ("school.few-questions", "school.not-asked")),
    Slip(QUIZ, r'^id = "([^"]*)"([\s\S]*?)^id = "[^"]*"', r'id = "\1"\2id = "\1"', "school.doubled-id", END),
    Slip(QUIZ, r"^objective = .*", 'objective = "sing"', "school.unknown-choice", 0, ("school.not-asked",)),
    Slip(QUIZ, r'^objective = "([^"]*)"([\s\S]*?)^objective = "([^"]*)"', r'objective = "\3"\2objective = "\3"', "school.not-asked", (TOML, r"^\1 =")),
    Slip(QUIZ, r"^right = \[.*\]", 'right = ["a", "b", "c", "d"]', "school.bad-order"),
    Slip(QUIZ, r'^right = \{ a = "(\d)", b = "\d"', r'right = { a = "\1", b = "\1"', "school.bad-match"),
    Slip(QUIZ, r"^right = \{ a = .*", 'right = { a = "1", b = "2", c = "3", d = "4" }', "check.straight-match"),
    Slip(QUIZ, r"^tolerance = .*", 'tolerance = "999999999"', "school.slip-is-right"),
    Slip(QUIZ, r'^right = "([^"]*)"(?=\ntolerance)', r'right = "(\1) * 7 + 1"', "check.solution-differs", -2),
    Slip(QUIZ, r'^right = "[^"]*"(\ntolerance[\s\S]*?\nanswer = "([^"]*)")', r'right = "\2"\1', "school.slip-is-right", 1),
    Slip(QUIZ, r'^hint.th = .*(\nhint.en = .*\nsolution.th = .*\nsolution.en = .*\nright = "([^"]*)"\ntolerance)', r'hint.th = "ได้ {{ count(\2, 2) }}"\1', "check.given-away", 0, ("school.figures-differ",)),
    Slip(QUIZ, r"^hint.(th|en) = (.*)\nhint.en = (.*)\nsolution.th = .*\nsolution.en = .*", r'hint.th = \2\nhint.en = \3\nsolution.th = \2\nsolution.en = \3', "check.given-away", 0),
    Slip(QUIZ, r"^prompt.th = \"", 'prompt.th = "' + "กลุ่มหนึ่งมีสมาชิกหลายคนช่วยกันออมเงินทุกเดือน " * 15, "check.long-question", 0, ("check.long-paragraph",)),
    # tests and task
    Slip(QUIZ, r"^form = \"B\"", 'form = "A"', "school.broken-pair", FIRST_A),
    Slip(QUIZ, QUESTION + r"form = \"B\"\n[\s\S]*?(?=^\[\[question\]\])", "", "school.broken-pair", FIRST_A),
    Slip(QUIZ, r"^pair = .*\n", "", "school.pair-or-page", FIRST_A, ("school.broken-pair",)),
    Slip(QUIZ, QUESTION + r"form = \"A\"\n[\s\S]*?^form = \"B\"\n[\s\S]*?(?=^\[\[question\]\])", "", "check.few-pairs", (QUIZ, "")),
    Slip(QUIZ, r"^form = \"task\"\n", "", "check.task-question", (QUIZ, "")),
    Slip(QUIZ, r'^(id = .*\n)(?=kind = "(?:number|choice)")', r'\1form = "task"\n', "check.task-question", LAST_TASK, ("school.few-questions", "school.not-asked")),
    Slip(QUIZ, r'^(id = .*\n)(?=kind = "order")', r'\1form = "task"\n', "school.unknown-choice", END, ("school.few-questions", "school.not-asked")),
    # how Thai is written
    Slip(TH, r"(?<=[ก-ฮ])([่-๋])", r"\1\1", "check.doubled-mark"),
    Slip(TH, r"(?<=[ก-ฮ])([ิ-ู])([่-๋])", r"\2\1", "check.misordered-mark"),
    Slip(TH, r"แ", "เเ", "check.misordered-mark"),
    Slip(TH, KEYPOINT, r"\1น้ําท่วม ", "check.misordered-mark", 1),
    Slip(QUIZ, r"^hint.th = \"", 'hint.th = "ำจำไว้ ', "check.misordered-mark"),
    Slip(TOML, r"^(title = \{ th = \")", r"\1เเรก ", "check.misordered-mark"),
    Slip(TH, KEYPOINT, rf"\1{LONG}", "check.long-stretch", 1),
    Slip(TH, STORY, r"\1" + "ฝนตก " * 110, "check.long-paragraph", 3, ("check.page-length",)),
    Slip(TH, STORY, r"\1cash flow ", "check.latin", 3),
    Slip(TEACHER, r"^::: say\n", "::: say\nใช้ flipchart ก็ได้\n\n", "check.latin", 1),
    Slip(TH, STORY, r"\1ฝนแรก  มา ", "check.double-space", 3),
    Slip(EN, r"^(::: keypoints\n- \S+) ", r"\1  ", "check.double-space", 1),
    Slip(TEACHER, r"^::: say\n", "::: say\nพูดช้าๆ ก่อน\n\n", "check.repeat-mark", 1),
    Slip(TH, r"”", "", "check.quotes"),
    Slip(TH, r"“([^”\n]*)”", r'"\1"', "check.straight-quote"),
    Slip(TH, STORY, "\\1ฝน\u200bแรก ", "check.unseen", 3),
    Slip(TEACHER, r"^::: say\n", "::: say\nอีก ๓ คน\n\n", "check.thai-digits", 1),
    Slip(TH, STORY, r"\1ปีนั้นกลุ่มมีกำไรงาม ", "check.word", 3),
    Slip(QUIZ, r"^solution.th = \"", 'solution.th = "ไม่ควรอนุญาติ ', "check.word"),
    Slip(EN, r"^::: talk\n", "::: talk\nProfits grow.\n\n", "check.word", 1),
    # beside the lessons
    Slip(GLOSSARY, r"^meaning.en = .*\n", "", "school.missing-key", "^meaning.th"),
    Slip(GLOSSARY, r"^(\[liquidity\]\nth = .*\n)en = .*\n", r"\1", "school.missing-key", r"^\[liquidity\]"),
    Slip(GLOSSARY, r"^\[liquidity\]", "[fluidity]", "school.bad-link", (TH, r"\(term:liquidity\)")),
    Slip(GLOSSARY, r"^meaning.th = \"", 'meaning.th = "เเปลว่า ', "check.misordered-mark"),
    Slip(WORDING, r"^use = .*\n", "", "school.missing-key", r"^\[\[th\]\]"),
    Slip(TIMETABLES, r"09-liquidity", "09-solidity", "school.no-such-lesson", 0),
    Slip(TIMETABLES, r"end = .12:00.", 'end = "08:40"', "timetable.day-too-short", r"^lessons"),
    Slip(TIMETABLES, r"^lunch_minutes = 0", 'closing = "song"\nlunch_minutes = 0', "school.unknown-choice"),
]  # fmt: skip
