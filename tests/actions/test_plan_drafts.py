"""An uploaded annex is a draft: mended by several, in force only when everything is answered."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cchc_scheduler.actions.apply_draft import (
    DraftApplication,
    DraftPreview,
    apply_draft,
    list_drafts,
    preview_draft,
)
from cchc_scheduler.actions.mend_draft import Mended, MovedOn, drop_draft
from cchc_scheduler.actions.read_applied import list_applies
from cchc_scheduler.actions.records import Records
from cchc_scheduler.core.errors import BadInput, Conflict, NotFound
from cchc_scheduler.core.mendings import Mending
from cchc_scheduler.store import files
from cchc_scheduler.store.migrate import open_store
from tests.actions.drafting_office import REVIEWED, ROWS, SECTION, TALKED, DraftingOffice
from tests.core.cast import at, day

UNCLEAR = (
    *ROWS,
    ("3", "Tuyên truyền cải cách hành chính", "Trạm Y tế", "", "Trước ngày 31/6/2025", ""),
)


@pytest.fixture
def office(tmp_path):
    office = DraftingOffice(tmp_path)
    office.go_live("2025-08-14 16:00")
    office.clock.move_to(at("2025-08-15 10:00"))
    return office


def test_an_upload_is_kept_with_its_file_and_nothing_is_in_force(office):
    before = office.numbers()

    uploaded = office.upload(*ROWS)

    (brief,) = list_drafts(office.db)
    assert (uploaded.draft, brief.number, brief.plan) == (1, 1, "ke-hoach")
    assert (brief.state, brief.version, brief.made_by) == ("open", 1, "Chi")
    assert files.path_of(office.data, brief.sha256).is_file()
    assert office.draft(1).annex == uploaded.annex
    assert (office.numbers()[0], office.numbers()[2]) == (before[0], before[2])


def test_the_same_file_again_is_the_same_draft_until_that_is_closed(office):
    first, again = office.upload(*ROWS), office.upload(*ROWS)
    drop_draft(office.db, first.draft, "Chi", office.clock.now())

    assert (first.draft, again.draft, office.upload(*ROWS).draft) == (1, 1, 2)


def test_a_file_that_cannot_be_read_makes_no_draft_and_says_why(office):
    uploaded = office.upload()

    assert (uploaded.draft, [each.kind for each in uploaded.annex.faults]) == (0, ["no-tasks"])
    assert list_drafts(office.db) == ()


def test_a_file_with_a_marking_of_a_secret_is_not_kept(office):
    with pytest.raises(BadInput, match="marking of a state secret"):
        office.upload(SECTION, ("1", "TỐI MẬT", "Kinh tế", "", "30/9/2025", ""))

    assert not (office.data / files.FOLDER).exists()


def test_questions_must_be_answered_before_anything_is_in_force(office):
    office.upload(*UNCLEAR)
    before = office.numbers()

    with pytest.raises(BadInput) as refused:
        office.apply_draft(1)

    told = str(refused.value).splitlines()
    assert told[0] == "2 points are to be settled first:"
    assert told[1].startswith("row 3: Kế hoạch!C7: Cơ quan chủ trì “Trạm Y tế” không có")
    assert told[1].endswith("-> give `lead` (a unit's id), or `confirm: [lead-unknown]`")
    assert "[deadline] -> give `deadline` (its words) or `last_day`" in told[2]
    assert office.numbers() == before


def test_a_mended_draft_comes_in_force_as_it_was_mended(office):
    office.upload(*UNCLEAR)
    office.mend(1, Mending("3", lead="kinh-te", last_day=day("2025-10-31")))

    applied = office.apply_draft(1)

    task = "PL.I.3/2025-Q4/kinh-te"
    assert [(each.effect, each.obligation) for each in applied.effects] == [
        ("made", REVIEWED),
        ("made", TALKED),
        ("made", task),
    ]
    assert office.versions(task) == [("plan", "2025-10-31")]
    assert office.draft(1).brief.state == "applied"
    assert office.draft(1).brief.apply == applied.number


def test_a_draft_is_applied_once_however_often_it_is_asked(office):
    office.upload(*ROWS)
    first = office.apply_draft(1)
    before = office.numbers()

    again = office.apply_draft(1, version=1)

    assert (again.number, again.documents) == (first.number, 0)
    assert office.numbers() == before


def test_the_same_annex_uploaded_again_differs_in_nothing(office):
    office.upload(*ROWS)
    office.apply_draft(1)

    second = office.upload(*ROWS).draft

    assert second == 2
    assert preview_draft(*office.pieces, DraftPreview(2), office.clock.now()).changes == ()
    assert office.apply_draft(2).documents == 0
    assert office.draft(2).brief.state == "applied"


def test_a_second_saving_over_anothers_is_refused_with_what_changed(office):
    office.upload(*UNCLEAR)
    shown = office.draft(1).brief.version
    office.mend(1, Mending("3", lead="kinh-te"), version=shown, by="Bình")

    refused = office.mend(1, Mending("3", lead="tong-hop"), version=shown)

    assert isinstance(refused, MovedOn)
    (changed,) = refused.changed
    assert (changed.by, changed.mending) == ("Bình", Mending("3", lead="kinh-te"))
    assert office.draft(1).review.rows[2].lead == "kinh-te"
    assert office.mend(1, Mending("3", lead="tong-hop"), version=refused.version) == Mended(3)


def test_a_mending_is_taken_back_by_an_empty_one(office):
    office.upload(*ROWS)
    office.mend(1, Mending("1", left_out=True))
    office.mend(1, Mending("1"))

    assert len(office.draft(1).review.rows) == 2
    assert office.mend(1, Mending("1")) == Mended(3)


def test_mendings_that_fit_nothing_are_refused_together_and_none_is_kept(office):
    office.upload(*ROWS)

    with pytest.raises(BadInput) as refused:
        office.mend(1, Mending("1", lead="tram-y-te"), Mending("7", text="x"))

    assert str(refused.value).splitlines() == [
        "These can't be kept:",
        "row 1: the directory has no unit 'tram-y-te'",
        "row 7: there is no such row; a row that was split is named by its parts",
    ]
    assert office.draft(1).brief.version == 1


def test_a_draft_that_moved_on_since_it_was_shown_is_not_applied(office):
    office.upload(*ROWS)
    office.mend(1, Mending("1", left_out=True), by="Bình")

    with pytest.raises(Conflict, match=r"changed since it was shown \(row 1 by Bình\)"):
        office.apply_draft(1, version=1)


def test_a_dropped_draft_is_neither_mended_nor_applied(office):
    office.upload(*ROWS)
    drop_draft(office.db, 1, "Chi", office.clock.now())

    with pytest.raises(BadInput, match="Draft 1 is dropped"):
        office.mend(1, Mending("1", left_out=True))
    with pytest.raises(BadInput, match="was dropped"):
        office.apply_draft(1)
    with pytest.raises(NotFound, match="no draft 9"):
        office.draft(9)


def test_faults_of_the_whole_plan_are_told_and_nothing_is_applied(office):
    office.upload(*ROWS, ("3", *ROWS[1][1:]))
    office.mend(1, Mending("3", confirmed=("duplicate",)))
    before = office.numbers()

    with pytest.raises(BadInput, match="is the same task as on line"):
        office.apply_draft(1)

    assert office.numbers() == before


def test_two_who_apply_at_once_apply_once(tmp_path):
    office = DraftingOffice(tmp_path)
    office.db = open_store(tmp_path / "data", office.clock.now())
    office.apply()
    office.upload(*ROWS)
    stores = [open_store(tmp_path / "data", office.clock.now()) for _ in range(2)]
    together, asked = Barrier(2), DraftApplication(1, 1, "Chi")

    def apply(store):
        together.wait()
        return apply_draft(store, Records(), office.service.outbox, asked, office.clock.now())

    with ThreadPoolExecutor(2) as both:
        applied = list(both.map(apply, stores))

    assert sorted(each.documents for each in applied) == [0, 1]
    assert len({each.number for each in applied}) == 1
    assert next(each.did for each in list_applies(office.db)) == {"made": 2}
    for store in (office.db, *stores):
        store.close()


def test_the_preview_tells_what_would_be_and_leaves_nothing_behind(office):
    office.upload(*ROWS)
    office.apply_draft(1)
    office.live("2025-08-18", "2025-08-25")
    office.upload(SECTION, ("1", *ROWS[1][1:4], "Trước ngày 20/10/2025", ""))
    before = office.numbers()

    found = preview_draft(*office.pieces, DraftPreview(2, working_days=40), office.clock.now())

    assert [(each.sign, each.task.id, each.parts) for each in found.tasks] == [
        ("~", "PL.I.1", ("deadline",)),
        ("-", "PL.I.2", ()),
    ]
    assert [
        (each.effect, each.obligation, str(each.was), str(each.is_now)) for each in found.effects
    ] == [
        ("moved", REVIEWED, "2025-09-14", "2025-10-19"),
        ("withdrawn", TALKED, "2025-11-28", "None"),
    ]
    assert [(each.post, each.address) for each in found.told] == [
        ("dau-moi-kt", "giang@anbinh.example")
    ]
    assert {each.obligation for each in found.gone} == {REVIEWED}
    assert str(found.next_of(REVIEWED).at.date()) == "2025-09-26"
    assert office.numbers() == before
    assert office.versions(REVIEWED) == [("plan", "2025-09-14")]


def test_what_a_task_handed_in_before_it_was_withdrawn_stays(office):
    office.upload(*ROWS)
    office.apply_draft(1)
    office.upload(SECTION, ROWS[2])

    office.apply_draft(2)

    assert office.states()[REVIEWED] == "cancelled"
    assert office.versions(REVIEWED) == [("plan", "2025-09-14")]
    assert ("withdrew", REVIEWED, {"why": "not in the plan"}) in office.log("withdrew")


def test_a_withdrawn_task_that_comes_back_goes_on_under_its_old_id(office):
    office.upload(*ROWS)
    office.apply_draft(1)
    office.upload(SECTION, ROWS[2])
    office.apply_draft(2)
    office.upload(*ROWS)

    applied = office.apply_draft(3)

    assert [(each.effect, each.obligation) for each in applied.effects] == [
        ("brought-back", REVIEWED)
    ]
    assert office.states()[REVIEWED] == "scheduled"
