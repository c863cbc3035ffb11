"""The satisfaction form on a phone; nobody can tell who answered."""

from ogs_teach.school.satisfaction import LONGEST_WORDS, form
from ogs_teach.server.classroom.base import SeatedHandler


class FeedbackPage(SeatedHandler):
    """The form, once for each person."""

    def get(self) -> None:
        """Show the form, if it is open."""
        if not self.stage.feedback:
            self.page("class/said.html", said=self.say("classroom.feedback.closed"))
        else:
            self.page("class/feedback.html", form=form(), trouble="")

    async def post(self) -> None:
        """Take the form."""
        if not self.stage.feedback:
            self.page("class/said.html", said=self.say("classroom.feedback.closed"))
            return
        asked = form()
        given = {item: self.get_body_argument(item, "") for item in asked.items}
        ratings = {
            item: int(level)
            for item, level in given.items()
            if level in {str(number) for number in asked.levels}
        }
        words = {
            id_: self.get_body_argument(id_, "").strip()[:LONGEST_WORDS] for id_ in asked.questions
        }
        if not ratings and not any(words.values()):
            trouble = self.say("classroom.feedback.empty")
            self.page("class/feedback.html", form=asked, trouble=trouble)
            return
        first = await self.room.do(
            self.room.store.give_feedback, self.class_.id, self.me.id, ratings, words
        )
        said = "classroom.feedback.thanks" if first else "classroom.feedback.again"
        self.page("class/said.html", said=self.say(said))
