"""Books checked by a program of other people's: `bean-check` on the exported text."""

import dataclasses
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from ogs_teach.books import Entry, Group
from ogs_teach.books.beancount import to_beancount
from ogs_teach.books.kinds import ACCOUNTS, KINDS
from ogs_teach.i18n import LANGS, t
from ogs_teach.places import sample_data

TWELVE = sample_data() / "group_12"
SATANG = Decimal("0.01")


@pytest.fixture(scope="module")
def text():
    return to_beancount(Group.open(TWELVE))


def bean_check(path):
    """Run `bean-check` as a separate program."""
    return subprocess.run(
        [sys.executable, "-m", "beancount.scripts.check", "--no-cache", str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def checked(text, folder):
    """Write the text and return what `bean-check` complains of; nothing if it accepts."""
    path = folder / "books.beancount"
    path.write_text(text, encoding="utf-8")
    done = bean_check(path)
    assert (done.returncode == 0) == (not done.stderr.strip()), done
    return done.stderr


def one_satang_more(line):
    """Return a line of text with its amount a satang larger."""
    return re.sub(r"-?\d+\.\d\d", lambda found: str(Decimal(found[0]) + SATANG), line, count=1)


@pytest.mark.parametrize("name", ["group_a", "group_12"])
@pytest.mark.parametrize("shown", ["capital", "liability"])
def test_the_books_of_the_sample_groups_are_accepted(name, shown, tmp_path):
    """
    Every transaction balances, and every account of every month is what the kit says.
    """
    group = Group.open(sample_data() / name)
    accounting = dataclasses.replace(group.rules.accounting, pledged_savings_shown_as=shown)
    rules = dataclasses.replace(group.rules, accounting=accounting)
    exported = to_beancount(dataclasses.replace(group, rules=rules))

    assert "" == checked(exported, tmp_path)
    assert 24 * len(ACCOUNTS) == len(re.findall(r"^\S+ balance ", exported, re.MULTILINE))


def test_one_satang_in_a_transaction_is_found(text, tmp_path):
    """
    A leg that is a satang larger than its counterpart does not balance.
    """
    lines = text.splitlines()
    place = next(at for at, line in enumerate(lines) if line.startswith("  Assets:101"))
    lines[place] = one_satang_more(lines[place])

    assert "does not balance" in checked("\n".join(lines) + "\n", tmp_path)


def test_one_satang_on_both_sides_is_found(text, tmp_path):
    """
    Where both legs are changed, the transaction balances, and the month's end does not.
    """
    lines = text.splitlines()
    slip = next(at for at, line in enumerate(lines) if '"R67-0001"' in line)
    lines[slip + 1] = one_satang_more(lines[slip + 1])
    amount = re.search(r"-(\d+\.\d\d)", text.splitlines()[slip + 2])[1]
    lines[slip + 2] = text.splitlines()[slip + 2].replace(amount, str(Decimal(amount) + SATANG), 1)

    assert "Balance failed" in checked("\n".join(lines) + "\n", tmp_path)


def test_one_satang_in_a_balance_is_found(text, tmp_path):
    """
    The assertions have no tolerance.
    """
    lines = text.splitlines()
    place = next(at for at, line in enumerate(lines) if " balance Assets:101 " in line)
    lines[place] = one_satang_more(lines[place])

    assert "Balance failed" in checked("\n".join(lines) + "\n", tmp_path)


def test_odd_numbers_and_quotes_do_not_break_the_text(tmp_path):
    """
    A member called ก/1, quotation marks and a backslash are written so that they are read.
    """
    twelve = Group.open(TWELVE)
    first = next(iter(twelve.members))
    odd = dataclasses.replace(
        twelve,
        rules=dataclasses.replace(
            twelve.rules,
            group=dataclasses.replace(twelve.rules.group, name_th='กลุ่ม "ออม" \\ ดี'),
        ),
        members={**twelve.members, "ก/1": dataclasses.replace(twelve.members[first], id="ก/1")},
        entries=(
            *twelve.entries,
            Entry(date(2025, 12, 30), 'R"9', "savings", "ก/1", "", 1_23, ""),
        ),
    )

    assert "" == checked(to_beancount(odd), tmp_path)


def test_every_kind_and_account_has_a_name():
    """
    What stands in a book or a statement can be said in both languages.
    """
    for lang in LANGS:
        assert all(t(f"group.kind.{kind}", lang) for kind in KINDS)
        assert all(t(f"group.account.{account}", lang) for account in ACCOUNTS)
