"""What is compiled from the record of the shipped office keeps the form of Decree 30/2020."""

from cchc_scheduler.actions.compile_report import compile_period
from cchc_scheduler.actions.read_outline import report_outlines
from cchc_scheduler.documents.official_report import official_report
from tests.actions.post_office import HOME
from tests.actions.report_office import EARLY, MORNING_AFTER, ReportOffice
from tests.documents.decree30 import Kind, faults_of

KINDS = {
    "upward": Kind(),
    "party": Kind(),
    "unit": Kind(parents=2),
    "internal": Kind(parents=2, title="PHỤ LỤC NỘI BỘ", annex="Phụ lục nội bộ"),
}


def test_every_report_of_a_period_keeps_every_rule():
    office = ReportOffice()
    office.hand_in("phong-kinh-te", EARLY, words="Thu đạt 80% & vượt <kế hoạch>.\nĐã giải ngân.")
    office.hand_in("van-phong-hdnd-ubnd", EARLY)
    office.clock.move_to(MORNING_AFTER)
    dirs = HOME.template_dirs()

    compilation = office.read(lambda desk: compile_period(desk, report_outlines(dirs), "2025-Q3"))
    faults = {
        report.key: faults_of(official_report(report, dirs, MORNING_AFTER), KINDS[report.kind])
        for report in compilation.reports
    }

    assert {report.kind for report in compilation.reports} == set(KINDS)
    assert not {key: found for key, found in faults.items() if found}
