"""The simulators that trainees use: one file per app.

An app is opened in a notebook by two lines, and the notebook holds nothing else:

    from ogs_teach.apps import LoansApp
    LoansApp()

Each is imported when it is asked for, so that a kernel carries only its own.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ogs_teach.apps.books import BooksApp
    from ogs_teach.apps.dividends import DividendsApp
    from ogs_teach.apps.game import GameApp
    from ogs_teach.apps.loans import LoansApp
    from ogs_teach.apps.risk import RiskApp
    from ogs_teach.apps.rulebook import RulesApp
    from ogs_teach.apps.savings import SavingsApp
    from ogs_teach.apps.savings_day import SavingsDayApp

__all__ = [
    "BooksApp",
    "DividendsApp",
    "GameApp",
    "LoansApp",
    "RiskApp",
    "RulesApp",
    "SavingsApp",
    "SavingsDayApp",
]

_ROOMS = {
    "BooksApp": "books",
    "DividendsApp": "dividends",
    "GameApp": "game",
    "LoansApp": "loans",
    "RiskApp": "risk",
    "RulesApp": "rulebook",
    "SavingsApp": "savings",
    "SavingsDayApp": "savings_day",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
