"""What the coordinator hears of mail that did not arrive, and of posts nobody reaches."""

from tests.letters.seasons import live, of, times

PHONE = (
    (
        "{id: truong-phong-kinh-te, address: truongphong.kinhte@tuetinh.example}",
        '{id: truong-phong-kinh-te, address: truongphong.kinhte@tuetinh.example, phone: "0220 1"}',
    ),
)


def bounce(at, role="head", unit="phong-kinh-te"):
    return f'- {{at: "2025-{at}", unit: {unit}, role: {role}, do: bounce, permanent: true}}\n'


def test_a_letter_to_a_head_that_came_back_is_told_with_the_number_to_call():
    sent = live(bounce("09-10 14:30"), office=PHONE)

    told = of(sent, "undelivered")[0]
    assert (told.when, told.post, told.kind) == ("2025-09-10 14:30", "vhxh", "undelivered")
    assert told.subject == "[CCHC] Không chuyển được thư tới Phòng Kinh tế; đề nghị gọi 0220 1"
    assert 'Thư "[CCHC quý III/2025] Phòng Kinh tế: đề nghị quan tâm báo cáo"' in told.text
    assert "gửi đồng chí Trưởng Phòng Kinh tế không chuyển được." in told.text
    assert "gọi 0220 1 và kiểm tra lại địa chỉ" in told.text
    assert "Cấp phía trên chỉ được thông tin sau khi" in told.text


def test_without_a_number_the_coordinator_is_asked_to_find_one():
    told = of(live(bounce("09-10 14:30")), "undelivered")[0]

    assert told.subject == "[CCHC] Không chuyển được thư tới Phòng Kinh tế"
    assert "liên hệ bằng điện thoại (danh bạ chưa có số)" in told.text


def test_a_reminder_that_came_back_holds_up_nothing():
    told = of(live(bounce("09-04 09:00", role="focal")), "undelivered")[0]

    assert "Cấp phía trên" not in told.text


def test_a_level_without_proof_is_told_once_and_nobody_above_hears():
    sent = live(bounce("09-08 09:00") + bounce("09-08 09:01", role="focal"))

    told = [each for each in of(sent, "undelivered") if "Chưa có cơ sở" in each.text]
    heads = [each for each in told if "Trưởng Phòng Kinh tế" in each.text]
    assert len(heads) == 1
    assert "Chưa có cơ sở xác định đồng chí Trưởng Phòng Kinh tế đã được thông tin" in heads[0].text
    assert all("Phòng Kinh tế" not in each.text for each in of(sent, "late-3", "late-5"))


def test_one_letter_that_came_back_is_told_once():
    again = bounce("09-10 14:30") + bounce("09-10 15:30")

    told = [each for each in of(live(again), "undelivered") if 'Thư "' in each.text]

    assert times(told) == [("2025-09-10 14:30", "vhxh")]
