"""Law that touches a village loan, as teaching notes; not legal advice.

The law's words stand in `texts/legal.toml`. Sources: the Civil and Commercial Code
(ประมวลกฎหมายแพ่งและพาณิชย์) with its amendment in force from 11 April 2564, the Excess
Interest Act 2560 and the Debt Collection Act 2558.
"""

from datetime import date, timedelta
from fractions import Fraction

from ogs_teach.i18n import Lang, t
from ogs_teach.thai import parse_date

CAP = Fraction(15)
"""Percent a year on a loan between persons (ป.พ.พ. ม.654); the cap itself is lawful."""

GUARANTOR_NOTICE_DAYS = 60
"""Days from default in which each guarantor must have written notice (ป.พ.พ. ม.686)."""

ARREARS_STEPS = ("remind", "notice", "guarantors", "resolution", "mediation", "court")
"""What a committee does about arrears, in order; texts under `legal.arrears`."""


def guarantor_notice_last_day(default: date | str) -> date:
    """Return the last day on which written notice to a guarantor is in time.

    Parameters
    ----------
    default : date or str
        The day the borrower defaulted, as `thai.parse_date` takes it.

    Returns
    -------
    date
        C.E. After it, interest and damages that arise once the 60 days are over can no
        longer be claimed from that guarantor (ป.พ.พ. ม.686).

    Raises
    ------
    DateError
        If there is no such day.

    Examples
    --------
    >>> guarantor_notice_last_day(date(2026, 5, 5))  # 5 พฤษภาคม 2569
    datetime.date(2026, 7, 4)
    """
    return parse_date(default, "legal.field.default") + timedelta(days=GUARANTOR_NOTICE_DAYS)


def arrears_steps(lang: Lang = "th") -> list[str]:
    """Return what a committee does about arrears, in order.

    Examples
    --------
    >>> len(arrears_steps()), arrears_steps("en")[4]
    (6, 'Mediate.')
    """
    return [t(f"legal.arrears.{step}", lang) for step in ARREARS_STEPS]
