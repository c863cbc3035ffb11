"""The school: lessons as data, figures that cannot drift, questions marked in Python.

>>> from ogs_teach.school import lesson
>>> lesson("01-why-save").title["en"]
'Why save together'
"""

from ogs_teach.school.model import Lesson
from ogs_teach.school.reading import lesson, lessons

__all__ = ["Lesson", "lesson", "lessons"]
