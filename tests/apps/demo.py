"""A small app that shows every part of the common face, with words of its own."""

from fractions import Fraction

from ogs_teach import charts
from ogs_teach.apps.parts import (
    App,
    Baht,
    Choice,
    Column,
    Count,
    Heading,
    Note,
    Percent,
    Section,
    Sheet,
    Switch,
    Table,
    Text,
    View,
    escape,
)
from ogs_teach.errors import LoanError, Problem
from ogs_teach.i18n import t
from ogs_teach.money import format_baht

TEXTS = {
    key: {"th": th, "en": en}
    for key, (th, en) in {
        "title": ("เงินกู้ตัวอย่าง", "Sample loan"),
        "intro": ("ลองเปลี่ยนตัวเลข", "Change a number"),
        "field.view": ("มุมมอง", "view"),
        "view.mine": ("ของฉัน", "mine"),
        "view.group": ("ของกลุ่ม", "the group's"),
        "field.principal": ("เงินต้น", "principal"),
        "help.principal": ("เงินที่ได้รับ", "what is paid out"),
        "field.rate": ("อัตราดอกเบี้ยต่อเดือน", "interest a month"),
        "field.months": ("ผ่อนนาน", "term"),
        "unit.months": ("เดือน", "months"),
        "section.more": ("ตั้งค่าเพิ่มเติม", "more settings"),
        "field.whole": ("ปัดเป็นบาทเต็ม", "whole baht"),
        "field.who": ("ชื่อผู้กู้", "borrower"),
        "sentence": ("{who} จ่ายดอกเบี้ย {sum}", "{who} pays {sum} of interest"),
        "owed": ("เงินต้นคงเหลือ", "owed"),
        "month": ("งวดที่", "instalment"),
        "caption": ("ตารางผ่อนชำระ", "schedule"),
        "same": ("{field}: ยอดนี้กู้ไม่ได้ กรุณาใส่ยอดอื่น", "{field}: not this sum. Type another"),
    }.items()
}


class DemoApp(App):
    """Interest on a balance that falls by equal parts."""

    room = "demo"
    computed = 0

    def fields(self):
        """Have one of each kind."""
        return [
            Choice("view", ["mine", "group"], tabs=True),
            Baht("principal", 20_000, lowest=100, highest=1_000_000, step=500, slide_to=100_000),
            Percent("rate", "0.8", highest=20, step="0.05", slide_to=3),
            Count("months", 12, lowest=1, highest=360, slide_to=60),
            Section("more", [Switch("whole"), Text("who", "สมศรี", longest=40)]),
        ]

    def hidden(self, values):
        """Leave the folded section to the person's own view."""
        return ["more"] if values["view"] == "group" else []

    def view(self, values, lang):
        """Compute, or fail in the ways that an app can fail."""
        self.computed += 1
        if values["who"] == "boom":
            raise RuntimeError("secret")
        if values["principal"] == 66_600:
            raise LoanError(Problem("demo.same", "demo.field.principal"))
        months = values["months"]
        owed = [values["principal"] * left // months for left in range(months, -1, -1)]
        interest = Fraction(values["principal"] * (months + 1), 2) * values["rate"] / 100
        table = Table(
            [Column(t("demo.month", lang), "count"), Column(t("demo.owed", lang), "baht")],
            list(enumerate(owed)),
            t("demo.caption", lang),
            total=["", sum(owed)],
        )
        chart = charts.lines(
            {t("demo.owed", lang): owed},
            [str(month) for month in range(months + 1)],
            title=t("demo.owed", lang),
            description=t("demo.caption", lang),
            lang=lang,
        )
        return View(
            t(
                "demo.sentence",
                lang,
                who=escape(values["who"]),
                sum=format_baht(int(interest), lang),
            ),
            alert="15 %" if values["rate"] > Fraction(5, 4) else None,
            blocks=[chart, Heading(t("demo.caption", lang)), table, Note(values["who"])][
                : 4 if values["view"] == "mine" else 1
            ],
            workbook=lambda: [Sheet(values["who"], [table])],
        )
