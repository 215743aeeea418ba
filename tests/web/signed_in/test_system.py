"""/ban/he-thong: how the service stands, what is wrong and which command mends it."""

import re
import socket
from datetime import timedelta
from typing import get_args

import pytest

from cchc_scheduler.actions.read_system import Found
from cchc_scheduler.engine.examining import found_at
from cchc_scheduler.engine.findings import Step
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import find_home
from cchc_scheduler.store import job_runs, markers
from cchc_scheduler.web.application import application
from cchc_scheduler.web.site import SitePieces
from tests.web.signed_in.entering import KEEPER, entered, with_keeper

PATH = "/ban/he-thong"


@pytest.fixture
def template():
    folder = find_home(None).template_dirs()[0]
    return (folder / "vi" / "pages" / "signed-in" / "system.html").read_text(encoding="utf-8")


def with_findings(office, examine):
    """Serve the office's pages with something that looks at the machine."""
    service = office.service
    pieces = SitePieces(
        db=service.db,
        records=service.records,
        outbox=service.outbox,
        clock=office.clock,
        worker=service.worker,
        links=office.links,
        data=service.home.root,
        bounds=None,
        examine=examine,
    )
    office.browser.app = application(list, list, pieces, service.home.template_dirs())


def test_it_says_how_the_service_stands(office):
    with office.service.db.work() as connection:
        now = office.clock.now()
        markers.put(connection, "alive-at", now - timedelta(minutes=1))
        job_runs.record(connection, "back_up", now, now, "OSError: đĩa đầy")
    with_keeper(office)

    page = entered(office, KEEPER).get(PATH)

    assert re.search(r"Tín hiệu của dịch vụ</dt><dd><span class=\"tag ok\">tốt", page.text)
    assert "lỗi 1 lần" in page.text
    assert "OSError: đĩa đầy" in page.text
    assert "Lịch nghỉ năm 2025" in page.text
    assert "cchc doctor" in page.text


def test_a_service_that_gave_no_sign_of_life_is_told(office):
    with office.service.db.work() as connection:
        markers.put(connection, "alive-at", office.clock.now() - timedelta(minutes=3))
        markers.put(connection, "relay-hold", office.clock.now())
        markers.put(connection, "relay-words", "454 4.7.0 thử lại sau")

    page = entered(office).get(PATH)

    assert page.text.count('<span class="tag late">cần xem</span>') == 2
    assert "454 4.7.0 thử lại sau" in page.text


def test_findings_come_in_words_with_their_command_faults_first(office):
    found = [
        Found("disk-space", "only 3 MB are free", wrong=True),
        Found("pdf", "PDF: off", wrong=False),
        Found("something-new", "odd", wrong=True),
    ]
    with_findings(office, lambda _now: found)

    page = entered(office).get(PATH)

    assert "Cần xử lý: 2" in page.text
    assert "Ổ đĩa sắp đầy." in page.text
    assert "<code>df -h</code>" in page.text
    assert "only 3 MB are free" in page.text
    assert "<strong>odd</strong>" in page.text


def test_the_doctor_is_asked_without_the_network(office, monkeypatch):
    home = find_home(None)
    with_findings(office, lambda now: found_at(home, now))
    browser = entered(office)

    def refuse(*_args, **_more):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = browser.get(PATH)

    assert "Còn địa chỉ thư điền tạm" in page.text


def test_every_finding_and_every_job_has_its_words(template):
    assert [step for step in get_args(Step) if f'"{step}": (' not in template] == []
    jobs = find_jobs(find_home(None).job_files())
    assert [job.name for job in jobs if f'"{job.name}": "' not in template] == []
