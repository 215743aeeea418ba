"""`cchc record matter`: the coordinator answers what a unit raised."""

from cchc_scheduler.actions.raise_matter import Raised, raise_matter
from cchc_scheduler.core.matters import Raising
from cchc_scheduler.engine.worker import run_inline
from cchc_scheduler.home import find_home
from cchc_scheduler.service import build_service
from cchc_scheduler.store import matters

REPORT = "bao-cao-quy/2025-Q3/phong-kinh-te"


def raised(season):
    service = build_service(find_home(season, {}), run_inline)
    given = Raised(REPORT, "form:1", Raising("difficulty", "chờ hướng dẫn", "Hoa"))
    raise_matter(service.db, service.records, service.outbox, given, service.now())
    service.close()


def test_the_digest_names_the_number_and_the_command_answers_it(cchc, season):
    raised(season)

    digest = cchc("digest")
    answer = cchc("record", "matter", "1", "--answer", "Ghi số ước.", "--by", "Đầu mối")

    assert "Trả lời khó khăn, vướng mắc của Phòng Kinh tế (số 1)" in digest.out
    assert (answer.code, answer.out) == (0, "answered; the unit reads it on its page\n")
    service = build_service(find_home(season, {}), run_inline)
    with service.db.read() as connection:
        row = matters.one(connection, 1)
    service.close()
    assert (row["state"], row["answer"], row["answered_by"]) == (
        "answered",
        "Ghi số ước.",
        "Đầu mối",
    )


def test_a_matter_that_is_none_is_refused(cchc, season):
    answer = cchc("record", "matter", "7", "--answer", "x", "--by", "Đầu mối")

    assert (answer.code, answer.err) == (
        6,
        "cchc: There is no matter 7; `cchc digest` lists what waits.\n",
    )
