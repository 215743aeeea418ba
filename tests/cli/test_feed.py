"""`cchc feed`: links of private calendars from the command line."""

import json

ADDRESS = "CCHC_BASE_URL=https://cchc.xa.example\n"


def with_pages(home):
    settings = home / ".env"
    settings.write_text(settings.read_text(encoding="utf-8") + ADDRESS, encoding="utf-8")


def test_a_link_is_printed_once_and_ended_by_revoking(cchc, season):
    with_pages(season)

    made = cchc("feed", "make", "leader:chu-tich", "--by", "Lan")
    listed = json.loads(cchc("feed", "list", "--json").out)
    ended = cchc("feed", "revoke", "leader:chu-tich", "--by", "Lan")

    assert made.out.startswith("https://cchc.xa.example/lich/")
    assert made.out.strip().endswith(".ics")
    assert listed[:2] == [
        {"subject": "coordinator", "name": "Phòng Văn hóa-Xã hội (tổng hợp)", "open": False},
        {"subject": "leader:chu-tich", "name": "Chủ tịch Ủy ban nhân dân xã", "open": True},
    ]
    assert ended.out == "revoked\n"
    assert "(link open)" not in cchc("feed", "list").out


def test_what_is_no_feed_is_refused_with_the_nearest_name(cchc, season):
    with_pages(season)

    answer = cchc("feed", "make", "leader:chu-tic", "--by", "Lan")

    assert (answer.code, answer.out) == (6, "")
    assert "did you mean leader:chu-tich?" in answer.err


def test_without_the_pages_address_it_says_what_to_set(cchc, season):
    answer = cchc("feed", "make", "coordinator", "--by", "Lan")

    assert answer.code == 3
    assert "CCHC_BASE_URL" in answer.err
