"""`cchc erase`: shows what it would remove without its content, asks, and does it."""

import sqlite3
from contextlib import closing

REPORT = "bao-cao-quy/2025-Q3/phong-kinh-te"
LINK = "https://tailieu.xa.vn/khong-duoc-o-day"


def rows(season):
    with closing(sqlite3.connect(season / "data" / "cchc.sqlite3")) as connection:
        return connection.execute("SELECT link, erased_at IS NOT NULL FROM submission").fetchall()


def test_nothing_is_removed_before_a_person_agrees(cchc, season):
    cchc("submit", REPORT, "--link", LINK, "--by", "Chị Hà")

    shown = cchc("erase", REPORT, "1", "--by", "Chánh Văn phòng", typed="n\n")

    assert shown.code == 130
    assert shown.out.startswith(
        f"submission 1 of {REPORT}: link, handed in 2025-09-04 08:00 by Chị Hà\n"
    )
    assert LINK not in shown.out
    assert rows(season) == [(LINK, 0)]


def test_the_receipts_code_names_it_too(cchc, season):
    cchc("submit", REPORT, "--link", LINK, "--by", "Chị Hà")
    cchc("backup")

    done = cchc("erase", REPORT, "BN-2025Q3-0001", "--by", "Chánh Văn phòng", "--yes")

    assert (done.code, rows(season)) == (0, [(None, 1)])
    assert "1 backups rewritten" in done.out
    assert LINK.encode() not in (season / "data" / "cchc.sqlite3").read_bytes()


def test_a_submission_that_is_none_is_refused(cchc, season):
    unknown = cchc("erase", REPORT, "7", "--by", "it", "--yes")
    nonsense = cchc("erase", REPORT, "x", "--by", "it", "--yes")

    assert (unknown.code, nonsense.code) == (6, 2)
    assert "has no submission 7; it has: none" in unknown.err


def test_the_words_of_a_matter_go_after_it_was_shown_without_them(cchc, season):
    with closing(sqlite3.connect(season / "data" / "cchc.sqlite3")) as connection:
        connection.execute(
            "INSERT INTO matter (obligation, kind, carrier, text, by, raised_at, state) VALUES "
            "(?, 'difficulty', 'form:1', ?, 'Chị Hà', '2025-09-03 02:00:00.000000', 'asked')",
            (REPORT, LINK),
        )
        connection.commit()

    done = cchc("erase", REPORT, "1", "--matter", "--by", "Chánh Văn phòng", "--yes")

    assert done.code == 0
    assert done.out.startswith(
        f"matter 1 of {REPORT}: difficulty, written 2025-09-03 09:00 by Chị Hà\n"
    )
    assert LINK.encode() not in (season / "data" / "cchc.sqlite3").read_bytes()
