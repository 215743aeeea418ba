"""The doctor's look at the mail server and the pages: a greeting, never a letter."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cchc_scheduler.engine.check_network import check_network
from cchc_scheduler.settings import Settings
from tests.cli.processes import free_port, mail_server


@contextmanager
def page(code, body):
    """A server that answers every question the same."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(code)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def lines(settings, *, running=False):
    return [(each.step, each.problem) for each in check_network(settings, running=running)]


def test_a_mail_server_that_greets_is_well_and_gets_no_letter():
    with mail_server() as (box, port):
        found = lines(Settings(smtp_url=f"smtp://127.0.0.1:{port}"))

    assert (found, box.begun) == ([], 0)


def test_a_mail_server_that_takes_no_password_is_told_in_its_own_words():
    with mail_server() as (_, port):
        settings = Settings(smtp_url=f"smtp://cchc@127.0.0.1:{port}", smtp_password="hush")
        ((step, problem),) = lines(settings)

    assert step == "mail-server"
    assert problem.startswith(f"127.0.0.1:{port} can't be used: ")
    assert "hush" not in problem


def test_a_mail_server_that_is_not_there_is_told():
    port = free_port()

    ((step, problem),) = lines(Settings(smtp_url=f"smtp://127.0.0.1:{port}"))

    assert (step, problem.split(": ")[0]) == ("mail-server", f"127.0.0.1:{port} can't be used")


def test_an_address_of_a_mail_server_that_can_not_be_is_left_to_the_settings():
    assert lines(Settings(smtp_url="http://mail.office")) == []


def test_nothing_set_is_nothing_asked():
    assert lines(Settings()) == []


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        (200, b"{}", []),
        (503, json.dumps({"reasons": ["no heartbeat"]}).encode(), ["no heartbeat"]),
        (502, b"Bad Gateway", ["answers 502"]),
        (404, b"[]", ["answers 404"]),
    ],
)
def test_pages_are_asked_for_their_health_and_its_reasons(code, body, expected):
    with page(code, body) as port:
        url = f"http://127.0.0.1:{port}"
        found = lines(Settings(base_url=url + "/"))

    assert found == [("base-url", f"{url}/healthz: {reason}") for reason in expected]


def test_the_own_health_page_is_asked_while_the_service_runs():
    with page(503, json.dumps({"reasons": ["job mend has not ended well"]}).encode()) as port:
        settings = Settings(bind_port=port)
        asked, not_asked = lines(settings, running=True), lines(settings)

    assert asked == [("heartbeat", f"http://127.0.0.1:{port}/healthz: job mend has not ended well")]
    assert not_asked == []


def test_pages_that_do_not_answer_are_told():
    port = free_port()

    ((step, problem),) = lines(Settings(base_url=f"http://127.0.0.1:{port}"))

    assert (step, problem) == (
        "base-url",
        f"http://127.0.0.1:{port}/healthz does not answer: [Errno 111] Connection refused",
    )
