"""Who may sign in follows from the posts they hold."""

from dataclasses import replace

from cchc_scheduler.core.access import access_of, person_at, title_of
from cchc_scheduler.home import find_home
from cchc_scheduler.service import office_files

OFFICE = office_files(find_home(None)).office


def test_the_coordinating_units_posts_coordinate():
    assert access_of(OFFICE, "dau-moi-vhxh") == {"coordinator"}
    assert access_of(OFFICE, "truong-phong-van-hoa-xa-hoi") == {"coordinator"}


def test_a_chair_leads_and_a_unit_opens_nothing():
    assert access_of(OFFICE, "chu-tich") == {"leader"}
    assert access_of(OFFICE, "chanh-van-phong") == set()
    assert access_of(OFFICE, "dau-moi-kinhte") == set()


def test_one_person_may_have_more_than_one_post():
    posts = tuple(
        replace(post, holder="chu-tich") if post.id == "dau-moi-vhxh" else post
        for post in OFFICE.posts
    )

    assert access_of(replace(OFFICE, posts=posts, it="chu-tich"), "chu-tich") == {
        "coordinator",
        "leader",
        "it",
    }


def test_who_keeps_the_machine_needs_no_post():
    office = replace(OFFICE, it="dau-moi-kinhte")

    assert access_of(office, "dau-moi-kinhte") == {"it"}
    assert title_of(office, "nobody") == "Người quản trị hệ thống"
    assert title_of(office, "dau-moi-kinhte") == "Đầu mối báo cáo Phòng Kinh tế"


def test_an_address_is_found_however_it_is_written():
    assert person_at(OFFICE, " ChuTich@TueTinh.example").id == "chu-tich"
    assert person_at(OFFICE, "ai-do@noi-khac.vn") is None
