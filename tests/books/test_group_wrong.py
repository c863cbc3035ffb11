"""A group's folder that is wrong: everything is told at once, nothing is accepted."""

import re
import shutil

import pytest

from ogs_teach.books import Group
from ogs_teach.errors import GroupError
from ogs_teach.places import sample_data

TWELVE = sample_data() / "group_12"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(TWELVE, tmp_path / "group")


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the table of wrong files is out of date: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


FIRST = "2024-01-10,R67-0001,savings,N01,,100,"
HEADER = "date,slip,kind,member,loan,amount,note"
N02 = "N02,ขวัญ,ordinary,,,N01,,2021-01-10,,100,บุตร:100"
K05 = "K05,N05,ordinary,2024-03-10,6000,1,month,equal_principal,10,2024-04-10,N06,ค่าเทอมบุตร,"
LAST = ",bank_interest,,,"
WRONG = [
    # file, what is changed, to what, place named, words of the English message
    ("members.csv", "member,name", "number,name", "members.csv:1", "“member” (member) is missing"),
    ("members.csv", "member,name", "member,nam", "members.csv:1", "“nam” is not known. Delete it"),
    ("members.csv", "kind,role", "role,role", "members.csv:1", "stands more than once"),
    ("members.csv", "N02,ขวัญ", "N01,ขวัญ", "members.csv:3 (member)", "already stands in row 2"),
    ("members.csv", "N02,ขวัญ", ",ขวัญ", "members.csv:3 (member)", "the cell is empty"),
    ("members.csv", "N02,ขวัญ", "N 2,ขวัญ", "members.csv:3 (member)", "cannot be used. Use letters"),
    ("members.csv", "N02,ขวัญ", "N02,", "members.csv:3 (name)", "the cell is empty"),
    ("members.csv", "N02,ขวัญ", f"N02,{'ก' * 201}", "members.csv:3 (name)", "text is too long"),
    ("members.csv", "N02,ขวัญ,ordinary", "N02,ขวัญ,guest", "members.csv:3 (kind)", "“guest” is not"),
    ("members.csv", "chair,", "boss,", "members.csv:2 (role)", "“boss” is not known"),
    ("members.csv", "chair,direction", "chair,", "members.csv:2 (role)", "needs both a role and"),
    ("members.csv", N02, N02.replace("N01", "N99"), "members.csv:3 (spouse)", "no member “N99”"),
    (
        "members.csv",
        N02,
        N02.replace("N01", "N02"),
        "members.csv:3 (spouse)",
        "Name another member",
    ),
    (
        "members.csv",
        N02,
        N02.replace("N01", "N03"),
        "members.csv:3 (spouse)",
        "does not name “N02”",
    ),
    ("members.csv", N02, N02.replace("N01,,", "N01,N98,"), "3 (guardian)", "no member “N98”"),
    (
        "members.csv",
        N02,
        N02.replace("2021-01-10,,", "2021-01-10,2020-01-01,"),
        "3 (left)",
        "before",
    ),
    (
        "members.csv",
        N02,
        N02.replace("2021-01-10", "2021-02-30"),
        "3 (joined)",
        "no day “2021-02-30”",
    ),
    ("members.csv", N02, N02.replace("2021-01-10", "2564-01-10"), "3 (joined)", "date 2021-01-10"),
    ("members.csv", N02, N02.replace(",100,", ",NaN,"), "3 (pledge)", "“NaN” is not a number"),
    ("members.csv", N02, N02.replace(",100,", ",-100,"), "3 (pledge)", "cannot be negative"),
    ("members.csv", N02, N02.replace("บุตร:100", "บุตร:90"), "(beneficiaries)", "add up to 90 %"),
    ("members.csv", N02, N02.replace("บุตร:100", "บุตร"), "(beneficiaries)", "Write name:percent"),
    ("members.csv", N02, N02.replace("บุตร:100", "บุตร:x"), "(beneficiaries)", "is not a number"),
    ("members.csv", N02, N02 + ",extra", "members.csv:3", "has 12 cells, the first row has 11"),
    ("members.csv", N02, f'"{N02}', "members.csv", "not a readable CSV table"),
    ("opening.csv", ",101,", ",999,", "opening.csv:2 (account)", "“999” is not known"),
    ("opening.csv", ",101,", ",401,", "opening.csv:2 (account)", "is not brought forward"),
    ("opening.csv", ",2000,", ",2001,", "opening.csv", "a difference of 1 baht"),
    ("opening.csv", ",2000,", ",2000,2000", "opening.csv:2 (debit)", "has its amount on one side"),
    ("opening.csv", ",2000,", ",,", "opening.csv:2 (debit)", "has its amount on one side"),
    ("opening.csv", ",2000,", ",1.999,", "opening.csv:2 (debit)", "finer than one satang"),
    ("opening.csv", "2024-01-01,101", "2024-01-02,101", "(date)", "Use one date in all rows"),
    ("opening.csv", ",301,N02,", ",301,,", "(member)", "is kept one by one"),
    ("opening.csv", ",301,N02,", ",301,N01,", "(account)", "already stands in row"),
    ("opening.csv", ",301,N02,", ",301,N77,", "(member)", "no member “N77”"),
    ("opening.csv", ",302,,", ",302,N01,", "(member)", "is not kept one by one"),
    ("opening.csv", ",111,,K01,", ",111,,K77,", "(loan)", "no loan “K77”"),
    ("opening.csv", ",111,,K01,", ",112,,K01,", "(account)", "Use 111 for an ordinary"),
    ("opening.csv", ",K01,4800", ",K01,14800", "(debit)", "more than was lent (9600)"),
    ("entries.csv", HEADER, HEADER.replace(",amount", ""), "entries.csv:1", "“amount” (amount)"),
    ("entries.csv", FIRST, FIRST.replace("100", "1e2"), "2 (amount)", "“1e2” is not a number"),
    (
        "entries.csv",
        FIRST,
        FIRST.replace("100", "99.999999"),
        "2 (amount)",
        "finer than one satang",
    ),
    ("entries.csv", FIRST, FIRST.replace("100", "0"), "2 (amount)", "there is no amount"),
    ("entries.csv", FIRST, FIRST.replace("100", "-5"), "2 (amount)", "To reverse an entry"),
    ("entries.csv", FIRST, FIRST.replace("100", ""), "2 (amount)", "the cell is empty"),
    ("entries.csv", FIRST, FIRST.replace("100", "1" + "0" * 15), "2 (amount)", "is too large"),
    ("entries.csv", FIRST, FIRST.replace("100", "๑๐์๐"), "2 (amount)", "stray mark"),
    (
        "entries.csv",
        FIRST,
        FIRST.replace("2024-", "2567-"),
        "2 (date)",
        "common-era date 2024-01-10",
    ),
    ("entries.csv", FIRST, FIRST.replace("2024-01-10", "10/01/2567"), "2 (date)", "year-month-day"),
    (
        "entries.csv",
        FIRST,
        FIRST.replace("2024-01-10", "2024-02-30"),
        "2 (date)",
        "in the calendar",
    ),
    ("entries.csv", FIRST, FIRST.replace("2024-01-10", "1024-01-10"), "2 (date)", "outside 1950"),
    (
        "entries.csv",
        FIRST,
        FIRST.replace("2024-01-10", "2023-12-31"),
        "2 (date)",
        "before the books",
    ),
    ("entries.csv", FIRST, FIRST.replace("savings", "saving"), "2 (kind)", "“saving” is not known"),
    ("entries.csv", FIRST, FIRST.replace("N01", "N13"), "2 (member)", "no member “N13”"),
    ("entries.csv", FIRST, FIRST.replace("N01", ""), "2 (member)", "an entry savings needs this"),
    ("entries.csv", FIRST, FIRST.replace("N01,", "N01,K01"), "2 (loan)", "does not use this cell"),
    ("entries.csv", FIRST, FIRST.replace("savings", "interest"), "2 (loan)", "needs this number"),
    ("entries.csv", "N02,K01,", "N02,K09,", "entries.csv:4 (loan)", "is not member N02's"),
    ("entries.csv", "N02,K01,", "N02,K99,", "entries.csv:4 (loan)", "no loan “K99”"),
    ("entries.csv", "R67-0003", "R67-0013", "(slip)", "has two dates"),
    (
        "entries.csv",
        "savings_out,N08,,1000,",
        "savings_out,N08,,100000,",
        "(amount)",
        "is more than",
    ),
    (
        "entries.csv",
        "principal,N02,K01,800,",
        "principal,N02,K01,8000,",
        "(amount)",
        "ordinary loans",
    ),
    ("entries.csv", "to_bank,,,", "to_bank,,,9", "(amount)", "below zero"),
    ("entries.csv", "loan_out,N05,K05,6000", "loan_out,N05,K05,6100", "(amount)", "K05 says 6000"),
    (
        "entries.csv",
        "loan_out,N05,K05,6000",
        "other_expense,,,6000",
        "(loan)",
        "has no entry loan_out",
    ),
    (
        "entries.csv",
        "welfare_paid,N04,,300,",
        "welfare_paid,N04,,9000,",
        "(amount)",
        "leaves welfare",
    ),
    ("loans.csv", K05, K05.replace("N06", "N05"), "(guarantors)", "cannot guarantee an own loan"),
    ("loans.csv", K05, K05.replace("N06", "N06;N06"), "(guarantors)", "a guarantor stands twice"),
    ("loans.csv", K05, K05.replace("N06", "N66"), "(guarantors)", "no member “N66”"),
    ("loans.csv", K05, K05.replace("K05", "K04"), "(loan)", "already stands in row"),
    (
        "loans.csv",
        K05,
        K05.replace("2024-04-10", "2024-03-10"),
        "(first_due)",
        "does not lie after",
    ),
    ("loans.csv", K05, K05.replace(",10,", ",0,"), "(periods)", "is too small"),
    ("loans.csv", K05, K05.replace(",10,", ",1000,"), "(periods)", "is too large"),
    ("loans.csv", K05, K05.replace(",1,month", ",-1,month"), "(rate)", "cannot be negative"),
    ("loans.csv", K05, K05.replace(",1,month", ',"100,000 %",month'), "(rate)", "is too large"),
    ("loans.csv", K05, K05.replace("month", "term"), "(rate_per)", "does not go with this method"),
    ("loans.csv", K05, K05.replace("equal_principal", "magic"), "(method)", "“magic” is not known"),
    ("loans.csv", K05, K05 + "K77", "(reschedules)", "no loan “K77”"),
    (
        "loans.csv",
        K05,
        K05.replace("2024-03-10", "2024-03-09"),
        "(date)",
        "differs from the day of",
    ),
    ("rules.toml", 'reserve = "20"', 'reserve = "30"', "rules.toml:", "add up to 110 %"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "says"), WRONG)
def test_a_wrong_folder_is_told_with_place_and_remedy_in_both_languages(
    folder, file, old, new, place, says
):
    """
    Each wrong file is refused; the message names file, row, column, value and remedy.
    """
    change(folder, file, old, new)

    with pytest.raises(GroupError) as caught:
        Group.open(folder)

    told = [problem for problem in caught.value.problems if says in problem.say("en")]
    assert told, caught.value.say("en")
    assert place in told[0].where
    for problem in caught.value.problems:
        assert re.match(r"(members|opening|entries|loans|rules)\.(csv|toml)", problem.where)
        assert "กรุณา" in problem.say("th") or "ต้อง" in problem.say("th")


@pytest.mark.parametrize(
    "file", ["rules.toml", "members.csv", "opening.csv", "entries.csv", "loans.csv"]
)
@pytest.mark.parametrize("content", [None, b"", b"\xa1\xc5\xd8\xe8\xc1,x\n"])
def test_a_file_that_is_absent_empty_or_not_utf_8_is_told_kindly(folder, file, content):
    """
    The file is named, and what to do with it.
    """
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)

    with pytest.raises(GroupError, match=r"กรุณา") as caught:
        Group.open(folder)
    assert file in caught.value.say("en")


def test_a_folder_that_does_not_exist_is_told_kindly(tmp_path):
    """
    A wrong path is one clear line, for the group and for its changes.
    """
    with pytest.raises(GroupError, match="was not found"):
        Group.open(tmp_path / "nowhere")
    with pytest.raises(GroupError, match="was not found"):
        Group.open(TWELVE, changes=tmp_path / "nowhere")


def test_all_problems_of_all_files_are_told_at_once(folder):
    """
    One mistake in each file makes five messages.
    """
    change(folder, "rules.toml", 'reserve = "20"', 'reserve = "30"')
    change(folder, "members.csv", "N02,ขวัญ,ordinary", "N02,ขวัญ,guest")
    change(folder, "opening.csv", ",2000,", ",x,")
    change(folder, "entries.csv", FIRST, FIRST.replace("100", "x"))
    change(folder, "loans.csv", "equal_principal", "magic")

    with pytest.raises(GroupError) as caught:
        Group.open(folder)

    files = [problem.where.partition(":")[0] for problem in caught.value.problems]
    assert ["rules.toml", "members.csv", "opening.csv", "entries.csv", "loans.csv"] == files


def test_one_unreadable_row_does_not_accuse_the_others(folder):
    """
    A member's bad row is told alone; entries that name the member are not blamed for it.
    """
    change(folder, "members.csv", "N02,ขวัญ,ordinary", "N02,ขวัญ,guest")

    with pytest.raises(GroupError) as caught:
        Group.open(folder)
    assert 1 == len(caught.value.problems)


def test_money_may_leave_and_return_within_a_day(folder):
    """
    Only what a day ends with must not be below zero, whatever the order of its slips.
    """
    lines = (folder / "entries.csv").read_text(encoding="utf-8").splitlines()
    (folder / "entries.csv").write_text(
        "\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8", newline=""
    )

    turned, group = Group.open(folder), Group.open(TWELVE)
    for year in group.years:
        assert group.year(year).surplus == turned.year(year).surplus


CHANGES = [
    ("members.csv", "member,name\n", "group.change-columns"),
    ("entries.csv", f"change,{HEADER}\nadds,{FIRST}\n", "group.change-unknown"),
    ("entries.csv", f"change,{HEADER}\nremove,{FIRST[:-5]},\n", "group.change-finds-nothing"),
    (
        "entries.csv",
        f"change,{HEADER}\nreplace,2024-01-10,R67-9999,savings,N01,,100,\n",
        "group.change-finds-nothing",
    ),
    ("entries.csv", f"change,{HEADER}\nadd,2024-01-10,R67-9999\n", "group.row-width"),
    ("entries.csv", f"change,{HEADER}\n\nadds,{FIRST}\n", "group.change-unknown"),
    ("entries.csv", "", "group.empty-file"),
]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [("slip,kind", "slep,kind", "group.no-column"), (FIRST, FIRST[:20], "group.row-width")],
)
def test_changes_to_a_table_that_is_wrong_itself_are_told(folder, tmp_path, old, new, key):
    """
    A column that the table lacks and a short row are told as without changes.
    """
    change(folder, "entries.csv", old, new)
    header = (folder / "entries.csv").read_text(encoding="utf-8").partition("\n")[0]
    changes = tmp_path / "changes"
    changes.mkdir()
    (changes / "entries.csv").write_text(f"change,{header}\nadd,{FIRST}\n", encoding="utf-8")

    with pytest.raises(GroupError) as caught:
        Group.open(folder, changes=changes)
    assert key in [problem.key for problem in caught.value.problems]


@pytest.mark.parametrize(("file", "content", "key"), CHANGES)
def test_changes_that_do_not_fit_are_told(tmp_path, file, content, key):
    """
    A change that names no row, or does nothing known, is refused.
    """
    (tmp_path / file).write_text(content, encoding="utf-8", newline="")

    with pytest.raises(GroupError) as caught:
        Group.open(TWELVE, changes=tmp_path)
    assert key in [problem.key for problem in caught.value.problems]
