"""How each unit's row reads, in the digest and the leaders' page."""

import pytest

from tests.letters.seasons import live, of

ECONOMY = "unit: phong-kinh-te, period: 2025-Q3"
HANDED = 'do: nil, by: "Đầu mối", note: "Không phát sinh."'
ASKED = 'do: ask-extension, until: 2025-09-12, reason: "chờ số liệu"'


def story(*deeds):
    return "".join(f'- {{at: "2025-{at}", {ECONOMY}, {rest}}}\n' for at, rest in deeds)


@pytest.mark.parametrize(
    ("deeds", "row"),
    [
        (
            [("09-09 16:00", HANDED)],
            "đã nhận đúng thời hạn, nhận lúc 16 giờ 00 ngày 09/9/2025",
        ),
        (
            [("09-10 16:00", HANDED)],
            "đã nhận sau thời hạn, nhận lúc 16 giờ 00 ngày 10/9/2025",
        ),
        (
            [("09-05 09:00", ASKED), ("09-05 10:00", "do: grant"), ("09-11 16:00", HANDED)],
            (
                "đã nhận trong mốc đã thống nhất, nhận lúc 16 giờ 00 ngày 11/9/2025; "
                "đã thống nhất nhận đến hết ngày 12/9/2025"
            ),
        ),
        (
            [
                ("09-05 09:00", ASKED),
                ("09-05 10:00", 'do: grant, document: "TB 9/TB-UBND"'),
                ("09-11 16:00", HANDED),
            ],
            (
                "đã nhận đúng thời hạn, nhận lúc 16 giờ 00 ngày 11/9/2025; "
                "đã được gia hạn đến hết ngày 12/9/2025"
            ),
        ),
        (
            [
                ("09-05 09:00", HANDED),
                ("09-08 09:00", 'do: return, until: 2025-09-17, usable: true, comment: "thêm"'),
            ],
            (
                "đang bổ sung, nhận lúc 09 giờ 00 ngày 05/9/2025; "
                "thời gian bổ sung đến hết ngày 17/9/2025"
            ),
        ),
        (
            [
                ("09-05 09:00", HANDED),
                ("09-08 09:00", 'do: return, until: 2025-09-17, usable: true, comment: "thêm"'),
                ("09-12 09:00", HANDED),
            ],
            "đã nhận đúng thời hạn, nhận lúc 09 giờ 00 ngày 05/9/2025",
        ),
        (
            [("09-10 09:00", 'do: waive, document: "Công văn 45/UBND", by: "Chủ tịch"')],
            "được miễn",
        ),
    ],
)
def test_a_unit_stands_as_the_record_says(deeds, row):
    sent = live(story(*deeds), span=("2025-09-03", "2025-09-15"))

    page = of(sent, "leaders-page")[-1]

    assert page.when == "2025-09-15 07:30"
    assert f"- Phòng Kinh tế: {row}\n" in page.text
