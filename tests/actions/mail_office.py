"""The sample office with a mailbox of replies: its letters are answered there, by hand."""

from datetime import timedelta

from cchc_scheduler.actions.collect_mail import Came, store_mail, take_in
from cchc_scheduler.actions.inbox import Inbox, MailRoom
from cchc_scheduler.actions.outbox import Outbox
from cchc_scheduler.actions.reply_doors import Replies, ReplySettings
from cchc_scheduler.core.submissions import Bounds
from cchc_scheduler.store import inbound, letters, obligations, submissions
from tests.actions.post_office import ECONOMY, OPENING, PostOffice, texts
from tests.mail.clients import Answered

KEY = "bi-mat-chi-dung-trong-kiem-thu"
BOX = "baocao@xa.example"
OWED = "bao-cao-quy/2025-Q3/phong-kinh-te"
LINK = "https://drive.google.com/file/d/abc/view"


class MailOffice(PostOffice):
    """A live office whose replies are read; `come` brings a mail in, `tell` what became of it."""

    def __init__(self, data, at=OPENING, *, plus=True, bounces=None, authserv=None, db=None):
        super().__init__(at, db=db)
        told = ReplySettings(BOX, plus, bounces)
        self.outbox = Outbox(texts(), None, Replies(KEY, told))
        self.inbox = Inbox(None, data, Bounds(own_host="cchc.xa.example"), authserv)
        self.tick()

    @property
    def room(self):
        return MailRoom(self.db, self.records, self.outbox, self.clock, self.worker, self.inbox)

    def raw_letter(self, address=ECONOMY, kind="opening"):
        """The bytes of the letter that an address got."""
        with self.db.read() as connection:
            return letters.one(connection, self.letter_to(address, kind)["id"])["bytes"]

    def answered(self, address=ECONOMY, kind="opening"):
        return Answered.of(self.raw_letter(address, kind))

    def come(self, *mails, after=timedelta(minutes=5)):
        """Let mails come in, one after the other, and be understood; return what became of each."""
        self.clock.move_to(self.clock.now() + after)
        now = self.clock.now()
        for raw in mails:
            store_mail(self.db, self.inbox, Came(raw, now), now)
        take_in(self.room, self.inbox)
        return [row["state"] for row in self.mails()][-len(mails) :]

    def mails(self):
        with self.db.read() as connection:
            return inbound.every(connection)

    def last(self):
        return self.mails()[-1]

    def handed_in(self, obligation=OWED):
        with self.db.read() as connection:
            return submissions.of_obligation(connection, obligation)

    def state(self, obligation=OWED):
        with self.db.read() as connection:
            return obligations.one(connection, obligation)["state"]

    def written(self, *templates):
        """To whom letters of these templates were written."""
        return [row["addressee"] for row in self.letters() if row["template"] in templates]
