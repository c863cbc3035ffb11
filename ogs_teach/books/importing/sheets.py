"""The sheets of a file, whatever its format: rows of cells, as the reader understands them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from ogs_teach.books.importing import csvs, marks, old_excel, sniffing, unpacking
from ogs_teach.books.importing.marks import Marks
from ogs_teach.errors import Collector, GroupError, Problem, Word

Row = list[Any]


@dataclass
class Sheet:
    """A sheet of a file, or a whole CSV file.

    Parameters
    ----------
    file : str
        As its owner named it.
    name : str
        Empty for CSV.
    rows : iterable of lists
        From the sheet's first row on; may be gone through once.
    first_column : int
        What the first cell of each row counts as, from 0.
    hidden : bool
    ragged : bool
        Whether a row may have more or fewer cells than the headings, as in CSV.
    """

    file: str
    name: str
    rows: Iterable[Row]
    first_column: int = 0
    hidden: bool = False
    ragged: bool = False
    marks: Marks = field(default_factory=Marks)


def of_file(
    file: str, content: bytes, familiar: Callable[[list[str]], int], problems: Collector
) -> list[Sheet]:
    """Return a file's sheets, or none after telling why it cannot be used."""
    try:
        return _sheets(file, content, familiar)
    except GroupError as error:
        for problem in error.problems:
            problems.add(problem.at(file))
    return []


def _sheets(file: str, content: bytes, familiar: Callable[[list[str]], int]) -> list[Sheet]:
    if len(content) > unpacking.LARGEST_FILE:
        size: dict[str, object] = {
            "got": len(content) // unpacking.MB,
            "limit": unpacking.LARGEST_FILE // unpacking.MB,
        }
        raise GroupError(Problem("importing.file-too-large", values=size))
    found = sniffing.format_of(content)
    parts: dict[str, bytes] = {}
    if found == "zip":
        parts = unpacking.unpacked(content)
        found = unpacking.workbook_format(parts, unpacking.names(content))
    if found in ("empty", "protected"):
        raise GroupError(Problem(f"importing.{found}"))
    if found not in sniffing.ENDINGS:
        raise GroupError(Problem("importing.not-a-table", values={"what": _name(found)}))
    ending = sniffing.ending(file)
    if ending not in sniffing.ENDINGS[found]:
        values: dict[str, object] = {
            "ending": f".{ending}" if ending else "–",
            "what": _name(found),
            "right": f".{sniffing.ENDINGS[found][0]}",
        }
        raise GroupError(Problem("importing.wrong-ending", values=values))
    if found == "csv":
        return [Sheet(file, "", csvs.rows(content, familiar), ragged=True)]
    if found == "xls":
        in_order = old_excel.of_xls(content)
        return _calamine(file, content, lambda at, _: in_order[at])
    known = marks.of_xlsx(parts) if found == "xlsx" else marks.of_ods(parts)
    content = unpacking.packed(parts)
    return _calamine(file, content, lambda _, name: known.get(name, Marks()))


def _name(found: str) -> Word:
    return Word(f"importing.format.{found}")


def _calamine(file: str, content: bytes, known: Callable[[int, str], Marks]) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    def read() -> Iterator[Sheet]:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for at, about in enumerate(book.sheets_metadata):
            if str(about.typ) != "SheetTypeEnum.WorkSheet":
                continue
            sheet = book.get_sheet_by_name(about.name)
            first_column = (sheet.start or (0, 0))[1]
            hidden = about.visible != SheetVisibleEnum.Visible
            if sheet.start is None:
                continue
            yield Sheet(
                file,
                about.name,
                sheet.iter_rows(),
                first_column,
                hidden,
                marks=known(at, about.name),
            )

    try:
        return list(read())
    except PasswordError:
        raise GroupError(Problem("importing.protected")) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the reader's is no Exception
        key = "protected" if "password" in str(error).lower() else "damaged"
        raise GroupError(Problem(f"importing.{key}")) from None
