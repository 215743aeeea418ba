"""/ban/lien-ket: who sees which links, makes them and revokes them."""

import re

import pytest

from cchc_scheduler.store import audit, organisations
from tests.web.signed_in.entering import BASE, LEADER, entered

PATH = "/ban/lien-ket"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã"
CONTACT = "Bà Hoa, 0225 3 000 000"


def named(browser, name=FRONT, contact=CONTACT):
    return browser.post(f"{PATH}/to-chuc", data={"name": name, "contact": contact})


def test_the_coordinator_names_an_organisation_and_makes_its_link(office):
    browser = entered(office)
    assert "Đã ghi tên tổ chức" in named(browser).text

    page = browser.post(PATH, data={"purpose": "supervision", "subject": "1"})

    assert "Đã tạo liên kết mới" in page.text
    assert re.search(rf"{BASE}/g/[a-z2-7]{{32}}", page.text)
    assert CONTACT in page.text


def test_the_same_organisation_is_named_once(office):
    browser = entered(office)
    named(browser)
    named(browser)

    with office.service.db.read() as connection:
        assert [row["name"] for row in organisations.every(connection)] == [FRONT]


def test_a_name_and_a_contact_are_needed_and_what_was_typed_stays(office):
    page = named(entered(office), name="", contact=CONTACT)

    assert page.status_code == 422
    assert page.text.count("Ghi tên tổ chức") == 2
    assert f'value="{CONTACT}"' in page.text


def test_a_leader_sees_and_makes_only_their_own(office):
    coordinator = entered(office)
    named(coordinator)
    coordinator.post(PATH, data={"purpose": "supervision", "subject": "1"})
    leader = entered(office, LEADER)

    page = leader.get(PATH).text
    assert "Chủ tịch Ủy ban nhân dân xã" in page
    assert FRONT not in page
    assert CONTACT not in page
    other = leader.post(PATH, data={"purpose": "supervision", "subject": "1"})
    gone = leader.post(f"{PATH}/thu-hoi", data={"purpose": "supervision", "subject": "1"})
    assert (other.status_code, gone.status_code) == (404, 404)
    assert named(leader).status_code == 403


@pytest.mark.parametrize(
    ("purpose", "subject"),
    [
        ("leader", "truong-phong-kinh-te"),
        ("leader", ""),
        ("supervision", "7"),
        ("supervision", "x"),
        ("page", "bao-cao-quy/2025-Q3/phong-kinh-te"),
        ("", ""),
    ],
)
def test_no_link_is_made_for_who_is_not_listed(office, purpose, subject):
    answer = entered(office).post(PATH, data={"purpose": purpose, "subject": subject})

    assert answer.status_code == 404
    assert not re.search(rf"{BASE}/[lgn]/\w{{32}}", answer.text)


def test_the_log_tells_what_was_done_without_token_or_person(office):
    browser = entered(office)
    named(browser)
    browser.post(PATH, data={"purpose": "supervision", "subject": "1"})
    browser.post(f"{PATH}/thu-hoi", data={"purpose": "supervision", "subject": "1"})

    with office.service.db.read() as connection:
        entries = audit.since(connection, 0)[-3:]
    assert [(each["verb"], each["subject"]) for each in entries] == [
        ("organisation named", "organisation 1"),
        ("private link made", "supervision 1"),
        ("private link revoked", "supervision 1"),
    ]
    assert "Hoa" not in "".join(each["detail"] for each in entries)


def test_looking_makes_no_link(office):
    page = entered(office).get(PATH).text

    assert "chưa có liên kết" in page
    assert f"{BASE}/l/" not in page
