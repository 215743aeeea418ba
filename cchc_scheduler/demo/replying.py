"""/lam-thu/<letter>/tra-loi: the visitor answers a letter of the mailbox, with words, link or file.

What is sent is a mail like any other; what becomes of it the service alone decides.
"""

from collections.abc import Callable
from typing import Final

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from cchc_scheduler.demo.live import Live
from cchc_scheduler.demo.opened import OpenedLetter
from cchc_scheduler.demo.reply_mail import Reply, quoted, reply_address, reply_subject, write_reply
from cchc_scheduler.demo.showing import FORM_POLICY, guarded
from cchc_scheduler.mail.attachments import safe_name
from cchc_scheduler.mail.mailbox import LARGEST_MAIL
from cchc_scheduler.web.reading import BadForm, TooLarge, Typed, is_nonce, new_nonce, typed

MEGABYTE: Final = 1024 * 1024
# A file grows by a third in a mail, and a mail beyond its bound is not fetched whole.
LARGEST_FILE: Final = LARGEST_MAIL * 2 // 3
PATH: Final = "/lam-thu/{number:int}/tra-loi"


class Replying:
    """The form by which a letter is answered; `live` gives the moment that stands now."""

    def __init__(self, live: Callable[[], Live], templates: Environment) -> None:
        """Keep both."""
        self._live: Final = live
        self._templates: Final = templates

    def routes(self) -> list[BaseRoute]:
        """Return the routes of this page; only a POST sends anything."""
        return [Route(PATH, self._show), Route(PATH, self._send, methods=["POST"])]

    async def _show(self, request: Request) -> Response:
        return self._page(self._letter(request), "", {})

    async def _send(self, request: Request) -> Response:
        letter = self._letter(request)
        try:
            async with typed(request, LARGEST_FILE) as found:
                reply = await _reply(found)
        except TooLarge:
            return self._page(letter, "", {"file": _too_large()}, 413)
        except BadForm:
            return self._page(
                letter, "", {"words": "Không đọc được những gì trình duyệt gửi."}, 400
            )
        problems = _problems(reply)
        if letter is None or problems:
            return self._page(letter, reply.words, problems, 422)
        live = self._live()
        await live.receive(write_reply(letter, reply, live.service.now()))
        return guarded(RedirectResponse("/lam-thu", status_code=303), FORM_POLICY)

    def _letter(self, request: Request) -> OpenedLetter | None:
        """Return the letter that is answered, if it is one whose replies are read."""
        live = self._live()
        number = request.path_params["number"]
        found = next((each for each in live.scene().letters if each.number == number), None)
        return found if found is not None and live.reads_replies_to(found) else None

    def _page(
        self, letter: OpenedLetter | None, words: str, wrong: dict[str, str], status: int = 200
    ) -> Response:
        if letter is None:
            return guarded(HTMLResponse("Không có thư này.", 404), FORM_POLICY)
        text = self._templates.get_template("reply.html").render(
            letter=letter,
            sender=letter.to[0],
            to=reply_address(letter),
            subject=reply_subject(letter),
            quoted=quoted(letter),
            largest=LARGEST_FILE // MEGABYTE,
            words=words,
            wrong=wrong,
            nonce=new_nonce(),
        )
        return guarded(HTMLResponse(text, status), FORM_POLICY)


async def _reply(found: Typed) -> Reply:
    nonce = found.text("nonce")
    known = nonce if is_nonce(nonce) else new_nonce()
    if found.file is None:
        return Reply(found.text("words"), known)
    name = safe_name(found.file.filename or "")
    return Reply(found.text("words"), known, name, await found.file.read())


def _problems(reply: Reply) -> dict[str, str]:
    if len(reply.content) > LARGEST_FILE:
        return {"file": _too_large()}
    if not reply.words and reply.file_name is None:
        return {"words": "Viết lời trả lời có đường dẫn đến báo cáo, hoặc chọn tệp"}
    return {}


def _too_large() -> str:
    return f"Tệp quá lớn để gửi kèm thư: chọn tệp không quá {LARGEST_FILE // MEGABYTE} MB"
