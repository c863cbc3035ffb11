"""People of a class without browsers: a trainer and phones, each with cookies of its own."""

import http.client
import json
import re
import secrets
from contextlib import closing, contextmanager
from http.cookies import SimpleCookie
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from openpyxl import load_workbook

from ogs_teach.school import lesson
from ogs_teach.school.assessment import Pair, form, pairs
from ogs_teach.store import Store
from tests.server.running import PASSPHRASE, Answer

LESSONS = ("09-liquidity", "12-lasting-welfare", "10-year-end")


class Browser:
    """Asks the server and keeps its cookies; follows a redirect as a browser does."""

    def __init__(self, running):
        self.running, self.cookies = running, {}

    def ask(self, path, method="GET", body=None, **headers):
        """Send one request; return what the server answered."""
        port = self.running.port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            named["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        with closing(connection):
            connection.request(method, path, body=body, headers=named)
            got = connection.getresponse()
            for line in got.headers.get_all("Set-Cookie") or []:
                for key, morsel in SimpleCookie(line).items():
                    if morsel.value:
                        self.cookies[key] = morsel.value
                    else:
                        self.cookies.pop(key, None)
            return Answer(got.status, got.headers, got.read())

    def get(self, path, **headers):
        """Open a page."""
        return self._follow(self.ask(f"/{path}", **headers))

    def post(self, path, *pairs, **fields):
        """Send a form."""
        body = urlencode([*pairs, *fields.items()])
        kind = "application/x-www-form-urlencoded"
        return self._follow(self.ask(f"/{path}", "POST", body, Content_Type=kind))

    def _follow(self, answer):
        for _ in range(5):
            if answer.status not in (302, 303):
                return answer
            to = urlsplit(answer.headers["Location"])
            answer = self.ask(to.path + (f"?{to.query}" if to.query else ""))
        raise AssertionError("the server sends round in circles")


@contextmanager
def store_of(running):
    """Open a running server's own store beside it, as another program may."""
    store = Store.open(Path(running.folder.name) / "class.sqlite", create=False)
    try:
        yield store
    finally:
        store.close()


class Trainer(Browser):
    """Whoever knows the passphrase."""

    def __init__(self, running):
        super().__init__(running)
        assert 200 == self.post("trainer/enter", words=PASSPHRASE).status

    def open_class(self, lessons=LESSONS, count=12, title="อบรมทดสอบ", game=False):
        """Open a class; remember its id and code."""
        chosen = [("lesson", name) for name in lessons]
        chosen += [("game", "1")] if game else []
        answer = self.post(
            "trainer/", *chosen,
            title=title, start="08:30", end="16:30", rest="15", lunch="60", count=str(count),
        )  # fmt: skip
        assert 200 == answer.status, answer.text
        self.code = re.search(r"รหัสห้อง (\d{5})", answer.text)[1]
        self.id = int(re.search(r"trainer/class/(\d+)", answer.text)[1])
        return self.code

    def do(self, action):
        """Press a button of the board."""
        answer = self.post(f"trainer/class/{self.id}", do=action)
        assert 200 == answer.status, answer.text
        return answer.text

    @property
    def live(self):
        """The part of the board that moves."""
        return self.get(f"trainer/class/{self.id}/live").text

    def workbook(self):
        """Return the results as openpyxl reads them."""
        answer = self.get(f"trainer/class/{self.id}/results.xlsx")
        assert 200 == answer.status
        return load_workbook(BytesIO(answer.body))


class Phone(Browser):
    """A trainee's phone."""

    def __init__(self, running, code, nickname="ป้าแดง", table=""):
        super().__init__(running)
        self.page = self.post("join", code=code, nickname=nickname, table=table)
        self.me = self._number("data-person")

    def _number(self, attribute):
        found = re.search(rf'{attribute}="(\d+)"', self.page.text)
        return int(found[1]) if found else None

    @property
    def words(self):
        """The three words to come back with."""
        return re.search(r'class="big words">([^<]+)<', self.get("class").text)[1]

    def test(self, sitting):
        """Return the names of the test's questions, in their order."""
        page = self.get(f"class/test/{sitting}").text
        return re.findall(r'data-question="([^"]+)"', page)

    def send(self, *items):
        """Send answers as the page's script does; return what became of each."""
        body = json.dumps([{"person": self.me, "age": 0, **item} for item in items])
        answer = self.ask("/class/answers", "POST", body)
        assert 200 == answer.status, answer.body
        return list(json.loads(answer.body)["results"].values())

    def finish(self, sitting):
        """Hand a test in."""
        return self.post(f"class/test/{sitting}/finish")


def item(sitting, question, fields, **more):
    """Return an answer as it travels."""
    key = secrets.token_hex(16)
    return {"key": key, "sitting": sitting, "question": question, "fields": fields, **more}


def pair_of(name) -> Pair:
    """Return a pair of questions by its name."""
    return next(one for one in pairs([lesson(name.partition("/")[0])]) if one.name == name)


def fields_for(question, right=True):
    """Return the form's fields of a right, or of a wrong, answer to a question."""
    if question.kind == "number":
        return {"answer": f"{float(question.right) + (0 if right else 987_654):.2f}"}
    if question.kind == "choice":
        wrong = next(letter for letter in question.options if letter != question.right)
        return {"answer": question.right if right else wrong}
    if question.kind == "order":
        order = question.right if right else question.right[::-1]
        return {letter: str(place) for place, letter in enumerate(order, 1)}
    keys, values = list(question.right), list(question.right.values())
    return dict(zip(keys, values if right else [*values[1:], values[0]], strict=True))


def twin(name, first_form, sitting):
    """Return the question that somebody meets."""
    return pair_of(name).twins[form(first_form, sitting)]
