"""One's own group on a phone: opened, reckoned with, taken home, and gone with the page."""

import base64
import time
import uuid
import zipfile
from io import BytesIO

import openpyxl
import pytest

from ogs_teach.apps.take_home import LARGEST
from ogs_teach.books import Group
from ogs_teach.dividends import allocate
from ogs_teach.money import format_baht
from ogs_teach.rules import GroupRules
from tests.apps.uploading import group_12
from tests.browser import disk, pictures
from tests.browser.conftest import STILL
from tests.server.running import Running
from tests.tally import tally

DIVIDENDS = "voila/render/dividends.ipynb"
LOANS = "voila/render/loans.ipynb"
RULES = "voila/render/rules.ipynb"
NAME = "กลุ่มสิบสองคน (ข้อมูลสมมติเพื่อการฝึก)"


def own_files(marker):
    """Return a group that exists nowhere on the disk: other names, another surplus."""
    files = group_12(rules=(NAME, f"กลุ่ม {marker}"), members=("ขวัญ", f"ขวัญ {marker}"))
    lines = files["entries.csv"].splitlines(keepends=True)
    at = max(n for n, line in enumerate(lines) if b",bank_interest," in line)
    cells = lines[at].split(b",")
    cells[5] = b"4321.09"
    lines[at] = b",".join(cells)
    return {**files, "entries.csv": b"".join(lines)}


def choose(page, files):
    """Pick files as a person does; they come from memory, so that no disk holds them."""
    with page.expect_file_chooser() as waiting:
        page.locator(".ogs-file").click()
    waiting.value.set_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files.items()
        ]
    )


def sentence(page):
    """Return what the key sentence says."""
    return page.inner_text(".ogs-sentence").replace("\N{NO-BREAK SPACE}", " ")


def wait_for(page, words):
    """Wait until the key sentence holds some words."""
    page.wait_for_function(
        "words => document.querySelector('.ogs-sentence').innerText"
        ".replace(/\\u00a0/g, ' ').includes(words)",
        arg=words,
    )
    page.evaluate(STILL, 300)


def test_ones_own_books_are_gone_with_the_page(phone):
    """
    Opened, reckoned with and taken home; then no kernel lives and no file holds a letter of it.
    """
    marker, begin = uuid.uuid4().hex, time.time() - 1
    files = own_files(marker)
    group = Group.from_files(files)
    books = group.year(2025)
    pool = allocate(books.surplus, group.rules.allocation.percents())["dividend"]
    with Running() as running:
        page = phone.open(f"{running.url}{DIVIDENDS}?lang=th")
        page.locator(".ogs-fold").last.click()
        choose(page, files)
        wait_for(page, f"ปันผลรวม {format_baht(pool)}")
        pictures.keep(page, "own-group-open-phone")
        assert f"กลุ่ม {marker}" == page.inner_text(".ogs-group .mod-active")
        assert marker in page.inner_text(".ogs-opened")
        assert [] == phone.faults()
        page.locator(".ogs-member input").fill(marker)
        page.keyboard.press("Enter")
        wait_for(page, f"ขวัญ {marker} ได้ปันผล")

        page.locator(".ogs-take").click()
        link = page.locator("a.ogs-download")
        link.wait_for()
        href = link.get_attribute("href")
        taken = page.request.get(running.url.rstrip("/") + href).body()
        book = openpyxl.load_workbook(BytesIO(taken), data_only=True)
        cells = {str(cell.value) for sheet in book for row in sheet for cell in row}
        assert f"ขวัญ {marker}" in cells
        assert 1 == running.kernels()

        page.close()
        end = time.monotonic() + 20
        while running.kernels() and time.monotonic() < end:
            time.sleep(0.1)
        assert 0 == running.kernels()
        while_it_ran, looked_at = disk.found(marker, begin)
        assert marker not in running.printed()
    after, searched = disk.found(marker, begin)
    tally["files searched for an uploaded book"] += searched + looked_at

    assert [] == while_it_ran
    assert [] == after
    assert looked_at


def test_the_search_of_the_disk_finds_what_it_looks_for(tmp_path):
    """
    As text, in UTF-16, in base64 at any offset, and packed in a spreadsheet.
    """
    marker, begin = uuid.uuid4().hex, time.time() - 1
    inside = BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", f"<t>{marker}</t>")
    kinds = [f"ชื่อ {marker}".encode(), marker.encode("utf-16"), inside.getvalue()]
    kinds += [base64.b64encode(b"ab"[:shift] + marker.encode() + b"zz") for shift in range(3)]
    for number, content in enumerate(kinds):
        (tmp_path / str(number)).write_bytes(content)

    files, _ = disk.found(marker, begin)
    assert sorted(str(tmp_path / str(number)) for number in range(len(kinds))) == sorted(files)


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_files_with_faults_are_told_of_and_the_page_goes_on(server, visit, size):
    """
    The card names rows; nothing is opened; the sample group answers to the next touch.
    """
    seen = visit(size)
    page = seen.open(f"{server}{DIVIDENDS}?lang=th")
    before = sentence(page)
    page.locator(".ogs-fold").last.click()
    choose(page, group_12(entries=("2025-0", "x025-0")))
    page.get_by_text("และอีก").wait_for()
    page.evaluate(STILL, 300)
    pictures.keep(page, f"own-group-faults-{size}")

    assert "entries.csv, A" in page.inner_text(".ogs-card")
    assert before == sentence(page)
    assert [] == seen.faults()
    page.get_by_role("button", name="กลุ่ม 12 คน").click()
    page.wait_for_function("() => !document.querySelector('.ogs-card').innerText.trim()")
    assert before != sentence(page)


def test_a_file_that_is_too_large_brings_kind_words_and_the_page_lives(server, phone):
    """
    Above 5 MB it is refused before it is sent; what is just below arrives.
    """
    page = phone.open(f"{server}{DIVIDENDS}?lang=th")
    page.locator(".ogs-fold").last.click()
    for size in (20_000_000, LARGEST + 1):
        choose(page, {"entries.csv": b"x" * size})
        page.locator(".ogs-too-large").wait_for(state="visible")
        assert "รวมกันต้องไม่เกิน 5 เมกะไบต์" in page.inner_text(".ogs-too-large")
    pictures.keep(page, "own-group-too-large-phone")
    assert [] == phone.faults()

    choose(page, {"entries.csv": b"x" * LARGEST})
    page.wait_for_selector(".ogs-card [role=alert]")
    assert not page.is_visible(".ogs-too-large")
    assert not page.is_visible("#trouble")
    page.get_by_role("button", name="กลุ่ม 12 คน").click()
    wait_for(page, "ปันผลรวม")


def test_rules_are_filled_in_kept_and_opened_in_another_app(server, phone):
    """
    Every section unfolds without a fault; the kept file starts the loan app from these rules.
    """
    page = phone.open(f"{server}{RULES}?lang=th")
    for fold in page.locator(".ogs-fold").all()[2:]:
        fold.click()
    page.evaluate(STILL, 300)
    assert [] == phone.faults_at_every_size()
    page.locator(".ogs-allocation-reserve input").fill("๑๐")
    page.keyboard.press("Enter")
    page.locator(".ogs-allocation-reserve .ogs-fault").wait_for()
    page.evaluate(STILL, 300)
    assert [] == phone.faults_at_every_size()
    page.locator(".ogs-allocation-reserve").scroll_into_view_if_needed()
    pictures.keep(page, "rules-fault-phone")
    page.locator(".ogs-allocation-public input").fill("10")
    page.locator(".ogs-loans-ordinary-rate input").fill("1.25")
    page.keyboard.press("Enter")
    page.locator(".ogs-loans-payment-order select").first.select_option(label="เงินต้น")
    wait_for(page, "ต่างจากค่าเริ่มต้น 4 ข้อ")
    assert [] == phone.faults_at_every_size()
    pictures.keep(page, "rules-changed-phone")

    page.get_by_role("button", name="เก็บไฟล์เกณฑ์ (rules.toml)").click()
    link = page.locator("a.ogs-download")
    link.wait_for()
    answer = page.request.get(server.rstrip("/") + link.get_attribute("href"))
    assert "attachment" in answer.headers["content-disposition"]
    assert "rules.toml" in answer.headers["content-disposition"]
    assert "nosniff" == answer.headers["x-content-type-options"]
    rules = GroupRules.decode(answer.body())
    assert (10, 10) == (rules.allocation.reserve, rules.allocation.public)
    assert ("principal", "interest", "fine") == rules.loans.payment_order

    page = phone.open(f"{server}{LOANS}?lang=th")
    page.locator(".ogs-fold").last.click()
    choose(page, {"rules.toml": answer.body()})
    page.locator(".ogs-opened [role=status]").wait_for()
    page.wait_for_function("() => document.querySelector('.ogs-rate-b input').value === '1.25'")
    assert [] == phone.faults_at_every_size()
    assert [] == phone.complaints
