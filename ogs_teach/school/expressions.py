"""The arithmetic of a lesson's figures: exact, small, read without `eval`.

    sum      = product { ("+" | "-") product }
    product  = factor { ("*" | "×" | "/" | "÷") factor }
    factor   = number | name | call | "(" sum ")" | "-" factor
    call     = name "(" [ sum { "," sum } ] ")"

Numbers are decimal, without exponent; names are small Latin letters. A text is read into
a tree of `Number`, `Name`, `Call`, `Negative` and `Binary`, and the tree is worked out
over Fractions. Nothing else can be said, so nothing else can happen.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ogs_teach.errors import LessonError, OgsError, Problem

LONGEST = 200  # characters of one expression
DEEPEST = 20  # brackets, signs and calls inside each other
DIGITS = 15  # of one typed number, on either side of the point


@dataclass(frozen=True)
class Number:
    """A number as typed."""

    value: Fraction


@dataclass(frozen=True)
class Name:
    """A figure, a word that a function takes, or a mistake."""

    name: str


@dataclass(frozen=True)
class Call:
    """A function of the kit's core, and what it is given."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True)
class Negative:
    """The value below, with the other sign."""

    of: "Node"


@dataclass(frozen=True)
class Binary:
    """Two values and `+`, `-`, `*` or `/`."""

    sign: str
    left: "Node"
    right: "Node"


Node = Number | Name | Call | Negative | Binary


@dataclass(frozen=True)
class Function:
    """A function that lessons may call.

    Parameters
    ----------
    compute : callable
        Takes Fractions and words, returns a Fraction.
    takes : tuple
        For each argument None where a number stands, or the words it may be.
    pairs : int
        How many pairs of numbers may follow, at least one where any may.
    rests_on : str
        The data set that its result rests on beside its arguments.
    """

    compute: Callable[..., Fraction]
    takes: tuple[frozenset[str] | None, ...]
    pairs: int = 0
    rests_on: str = ""

    def asks(self, given: int) -> tuple[frozenset[str] | None, ...] | None:
        """Return what each of so many arguments must be; None if it takes no such number."""
        more = given - len(self.takes)
        if more % 2 or not (min(self.pairs, 1) <= more // 2 <= self.pairs):
            return None
        return (*self.takes, *(None,) * more)

    @property
    def count(self) -> str:
        """How many arguments it takes, for messages."""
        fixed = len(self.takes)
        if not self.pairs:
            return str(fixed)
        return f"{fixed + 2}, {fixed + 4} … {fixed + 2 * self.pairs}"


_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<sign>[-+*/(),]))"
)
_WORK: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_SIGNS = str.maketrans({"×": "*", "÷": "/", "\u2212": "-"})


class _Reader:
    """Reads one expression, left to right, a token ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.tokens = self._tokens(text.translate(_SIGNS))
        self.kind, self.token = next(self.tokens)

    def _tokens(self, text: str) -> Iterator[tuple[str, str]]:
        at, end = 0, len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if not found:
                raise self.refuse("unexpected", got=text[at:].strip()[0])
            yield str(found.lastgroup), found[str(found.lastgroup)]
            at = found.end()
        while True:
            yield "end", ""

    def refuse(self, key: str, **values: object) -> LessonError:
        return _refuse(self.text, key, **values)

    def take(self, *signs: str) -> str | None:
        """Move past one of these signs, if it stands here."""
        if self.kind != "sign" or self.token not in signs:
            return None
        sign = self.token
        self.kind, self.token = next(self.tokens)
        return sign

    def demand(self, sign: str) -> None:
        if not self.take(sign):
            raise self.lost()

    def lost(self) -> LessonError:
        if self.kind == "end":
            return self.refuse("unfinished")
        return self.refuse("unexpected", got=self.token)

    def whole(self) -> Node:
        node = self.sum()
        if self.kind != "end":
            raise self.lost()
        return node

    def sum(self) -> Node:
        node = self.product()
        while sign := self.take("+", "-"):
            node = Binary(sign, node, self.product())
        return node

    def product(self) -> Node:
        node = self.factor()
        while sign := self.take("*", "/"):
            node = Binary(sign, node, self.factor())
        return node

    def factor(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse("too-deep", limit=DEEPEST)
        node = self._factor()
        self.depth -= 1
        return node

    def _factor(self) -> Node:
        if self.take("-"):
            return Negative(self.factor())
        if self.take("("):
            node = self.sum()
            self.demand(")")
            return node
        if self.kind not in {"number", "name"}:
            raise self.lost()
        kind, token = self.kind, self.token
        self.kind, self.token = next(self.tokens)
        if kind == "number":
            if max(map(len, token.split("."))) > DIGITS:
                raise self.refuse("too-many-digits", limit=DIGITS)
            return Number(Fraction(token))
        if not self.take("("):
            return Name(token)
        arguments: list[Node] = []
        if not self.take(")"):
            arguments.append(self.sum())
            while self.take(","):
                arguments.append(self.sum())
            self.demand(")")
        return Call(token, tuple(arguments))


def _refuse(expression: str, key: str, **values: object) -> LessonError:
    return LessonError(
        Problem(f"school.expression.{key}", values={"expression": expression[:60], **values})
    )


def parse(text: str) -> Node:
    """Read an expression.

    Parameters
    ----------
    text : str
        At most `LONGEST` characters.

    Returns
    -------
    Node
        Equal texts, whatever their spaces, give equal trees.

    Raises
    ------
    LessonError
        Naming the expression and what cannot be read in it.

    Examples
    --------
    >>> parse("savings / groups") == parse("savings÷groups")
    True
    """
    if not text.strip():
        raise _refuse(text, "empty")
    if len(text) > LONGEST:
        raise _refuse(text, "too-long", limit=LONGEST)
    return _Reader(text.strip()).whole()


def names(node: Node) -> set[str]:
    """Return the names that stand in a tree, those of functions left out.

    Examples
    --------
    >>> sorted(names(parse("interest(20 * pledge, 12) / members")))
    ['members', 'pledge']
    """
    match node:
        case Name(name):
            return {name}
        case Call(_, arguments):
            return set().union(*map(names, arguments))
        case Negative(of):
            return names(of)
        case Binary(_, left, right):
            return names(left) | names(right)
    return set()


def calls(node: Node) -> set[str]:
    """Return the names of the functions that a tree calls.

    Examples
    --------
    >>> sorted(calls(parse("left(lent, 1, 12, flat, 6) / day(2569, 5, 5)")))
    ['day', 'left']
    """
    match node:
        case Call(name, arguments):
            return {name}.union(*map(calls, arguments))
        case Negative(of):
            return calls(of)
        case Binary(_, left, right):
            return calls(left) | calls(right)
    return set()


def evaluate(
    node: Node,
    known: Mapping[str, Fraction],
    functions: Mapping[str, Function],
    *,
    expression: str = "",
) -> Fraction:
    """Work a tree out, exactly.

    Parameters
    ----------
    node : Node
    known : mapping of str to Fraction
        What each name stands for.
    functions : mapping of str to Function
    expression : str
        As it was typed, for messages.

    Raises
    ------
    LessonError
        If a name or function is not known, is given the wrong things, or a division has
        no answer; also for whatever the core itself refuses.

    Examples
    --------
    >>> evaluate(parse("395 / 1763"), {}, {})
    Fraction(395, 1763)
    """

    def argument(node: Node, words: frozenset[str] | None, called: str) -> Fraction | str:
        if words is None:
            return work(node)
        if isinstance(node, Name) and node.name in words:
            return node.name
        raise _refuse(expression, "bad-word", name=called, choices=", ".join(sorted(words)))

    def work(node: Node) -> Fraction:
        match node:
            case Number(value):
                return value
            case Name(name):
                if name not in known:
                    choices = ", ".join(sorted(known)[:40])
                    raise _refuse(expression, "unknown-name", name=name, choices=choices)
                return known[name]
            case Negative(of):
                return -work(of)
            case Binary(sign, left, right):
                a, b = work(left), work(right)
                if sign == "/" and not b:
                    raise _refuse(expression, "divided-by-zero")
                return _WORK[sign](a, b)
            case Call(name, given):
                if name not in functions:
                    choices = ", ".join(sorted(functions))
                    raise _refuse(expression, "unknown-function", name=name, choices=choices)
                takes = functions[name].asks(len(given))
                if takes is None:
                    count = functions[name].count
                    raise _refuse(expression, "wrong-count", name=name, count=count)
                values = [argument(*pair, name) for pair in zip(given, takes, strict=True)]
                try:
                    return functions[name].compute(*values)
                except LessonError:
                    raise
                except OgsError as error:
                    raise LessonError(
                        *(problem.at(f"{{{{ {expression[:60]} }}}}") for problem in error.problems)
                    ) from error

    return work(node)
