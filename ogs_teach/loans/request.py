"""May this loan be granted? Every rule of the group's rulebook, all reasons at once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args

from ogs_teach.errors import Collector, LoanError, Problem, Word
from ogs_teach.inputs import check_list, parse_count, parse_satang, plain, shown
from ogs_teach.loans.terms import MAX_PERIODS
from ogs_teach.money import bare_baht

if TYPE_CHECKING:
    from ogs_teach.rules import GroupRules, LoanKind

Kind = Literal["ordinary", "emergency"]


@dataclass(frozen=True)
class Request:
    """A request for a loan, and what the committee knows of those who take part.

    Parameters
    ----------
    member : str
        Who asks.
    kind : "ordinary" or "emergency"
    principal : int
        Satang.
    months : int
    savings : int
        Satang of own pledged savings; special savings do not count.
    owed : dict of {kind: satang}
        Principal that the member still owes, by kind of loan.
    guarantors : tuple of str
    spouse : str
        The member's, where it is a member too; else empty.
    guarantees : dict of {member: int}
        Live loans that each guarantor stands for already.
    present : collection of str, optional
        Who is a member today; None where nobody looked it up.
    deciding : collection of str
        Officers who are about to decide on this request.
    portfolio : int
        Satang of principal that all members owe, without this loan.
    live_loans : int
        How many loans that is.
    """

    member: str
    kind: Kind
    principal: int
    months: int
    savings: int
    owed: Mapping[str, int] = field(default_factory=dict)
    guarantors: tuple[str, ...] = ()
    spouse: str = ""
    guarantees: Mapping[str, int] = field(default_factory=dict)
    present: Collection[str] | None = None
    deciding: Collection[str] = ()
    portfolio: int = 0
    live_loans: int = 0


def check_request(request: Request, rules: "GroupRules") -> list[Problem]:
    """Say everything that speaks against a loan by the group's own rules.

    Parameters
    ----------
    request : Request
    rules : GroupRules

    Returns
    -------
    list of Problem
        Empty if the rules allow it. Whether the member can repay is for people to judge.

    Raises
    ------
    LoanError
        If the request itself cannot be read; every problem at once.

    Notes
    -----
    Keys `loans.*` and `guarantors.*` of the rulebook; the shipped values are set for
    practice. Nobody guarantees an own loan, and who decides has no part in the loan: both
    are common practice and no keys. A ceiling holds for all that a member owes of one kind;
    the largest borrower's part is reckoned with this loan in it.

    Examples
    --------
    >>> from ogs_teach.rules import GroupRules
    >>> rules = GroupRules.default()
    >>> asked = Request("A1", "ordinary", 20_000_00, 24, savings=5_000_00, guarantors=("A2", "A1"))
    >>> [reason.key for reason in check_request(asked, rules)]
    ['loans.above-savings', 'loans.own-guarantor']
    """
    request = _readable(request)
    kind: LoanKind = getattr(rules.loans, request.kind)
    return [
        *_ceilings(request, kind),
        *_guarantors(request, rules),
        *_conflicts(request),
        *_largest(request, rules),
    ]


def _readable(request: Request) -> Request:
    """Return the request with every value read, or say all that cannot be."""
    problems = Collector(LoanError)
    read: dict[str, Any] = {}
    if request.kind not in get_args(Kind):
        values: dict[str, object] = {
            "got": shown(request.kind),
            "choices": ", ".join(get_args(Kind)),
        }
        problems.add(Problem("money.unknown-choice", "loans.field.kind", values=values))
    with problems:
        read["principal"] = parse_satang(request.principal, "loans.field.principal", lowest=1)
    with problems:
        read["months"] = parse_count(
            request.months, "loans.field.periods", lowest=1, highest=MAX_PERIODS
        )
    for name in ("savings", "portfolio"):
        with problems:
            read[name] = parse_satang(getattr(request, name), f"loans.field.{name}")
    with problems:
        read["live_loans"] = parse_count(request.live_loans, "loans.field.live_loans")
    for name, field_name, parse in (
        ("owed", "balance", parse_satang),
        ("guarantees", "guarantees", parse_count),
    ):
        table = getattr(request, name)
        if not isinstance(table, Mapping):
            values = {"got": shown(table)}
            problems.add(Problem("loans.not-a-table", f"loans.field.{field_name}", values=values))
            continue
        read[name] = {}
        for key, number in table.items():
            with problems:
                read[name][key] = parse(number, f"loans.field.{field_name}")
    for name in ("guarantors", "deciding"):
        with problems:
            check_list(getattr(request, name), f"loans.field.{name}")
            read[name] = tuple(getattr(request, name))
    if not request.member:
        problems.add(Problem("money.empty", "loans.field.member"))
    problems.close()
    return replace(request, **read)


def ceiling(savings: int, kind: "LoanKind") -> int:
    """Return the most that a member may owe of one kind of loan, in satang.

    Parameters
    ----------
    savings : int
        Satang of own pledged savings.
    kind : LoanKind
        Of the group's rulebook.

    Examples
    --------
    >>> from ogs_teach.rules import GroupRules
    >>> kinds = GroupRules.default().loans
    >>> ceiling(5_000_00, kinds.ordinary) == 5_000_00 * kinds.ordinary.times_savings
    True
    >>> ceiling(5_000_00, kinds.emergency) == kinds.emergency.ceiling
    True
    """
    return min([kind.ceiling, *_of_savings(savings, kind)])


def _of_savings(savings: int, kind: "LoanKind") -> list[int]:
    """Return what own savings allow, if they set a limit."""
    return [int(savings * kind.times_savings)] if kind.times_savings else []


def _ceilings(request: Request, kind: "LoanKind") -> Iterator[Problem]:
    owed = request.owed.get(request.kind, 0)
    wanted = owed + request.principal
    for limit in _of_savings(request.savings, kind):
        if wanted > limit:
            yield _reason(
                "above-savings",
                "principal",
                asked=bare_baht(request.principal),
                times=plain(kind.times_savings),
                limit=bare_baht(limit),
                owed=bare_baht(owed),
                left=bare_baht(max(limit - owed, 0)),
            )
    if wanted > kind.ceiling:
        yield _reason(
            "above-ceiling",
            "principal",
            asked=bare_baht(request.principal),
            kind=Word(f"loans.kind.{request.kind}"),
            limit=bare_baht(kind.ceiling),
            owed=bare_baht(owed),
            left=bare_baht(max(kind.ceiling - owed, 0)),
        )
    if request.months > kind.longest_months:
        yield _reason(
            "too-long",
            "periods",
            got=request.months,
            kind=Word(f"loans.kind.{request.kind}"),
            limit=kind.longest_months,
        )


def _guarantors(request: Request, rules: "GroupRules") -> Iterator[Problem]:
    given, wanted = request.guarantors, rules.guarantors.number
    if len(set(given)) < wanted:
        yield _reason("too-few-guarantors", "guarantors", got=len(set(given)), wanted=wanted)
    for name in dict.fromkeys(given):
        if given.count(name) > 1:
            yield _reason("guarantor-twice", "guarantors", got=name)
        if name == request.member:
            yield _reason("own-guarantor", "guarantors", got=name)
            continue
        if name == request.spouse and not rules.guarantors.spouse_allowed:
            yield _reason("spouse-guarantor", "guarantors", got=name)
        if request.present is not None and name not in request.present:
            yield _reason("guarantor-no-member", "guarantors", got=name)
        live, most = request.guarantees.get(name, 0), rules.guarantors.most_live_guarantees
        if live >= most:
            yield _reason("guarantor-full", "guarantors", got=name, live=live, most=most)


def _conflicts(request: Request) -> Iterator[Problem]:
    """Yield each officer who decides on a loan and has a part in it."""
    parts = {
        **dict.fromkeys(request.guarantors, "guarantor"),
        request.spouse: "spouse",
        request.member: "borrower",
    }
    for officer in dict.fromkeys(request.deciding):
        if officer and officer in parts:
            yield _reason(
                "conflict", "deciding", got=officer, part=Word(f"loans.part.{parts[officer]}")
            )


def _largest(request: Request, rules: "GroupRules") -> Iterator[Problem]:
    if request.live_loans < rules.loans.largest_borrower_from_loans:
        return
    owed = sum(request.owed.values()) + request.principal
    share = Fraction(100 * owed, max(request.portfolio + request.principal, owed))
    if share > rules.loans.largest_borrower:
        yield _reason(
            "largest-borrower",
            "principal",
            owed=bare_baht(owed),
            share=plain(share, 2),
            limit=plain(rules.loans.largest_borrower),
        )


def _reason(key: str, name: str, **values: object) -> Problem:
    return Problem(f"loans.{key}", f"loans.field.{name}", values=values)
