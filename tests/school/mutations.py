"""Small slips of an author's hand, and what must be said of each.

A slip is an edit of one file: the first match of a pattern is replaced. What must be said
is a key with the line of the match, or so many lines below; a line can also be named by
another pattern, of the same file or of another one, as it stands after the edit.
"""

# ruff: noqa: E501 - a table: one slip, one line

import re
from dataclasses import dataclass
from pathlib import Path

LESSON = "09-liquidity"


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
        Lines below the match, or a pattern whose line it is; 1 for `(file, "")`.
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
            return self._where(folder, self.file, text.count("\n", 0, found.start()) + 1 + self.at)
        file, pattern = (self.file, self.at) if isinstance(self.at, str) else self.at
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
QUESTION = r"^\[\[question\]\]\n(?:(?!\[\[question\]\])[\s\S])*?"

SLIPS = [
    # minutes
    Slip(TOML, r"teaching_minutes = 25", "teaching_minutes = 24", "school.plan-minutes", (TEACHER, "^::: plan")),
    Slip(TOML, r"teaching_minutes = 25", "teaching_minutes = 26", "school.plan-minutes", (TEACHER_EN, "^::: plan")),
    Slip(TEACHER, r"^- 3 นาที", "- 4 นาที", "school.plan-minutes", "^::: plan"),
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
    Slip(TOML, r"^virtues = .*", 'virtues = ["greed"]', "school.unknown-choice"),
    Slip(TOML, r"^\[materials\]", "[matereals]", "school.unknown-key", 0, ("school.missing-key",)),
    Slip(TOML, r"^q_box = \"6000\"", 'q_box = "6,000"', "school.expression.unexpected", 0, ("school.expression.unknown-name", "school.slip-is-right")),
    Slip(TOML, r"^data = .*", 'data = ["training_rules"]', "school.expression.unknown-name", (TH, r"t_members"), ("school.slip-is-right",)),
    Slip(TOML, r"^group = .*", 'group = "group_99"', "check.start-option"),
    Slip(TOML, r"^group = .*", "group = true", "check.start-option"),
    Slip(TOML, r"^group = .*", 'grupo = "group_12"', "check.start-field"),
    Slip(TOML, r"^view = .*", 'view = "months"', "check.start-option"),
    Slip(TOML, r"^view = .*", 'view = "months + nothing"', "school.expression.unknown-name"),
    # pages: blocks, links, figures
    Slip(TH, r"^::: talk", "::: gossip", "school.unknown-block", 0, ("school.block-count", "school.blocks-differ")),
    Slip(TH, r"^::: talk\n[\s\S]*?^:::\n", "", "school.block-count", (TH, ""), ("school.blocks-differ",)),
    Slip(EN, r"^::: talk", "::: idea\nMore.\n:::\n\n::: talk", "school.blocks-differ"),
    Slip(EN, r"^(::: decision \S+).*", r"\1", "school.blocks-differ"),
    Slip(TH, r"^::: idea .*", "::: idea sing", "school.unknown-objective", 0, ("school.blocks-differ",)),
    Slip(TH, r"\(term:liquidity\)", "(term:liquidty)", "school.bad-link"),
    Slip(TEACHER, r"^## ", "## [ดู](https://example.org) ", "school.bad-link", 0, ("check.latin",)),
    Slip(EN, r"baht\(seed\)", "baht(save)", "school.figures-differ", "^::: story"),
    Slip(TH, r"baht\(seed\)", "baht(seeed)", "school.expression.unknown-name", 0, ("school.figures-differ",)),
    Slip(TH, r"baht\(seed\)", "seed", "school.expression.no-unit", 0, ("school.figures-differ",)),
    Slip(TH, r"count\(started / month_out, 2\)", "count(started / month_out)", "school.expression.not-whole", 0, ("school.figures-differ",)),
    # pages: charts
    Slip(TH, r"^title: .*\n", "", "school.chart-field", "^::: chart", ("school.figures-differ",)),
    Slip(EN, r"^alt: .*", "alt:", "school.chart-field", 0, ("school.figures-differ",)),
    Slip(TH, r"^unit: baht", "unit: bath", "school.chart-unit", 0, ("school.figures-differ",)),
    Slip(TH, r"^::: chart lines", "::: chart pies", "school.chart-shape", 0, ("school.blocks-differ",)),
    Slip(TH, r"^\| ม.ค. \| end_jan ", "| ม.ค. | end_jam ", "school.expression.unknown-name", 0, ("school.figures-differ",)),
    Slip(TH, r"^\| ม.ค. \| end_jan \|", "| ม.ค. |", "school.chart-row", 0, ("school.figures-differ",)),
    Slip(EN, r"^(\| \S+ \| )end_jan ", r"\1end_feb ", "school.figures-differ", "^::: chart"),
    Slip(TH, r"^\| ม.ค. \|", "| เดือนมกราคมซึ่งเป็นเดือนแรกของปี |", "check.long-label"),
    Slip(TH, r"^\| ม.ค. \| end_jan ", "| ม.ค. | 15000 ", "check.bare-figure", 0, ("school.figures-differ",)),
    # numbers typed by hand
    Slip(TH, r"^คืนนั้น", "คืนนั้นนับได้ 1,560 บาท แล้ว", "check.typed-number"),
    Slip(TH, r"^\*\*ทางที่สอง\*\*", "**ทางที่สอง** ร้อยละ 12", "check.typed-number"),
    Slip(TH, r"^- เงินอยู่ครบ", "- เงินอยู่ครบ ๑๒ เดือน", "check.typed-number", 0, ("check.thai-digits",)),
    Slip(TH, r"^(\| ม.ค.–เม.ย. คนมาคืนเงินกู้ \|)[^|]*", r"\1 130,000 บาท ", "check.typed-number", 0, ("school.figures-differ",)),
    Slip(EN, r"^::: talk\n", "::: talk\nAbout 15 % of it.\n\n", "check.typed-number", 1),
    Slip(EN, r"^1\. ", "1. Enter 5. ", "check.typed-number"),
    Slip(TH, r"baht\(seed\)", "baht(15000)", "check.bare-figure", 0, ("school.figures-differ",)),
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
    Slip(QUIZ, r"^id = \"how-long\"", 'id = "steps"', "school.doubled-id"),
    Slip(QUIZ, r"^objective = \"measure-liquidity\"", 'objective = "sing"', "school.unknown-choice", 0, ("school.not-asked",)),
    Slip(QUIZ, r"^objective = \"measure-liquidity\"", 'objective = "plan-twelve-months"', "school.not-asked", (TOML, "^measure-liquidity")),
    Slip(QUIZ, r"^right = \[.*\]", 'right = ["a", "b", "c", "d"]', "school.bad-order"),
    Slip(QUIZ, r"^right = \{ a = \"3\", b = \"1\"", 'right = { a = "3", b = "3"', "school.bad-match"),
    Slip(QUIZ, r"^right = \{ a = .*", 'right = { a = "1", b = "2", c = "3", d = "4" }', "check.straight-match"),
    Slip(QUIZ, r"^tolerance = \"0.05\"", 'tolerance = "99"', "school.slip-is-right"),
    Slip(QUIZ, r"^right = \"\(q_box \+ q_bank\) / q_out\"", 'right = "(q_box + q_bank) / q_save"', "check.solution-differs", "^solution.th = .*q_box"),
    Slip(QUIZ, r"^right = \"\(q_box \+ q_bank\) / q_out\"", 'right = "q_bank / q_out"', "school.slip-is-right", "^tolerance"),
    Slip(QUIZ, r"^hint.th = \"รวมเงินสดกับเงินฝากก่อน\"", 'hint.th = "ได้ {{ count((q_box + q_bank) / q_out, 1) }}"', "check.given-away", 0, ("school.figures-differ",)),
    Slip(QUIZ, r"^hint.(th|en) = (.*)\nhint.en = (.*)\nsolution.th = .*\nsolution.en = .*", r'hint.th = \2\nhint.en = \3\nsolution.th = \2\nsolution.en = \3', "check.given-away", 0),
    Slip(QUIZ, r"^prompt.th = \"", 'prompt.th = "' + "กลุ่มหนึ่งมีสมาชิกหลายคนช่วยกันออมเงินทุกเดือน " * 15, "check.long-question", 0, ("check.long-paragraph",)),
    # tests and task
    Slip(QUIZ, r"^form = \"B\"", 'form = "A"', "school.broken-pair", '^id = "a-'),
    Slip(QUIZ, QUESTION + r"form = \"B\"\n[\s\S]*?(?=^\[\[question\]\])", "", "school.broken-pair", '^id = "a-'),
    Slip(QUIZ, r"^pair = .*\n", "", "school.pair-or-page", '^id = "a-', ("school.broken-pair",)),
    Slip(QUIZ, QUESTION + r"form = \"A\"\n[\s\S]*?^form = \"B\"\n[\s\S]*?(?=^\[\[question\]\])", "", "check.few-pairs", (QUIZ, "")),
    Slip(QUIZ, r"^form = \"task\"\n", "", "check.task-question", (QUIZ, "")),
    Slip(QUIZ, r"^(id = \"how-long\"\n)", r'\1form = "task"\n', "check.task-question", '^id = "task-', ("school.few-questions", "school.not-asked")),
    Slip(QUIZ, r"^(id = \"steps\"\n)", r'\1form = "task"\n', "school.unknown-choice", '^kind = "order"', ("school.few-questions", "school.not-asked")),
    # how Thai is written
    Slip(TH, r"ป้าแต๋ว", "ป้าแต๋๋ว", "check.doubled-mark"),
    Slip(TH, r"กลุ่ม", "กลุ่ม", "check.misordered-mark"),
    Slip(TH, r"แล้ว", "เเล้ว", "check.misordered-mark"),
    Slip(TH, r"^- เงินอยู่ครบ", "- น้ําท่วม เงินอยู่ครบ", "check.misordered-mark"),
    Slip(QUIZ, r"^hint.th = \"", 'hint.th = "ำจำไว้ ', "check.misordered-mark"),
    Slip(TOML, r"^(title = \{ th = \")", r"\1เเรก ", "check.misordered-mark"),
    Slip(TH, r"^- เงินอยู่ครบ", f"- เงินอยู่ครบ{LONG}", "check.long-stretch"),
    Slip(TH, r"^ฝนแรก", "ฝนตก " * 110 + "ฝนแรก", "check.long-paragraph", 0, ("check.page-length",)),
    Slip(TH, r"^ฝนแรก", "ฝนแรก cash flow ", "check.latin"),
    Slip(TEACHER, r"^::: say\n", "::: say\nใช้ flipchart ก็ได้\n\n", "check.latin", 1),
    Slip(TH, r"^ฝนแรกมา", "ฝนแรก  มา", "check.double-space"),
    Slip(EN, r"^(::: keypoints\n- \S+) ", r"\1  ", "check.double-space", 1),
    Slip(TEACHER, r"ช้า ๆ", "ช้าๆ", "check.repeat-mark"),
    Slip(TH, r"“เงินกลุ่มหาย”", "“เงินกลุ่มหาย", "check.quotes"),
    Slip(TH, r"“เงินกลุ่มหาย”", '"เงินกลุ่มหาย"', "check.straight-quote"),
    Slip(TH, r"^ฝนแรก", "ฝน\u200bแรก", "check.unseen"),
    Slip(TEACHER, r"^::: say\n", "::: say\nอีก ๓ คน\n\n", "check.thai-digits", 1),
    Slip(TH, r"^ฝนแรก", "ปีนั้นกลุ่มมีกำไรงาม ฝนแรก", "check.word"),
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
]  # fmt: skip
