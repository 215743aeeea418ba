"""Forms of reports: drafts that never overwrite, and Word files that come by mail."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.actions.filled_reports import Filled, filled_facts
from cchc_scheduler.actions.read_outline import unit_outline
from cchc_scheduler.actions.report_forms import Draft, read_report, save_draft, version_answers
from cchc_scheduler.actions.settle_mail import Settlement, settle_mail
from cchc_scheduler.core.answers import Answer
from cchc_scheduler.core.errors import BadInput, Conflict
from cchc_scheduler.documents.report_form import report_form
from cchc_scheduler.home import find_home
from cchc_scheduler.store import obligations, report_answers
from tests.actions.mail_office import OWED, MailOffice
from tests.mail.clients import File, reply

TEMPLATES = find_home(None).template_dirs()
OUTLINE = unit_outline(TEMPLATES)


@pytest.fixture
def office(tmp_path):
    """An office on the morning of the opening, whose mailbox reads forms."""
    made = MailOffice(tmp_path)
    made.inbox = replace(made.inbox, outline=OUTLINE)
    return made


def at_desk(office, read):
    with office.db.read() as connection:
        return read(desk_at(connection, office.records, office.outbox, office.clock.now()))


def facts_of(office, obligation=OWED):
    return at_desk(office, lambda desk: read_report(desk, OUTLINE, obligation))


def draft(office, carrier, after=0, **answers):
    told = {key.replace("_", "."): Answer(text) for key, text in answers.items()}
    filled = Filled(facts_of(office).form, "page", told)
    made = Draft(OWED, carrier, "Hoa", filled, after)
    return save_draft(office.db, office.records, office.outbox, made, office.clock.now())


def word(office, **answers):
    told = {key.replace("_", "."): Answer(text) for key, text in answers.items()}
    return report_form(facts_of(office).with_answers(told), office.clock.now())


def test_a_draft_is_kept_beside_the_older_ones(office):
    first = draft(office, "form:1", III_6_a="Một")
    second = draft(office, "form:2", first, III_6_a="Hai")

    found = [
        at_desk(office, lambda desk, n=number: version_answers(desk, OWED, n))
        for number in (first, second, 99)
    ]
    assert [each.get("III.6.a") for each in found] == [Answer("Một"), Answer("Hai"), None]
    assert facts_of(office).version.number == second


def test_the_same_draft_again_is_kept_once(office):
    first = draft(office, "form:1", III_6_a="Một")

    assert draft(office, "form:1", III_6_a="Một") == first


def test_a_draft_made_from_an_older_version_is_refused_and_overwrites_nothing(office):
    draft(office, "form:1", III_6_a="Một")

    with pytest.raises(Conflict, match="newer draft"):
        draft(office, "form:2", III_6_a="Hai")

    assert facts_of(office).answers == {"III.6.a": Answer("Một")}


def test_nothing_is_kept_for_a_report_that_is_accepted(office):
    with office.db.work() as connection:
        row = obligations.one(connection, OWED)
        obligations.change(connection, row, state="accepted")

    with pytest.raises(BadInput, match="accepted"):
        draft(office, "form:1", III_6_a="Một")


def test_a_form_in_a_reply_is_recorded_with_what_it_holds(office):
    content = word(office, III_6_a="Đã ban hành 03 văn bản")
    mail = reply(office.raw_letter(), "Gửi báo cáo.", File("mẫu.docx", content))

    became = office.come(mail)

    (row,) = office.handed_in()
    with office.db.read() as connection:
        form = report_answers.of_submission(connection, row["id"])
        answers = report_answers.answers_of(connection, form["id"])
        told = filled_facts(connection, row["id"])
    assert became == ["recorded"]
    assert [(each["key"], each["text"]) for each in answers] == [
        ("III.6.a", "Đã ban hành 03 văn bản")
    ]
    assert (told.source, told.answered, told.unread) == ("word", 1, ())


def test_the_receipt_names_what_could_not_be_read(office):
    content = word(office, **{"thu-ngan-sach": "khoảng 12 tỷ"})

    office.come(reply(office.raw_letter(), "Gửi báo cáo.", File("mẫu.docx", content)))

    (row,) = office.handed_in()
    with office.db.read() as connection:
        told = filled_facts(connection, row["id"])
    assert told.unread == ("2-3b Thu ngân sách đã thực hiện",)
    receipt = message_from_bytes(office.raw_letter(kind="receipt"), policy=policy.default)
    text = receipt.get_body(("plain",)).get_content()
    assert "chưa đọc được vào mẫu" in text
    assert "2-3b Thu ngân sách đã thực hiện" in text


def test_no_other_task_has_a_form(office):
    with office.db.work() as connection:
        row = dict(obligations.one(connection, OWED))
        row |= {"id": "viec-khac/2025-Q3/phong-kinh-te", "task": "viec-khac"}
        obligations.add(connection, [row])

    assert facts_of(office, "viec-khac/2025-Q3/phong-kinh-te") is None


@pytest.mark.parametrize("text", [None, "id: mau\n", "id: [\n", ""])
def test_without_a_good_outline_there_is_no_form_and_nothing_fails(tmp_path, text):
    folder = tmp_path / "vi" / "documents" / "outlines"
    folder.mkdir(parents=True)
    if text is not None:
        (folder / "bao-cao-don-vi.yaml").write_text(text, encoding="utf-8")

    assert unit_outline([tmp_path]) is None


def test_an_offices_own_outline_stands_before_the_packaged_one(tmp_path):
    folder = tmp_path / "vi" / "documents" / "outlines"
    folder.mkdir(parents=True)
    packaged = TEMPLATES[-1] / "vi" / "documents" / "outlines" / "bao-cao-don-vi.yaml"
    text = packaged.read_text(encoding="utf-8").replace('title: "Số liệu"', 'title: "Các số"')
    (folder / "bao-cao-don-vi.yaml").write_text(text, encoding="utf-8")

    outline = unit_outline([tmp_path, *TEMPLATES])

    assert "Các số" in [part.title for part in outline.parts]


def test_a_form_that_a_person_settles_is_read_too(office):
    raw = reply(
        office.raw_letter(),
        "Gửi",
        File("mẫu.docx", word(office, III_6_b="Đã chi 80%")),
        From="la@noi-khac.example",
    )
    office.come(raw)
    settlement = Settlement(mail=office.last()["id"], by="Đầu mối", obligation=OWED)

    number = settle_mail(
        office.db, office.records, office.outbox, office.inbox, (settlement, office.clock.now())
    )

    assert facts_of(office).answers == {"III.6.b": Answer("Đã chi 80%")}
    with office.db.read() as connection:
        assert filled_facts(connection, number).source == "word"
