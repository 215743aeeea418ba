"""Levels that wait for the word of the coordinating unit's head."""

from tests.letters.seasons import live, of, times

APPROVAL = (("escalation: automatic", "escalation: approval"),)
ONE_LATE = "".join(
    f'- {{at: "2025-09-04 09:00", unit: {unit}, period: 2025-Q3, do: nil, by: "Đầu mối", '
    f'note: "Không phát sinh."}}\n'
    for unit in (
        "phong-van-hoa-xa-hoi",
        "van-phong-hdnd-ubnd",
        "trung-tam-phuc-vu-hanh-chinh-cong",
        "trung-tam-van-hoa-the-thao-va-truyen-thong",
    )
)
VICE_CHAIR = (
    (
        'title: "Giám đốc Trung tâm Phục vụ hành chính công", rank: head',
        'title: "Phó Chủ tịch UBND xã", rank: vice-chair',
    ),
)


def said(at, do, unit="phong-kinh-te"):
    return f'- {{at: "2025-{at}", unit: {unit}, period: 2025-Q3, do: {do}}}\n'


def test_a_level_is_asked_about_once_and_does_not_go_without_a_word():
    sent = live(policy=APPROVAL)

    about_four, about_the_chiefs_own = of(sent, "approval")
    assert times([about_four]) == [("2025-09-11 07:30", "truongphong.vhxh")]
    assert "về 04 đơn vị" in about_four.text
    assert "gửi đồng chí Chủ tịch Ủy ban nhân dân xã thông tin về 01" in about_the_chiefs_own.text
    assert of(sent, "late-3", "late-5", "reported") == []
    assert len(of(sent, "late-1", "late-1-own")) == 5


def test_the_question_holds_the_draft_what_was_said_and_what_is_awaited():
    asked = 'ask-extension, until: 2025-09-30, reason: "chờ số liệu"'
    sent = live(ONE_LATE + said("09-10 16:00", asked), policy=APPROVAL)

    (question,) = of(sent, "approval")
    head, draft = question.text.split("Dự thảo:\n---\n")
    assert question.subject == (
        "[CCHC quý III/2025] Xin ý kiến: dự kiến thông tin đến "
        "Chánh Văn phòng HĐND-UBND xã ngày 12/9/2025"
    )
    assert "Dự kiến 14 giờ 00 ngày 12/9/2025 gửi đồng chí Chánh Văn phòng" in head
    assert "- 14 giờ 00 ngày 10/9/2025: Trưởng Phòng Kinh tế, đã chuyển" in head
    assert "Đề nghị lùi thời gian đang chờ trả lời: 01." in head
    assert draft.startswith("Kính gửi: Đồng chí Chánh Văn phòng HĐND-UBND xã\n")
    assert "1. Phòng Kinh tế\n" in draft
    assert "Ý kiến của đơn vị: đề nghị gửi đến hết 30/9/2025: chờ số liệu" in draft


def test_an_approved_level_goes_in_the_words_of_its_draft():
    sent = live(ONE_LATE + said("09-11 10:00", "approve"), policy=APPROVAL)

    (question,) = of(sent, "approval", to="truongphong.vhxh")[:1]
    (level,) = of(sent, "late-3")
    draft = question.text.split("Dự thảo:\n---\n")[1].split("\n---\n")[0]
    asked_in, wished = draft.split("\n\n")[1:3:2], draft.splitlines()[0]
    assert level.when == "2025-09-12 14:00"
    assert asked_in[0] in level.text
    assert wished in level.text


def test_the_next_level_is_asked_about_in_its_turn():
    sent = live(ONE_LATE + said("09-11 10:00", "approve"), policy=APPROVAL)

    assert times(of(sent, "approval")) == [
        ("2025-09-11 07:30", "truongphong.vhxh"),
        ("2025-09-15 07:30", "truongphong.vhxh"),
    ]
    second = of(sent, "approval")[1]
    assert "Kính gửi: Đồng chí Chủ tịch Ủy ban nhân dân xã\n" in second.text
    assert "Kính đề nghị đồng chí xem xét, cho ý kiến chỉ đạo." in second.text


def test_the_own_part_may_not_be_put_off():
    question = of(live(policy=APPROVAL), "approval")[0]

    assert "Phần do Phòng Văn hóa-Xã hội chủ trì không lùi" in question.text


def test_the_draft_to_a_vice_chair_offers_to_send_or_to_change_it():
    (question,) = of(live(office=VICE_CHAIR), "approval")

    assert question.when == "2025-09-10 07:30"
    assert "người đứng đầu đơn vị là lãnh đạo UBND xã nên thư không gửi tự động" in question.text
    assert "Kính gửi: Đồng chí Phó Chủ tịch UBND xã\n" in question.text
    assert "kính báo cáo đồng chí" in question.text
    assert "không gửi riêng" not in question.text
    assert "đơn vị vẫn được nêu trong trang tổng hợp định kỳ của lãnh đạo" in question.text
