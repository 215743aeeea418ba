"""A browser in which somebody of the office is signed in, as `cchc login-link` lets them in."""

from starlette.testclient import TestClient

from cchc_scheduler.actions.apply_documents import Application, apply_documents
from cchc_scheduler.actions.sign_in import sign_in_link
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files

BASE = "https://cchc.xa.example"
OURS = {"sec-fetch-site": "same-origin"}
COORDINATOR = "dau-moi-vhxh"
LEADER = "chu-tich"
KEEPER = "quan-tri"


def link_for(office, who=COORDINATOR):
    """Return the path of a link that signs somebody in."""
    service = office.service
    link = sign_in_link(service.db, service.records, service.outbox, who, office.clock.now())
    return link.removeprefix(BASE)


def entered(office, who=COORDINATOR, headers=OURS):
    """Return a browser in which somebody is signed in; its forms come from our own pages."""
    browser = TestClient(office.browser.app, base_url=BASE, headers=headers)
    answer = browser.post(link_for(office, who), follow_redirects=False)
    assert answer.status_code == 303
    return browser


def with_keeper(office):
    """Put a person into the office who keeps the machine and holds no post."""
    documents = office_files(find_home(None)).documents
    for document in documents:
        if document.kind == "office":
            person = {"id": KEEPER, "name": None, "address": "it@tuetinh.example", "phone": None}
            document.content["people"].append(person)
            document.content["it"] = KEEPER
    service = office.service
    application = Application(documents, "test")
    now = office.clock.now()
    apply_documents(service.db, service.records, service.outbox, application, now)
