"""Every page of those who sign in, for everybody who might try to open it."""

import re

import pytest
from starlette.testclient import TestClient

from tests.web.signed_in.entering import (
    BASE,
    COORDINATOR,
    KEEPER,
    LEADER,
    OURS,
    entered,
    with_keeper,
)

WHO = {"coordinator": COORDINATOR, "leader": LEADER, "it": KEEPER}
AWAY = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"origin": "https://noi-khac.example"},
    {"origin": "null"},
    {},
]


def path_of(template):
    """A path of a route, with something in the place of each variable."""
    return re.sub(r"\{[^}]*\}", "1", template)


def guarded(office):
    return office.browser.app.state.guarded


def everything(office):
    raw = office.service.db.engine.raw_connection()
    return "\n".join(raw.driver_connection.iterdump())


def test_every_page_of_the_desk_has_its_door(office):
    routes = {
        (method, route.path)
        for route in office.browser.app.routes
        if route.path == "/ban" or route.path.startswith("/ban/")
        for method in route.methods - {"HEAD"}
    }

    assert routes == set(guarded(office))
    assert all(guarded(office).values())


def test_a_stranger_opens_none_and_changes_nothing(office):
    before = everything(office)
    for number, (method, path) in enumerate(guarded(office)):
        stranger = TestClient(
            office.browser.app, base_url=BASE, headers=OURS, client=(f"198.51.100.{number}", 1)
        )
        answer = stranger.request(method, path_of(path), follow_redirects=False)
        assert answer.status_code == (303 if method == "GET" else 401), path

    assert everything(office) == before


@pytest.mark.parametrize("access", sorted(WHO))
def test_each_opens_only_what_their_post_lets_them(office, access):
    with_keeper(office)
    browser = entered(office, WHO[access])
    before = everything(office)

    for (method, path), allowed in guarded(office).items():
        if access in allowed:
            continue
        answer = browser.request(method, path_of(path), follow_redirects=False)
        assert answer.status_code == 403, path
        assert "Trang này dành cho người khác" in answer.text

    assert everything(office) == before


@pytest.mark.parametrize("access", sorted(WHO))
def test_each_page_in_the_list_opens(office, access):
    with_keeper(office)
    browser = entered(office, WHO[access])

    begun = browser.get("/ban/phien")
    places = re.findall(r'<li><a href="(/ban/[^"]+)"', begun.text)

    before = everything(office)
    assert [browser.get(place).status_code for place in places] == [200] * len(places)
    assert everything(office) == before


@pytest.mark.parametrize("headers", AWAY, ids=[str(each) for each in AWAY])
def test_no_form_from_elsewhere_is_taken(office, headers):
    browser = entered(office)
    del browser.headers["sec-fetch-site"]
    before = everything(office)

    for method, path in guarded(office):
        if method == "POST":
            answer = browser.post(path_of(path), headers=headers, follow_redirects=False)
            assert answer.status_code == 403, path

    assert everything(office) == before


def test_a_browser_without_tls_says_where_a_form_is_from_by_its_origin(office):
    browser = entered(office)
    del browser.headers["sec-fetch-site"]

    answer = browser.post("/ban/dang-xuat", headers={"origin": BASE}, follow_redirects=False)

    assert answer.headers["location"] == "/dang-nhap"


def test_a_page_tells_its_address_to_our_own_pages_only(office):
    page = entered(office).get("/ban/phien")

    assert page.headers["referrer-policy"] == "same-origin"
    assert '<meta name="referrer" content="same-origin">' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "'unsafe" not in page.headers["content-security-policy"]
