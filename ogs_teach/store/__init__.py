"""The progress database: classes, who is in them, what they answered. SQLite or PostgreSQL.

Store.open(where)                      a file, or an address of PostgreSQL
    .open_class .classes .class_ .class_by_code .set_stage .set_plan .close_class
    .join .resume .new_code .person .people
    .record .finish .finished .answers .my_answers
    .report_task .tasks .give_feedback .feedback
    .keep_game .game .games
    .forget_person .forget_class .backup
Store.restore(backup, where)           brings a backup back
workbook(store, class_)                all that it knows of a class, as XLSX
new_words()                            three words that anybody can type
"""

from ogs_teach.errors import Finished
from ogs_teach.store.export import workbook
from ogs_teach.store.records import Answer, Class, Feedback, Game, Joined, Person, Receipt
from ogs_teach.store.store import Store
from ogs_teach.store.words import new_words

__all__ = [
    "Answer",
    "Class",
    "Feedback",
    "Finished",
    "Game",
    "Joined",
    "Person",
    "Receipt",
    "Store",
    "new_words",
    "workbook",
]
