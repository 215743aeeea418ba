from pathlib import Path

import pytest

from cchc_scheduler.documents.leads import leads_in_brief, leads_of
from cchc_scheduler.home import find_home
from cchc_scheduler.plan.documents import plan_from_document
from cchc_scheduler.service import office_files

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan():
    """The plan of Decision 362."""
    documents = office_files(find_home(ROOT, {}, ROOT)).documents
    return next(plan_from_document(each.content) for each in documents if each.kind == "plan")


def test_a_unit_reports_on_the_areas_it_leads(plan):
    assert leads_of(plan, "phong-kinh-te") == ("Cải cách tài chính công (khoản 6 Mục III)",)


def test_a_task_led_in_anothers_area_is_named_in_the_plans_words(plan):
    area, task = leads_of(plan, "van-phong-hdnd-ubnd")

    assert area == "Cải cách thể chế (khoản 2 Mục III)"
    assert task.startswith('"Thường xuyên kiểm tra, giám sát, đôn đốc')
    assert task.endswith('giao" (điểm b khoản 1 Mục III)')


def test_a_unit_without_an_area_reports_on_its_standing_duties(plan):
    duties = leads_of(plan, "trung-tam-van-hoa-the-thao-va-truyen-thong")

    assert len(duties) == 3
    assert duties[0].endswith('" (gạch đầu dòng thứ 1 điểm đ khoản 2 Mục V)')


def test_a_table_names_tasks_and_duties_by_clause_alone(plan):
    centre = "trung-tam-van-hoa-the-thao-va-truyen-thong"

    assert leads_in_brief(plan, centre) == ("nhiệm vụ tại điểm đ khoản 2 Mục V",)
    assert leads_in_brief(plan, "van-phong-hdnd-ubnd") == (
        "Cải cách thể chế (khoản 2 Mục III)",
        "nhiệm vụ tại điểm b khoản 1 Mục III",
    )
