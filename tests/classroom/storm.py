"""Phones that answer and send again as fast as they can, while something happens to the server."""

import http.client
import json
import random
import secrets
import threading
import time
from contextlib import contextmanager
from operator import itemgetter

from ogs_teach.store import Store
from tests.classroom.people import Phone, Trainer, fields_for, item, twin

NO_REPLY = (OSError, http.client.HTTPException, ValueError)
AGAIN = 0.3  # how often a phone sends again what it was told before, for lack of a reply


class Caller:
    """A person who answers, each time something else, until told to stop.

    Like the page's script it sends an answer until it is acknowledged, with its age.
    """

    def __init__(self, phone, questions, first_form, chance):
        self.phone, self.questions, self.form, self.chance = phone, questions, first_form, chance
        self.given = {}  # key: (moment, question, right)
        self.acknowledged = []  # keys
        self.said = set()  # the troubles that the server told
        self.lost = self.repeated = 0

    def run(self, stop):
        """Answer until told to stop; what was begun is brought to its end."""
        while not stop.is_set():
            self.answer()

    def answer(self, question=None):
        """Answer one question, by chance unless it is named."""
        question = question or self.chance.choice(self.questions)
        right = self.chance.random() < 0.5
        fields = fields_for(twin(question, self.form, "post"), right)
        one = item("post", question, fields, person=self.phone.me)
        since = time.monotonic()
        self.given[one["key"]] = since, question, right
        while not self.arrives({**one, "age": time.monotonic() - since}):
            assert time.monotonic() < since + 60, "an answer is never acknowledged"
            time.sleep(0.1)
        self.acknowledged.append(one["key"])
        if self.chance.random() < AGAIN:
            self.repeated += self.arrives({**one, "age": time.monotonic() - since})

    def arrives(self, one):
        """Send an answer; tell whether the server has acknowledged it."""
        try:
            answer = self.phone.ask("/class/answers", "POST", json.dumps([one]))
            said = json.loads(answer.body)
        except NO_REPLY:
            self.lost += 1
            return False
        if answer.status == 503:
            self.said.add(said["trouble"])
            return False
        assert (200, {one["key"]: "kept"}) == (answer.status, said["results"])
        return True


class Storm:
    """A class in the middle of its test after the course, and everybody's threads."""

    def __init__(self, hall, people):
        running, self.place = hall
        self.trainer = trainer = Trainer(running)
        trainer.open_class()
        self.seed = seed = secrets.randbits(32)
        phones = [Phone(running, trainer.code, f"สมาชิก {n}") for n in range(people)]
        trainer.do("open post")
        questions = phones[0].test("post")
        store = Store.open(self.place.url)
        forms = {one.id: one.first_form for one in store.people(trainer.id)}
        store.close()
        self.callers = [
            Caller(phone, questions, forms[phone.me], random.Random(f"{seed} {n}"))
            for n, phone in enumerate(phones)
        ]

    @contextmanager
    def blowing(self):
        """Let everybody answer while the `with` lasts; then let them come to an end."""
        stop, broken = threading.Event(), []

        def run(caller):
            try:
                caller.run(stop)
            except BaseException as error:
                broken.append(error)

        threads = [threading.Thread(target=run, args=[one]) for one in self.callers]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert [] == broken, f"seed {self.seed}"

    @property
    def acknowledged(self):
        """How many answers the server has said to keep."""
        return sum(len(one.acknowledged) for one in self.callers)

    def wait_for(self, more):
        """Wait until the server has acknowledged so many more."""
        wanted, end = self.acknowledged + more, time.monotonic() + 120
        while self.acknowledged < wanted:
            assert time.monotonic() < end, f"nobody goes on; seed {self.seed}"
            time.sleep(0.01)

    def standing(self):
        """Return whether each person's last answer to a question was right."""
        given = ((one.phone.me, *given) for one in self.callers for given in one.given.values())
        return {
            (person, question): right
            for person, _, question, right in sorted(given, key=itemgetter(1))
        }

    def hold(self, trainer):
        """Hold that what was acknowledged was kept, each once, and is what the board counts."""
        seed = f"seed {self.seed}"
        kept = [(row.person_id, row.key) for row in self.place.answers(trainer.id)]
        given = {(one.phone.me, key) for one in self.callers for key in one.given}
        promised = {(one.phone.me, key) for one in self.callers for key in one.acknowledged}
        assert len(kept) == len(set(kept)), seed
        assert set() == promised - set(kept), seed
        assert set() == set(kept) - given, seed

        standing = self.standing()
        seen = figures(trainer)
        assert (sum(standing.values()), len(standing)) == seen, seed


def figures(trainer):
    """Return right and answered of the test after the course, summed over the workbook's lines."""
    lines = trainer.workbook().worksheets[2].iter_rows(values_only=True)
    rows = [line for line in lines if len(line) > 4 and isinstance(line[-1], int | float)]
    return sum(int(row[-1]) for row in rows), sum(int(row[-2]) for row in rows)
