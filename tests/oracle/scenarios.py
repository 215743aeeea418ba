"""The scenarios after which the oracle sits: each a name, what people do, and what is replaced."""

from dataclasses import dataclass, field

QUARTER = ("2025-09-03", "2025-09-19")
NO_PHONE = "trung-tam-phuc-vu-hanh-chinh-cong"
KINH_TE = "{at: '2025-09-%s', unit: phong-kinh-te, period: 2025-Q3, do: %s}"
VICE_CHAIR = (
    'title: "Giám đốc Trung tâm Phục vụ hành chính công", rank: head',
    'title: "Giám đốc Trung tâm Phục vụ hành chính công", rank: vice-chair',
)
VACANT_FOCAL = ("rank: staff, holder: dau-moi-kinhte}", "rank: staff, holder: null}")
VACANT_CHIEF = (
    'title: "Chánh Văn phòng HĐND-UBND xã", rank: head, holder: chanh-van-phong}',
    'title: "Chánh Văn phòng HĐND-UBND xã", rank: head, holder: null}',
)
UPSTREAM = (
    "upstream_day:  # hạn xã gửi Sở Nội vụ: Quyết định không nêu",
    "upstream_day: 17",
)
APPROVAL = ("escalation: automatic", "escalation: approval")


@dataclass(frozen=True)
class Scenario:
    """What happens in a span, in a home with some words of its files replaced."""

    deeds: str = ""
    span: tuple[str, str] = QUARTER
    replaced: dict = field(default_factory=dict)


def _all_hand_in(at):
    units = (
        "phong-van-hoa-xa-hoi van-phong-hdnd-ubnd trung-tam-phuc-vu-hanh-chinh-cong "
        "trung-tam-van-hoa-the-thao-va-truyen-thong"
    )
    return "\n".join(
        f"- {{at: '{at}', unit: {unit}, period: 2025-Q3, do: submit, by: 'Đầu mối', "
        f"link: 'https://tailieu.example/{unit}'}}"
        for unit in units.split()
    )


OTHERS_ON_TIME = _all_hand_in("2025-09-04 09:00")


def _with_others(*deeds):
    return "\n".join([OTHERS_ON_TIME, *(f"- {deed}" for deed in deeds)])


SCENARIOS = {
    "nobody acts": Scenario(),
    "everybody is on time": Scenario(
        _with_others(KINH_TE % ("05 10:00", "submit, by: 'A', file: bao-cao.docx"))
    ),
    "nil, and one received elsewhere with an earlier day": Scenario(
        _with_others(
            "{at: '2025-09-11 09:00', unit: phong-kinh-te, period: 2025-Q3, do: elsewhere, "
            "number: '12/BC-PKT', by: 'A', day: 2025-09-08}",
        )
        .replace("do: submit", "do: nil, note: 'Trong kỳ không phát sinh'", 1)
        .replace("link: 'https://tailieu.example/phong-van-hoa-xa-hoi'", "period: 2025-Q3")
        .replace("period: 2025-Q3, do: nil", "do: nil")
    ),
    "elsewhere, found out after the leaders were told": Scenario(
        _with_others(
            "{at: '2025-09-17 09:00', unit: phong-kinh-te, period: 2025-Q3, do: elsewhere, "
            "number: '12/BC-PKT', by: 'A', day: 2025-09-09}",
            "{at: '2025-09-17 15:00', unit: phong-kinh-te, period: 2025-Q3, do: accept}",
        )
    ),
    "returned for a formal defect, and never completed": Scenario(
        _with_others(
            KINH_TE % ("08 10:00", "submit, by: 'A', file: a.docx"),
            KINH_TE % ("08 15:00", "return, until: 2025-09-11, usable: true, comment: 'bổ sung'"),
        )
    ),
    "returned as unusable, late again, then handed in": Scenario(
        _with_others(
            KINH_TE % ("08 10:00", "submit, by: 'A', file: a.docx"),
            KINH_TE % ("08 15:00", "return, until: 2025-09-10, usable: false, comment: 'sai kỳ'"),
            KINH_TE % ("16 10:00", "submit, by: 'A', file: b.docx"),
        )
    ),
    "a later day granted, and kept": Scenario(
        _with_others(
            KINH_TE % ("05 10:00", "ask-extension, until: 2025-09-12, reason: 'chờ số liệu'"),
            KINH_TE % ("08 09:20", "grant"),
            KINH_TE % ("12 09:20", "submit, by: 'A', file: a.docx"),
        )
    ),
    "a request refused after it held the upper levels": Scenario(
        _with_others(
            KINH_TE % ("11 10:00", "ask-extension, until: 2025-09-22, reason: 'chờ số liệu'"),
            KINH_TE % ("15 09:20", "refuse, reason: 'phải tổng hợp trước ngày 20'"),
        )
    ),
    "a request nobody answers holds two working days, once": Scenario(
        _with_others(
            KINH_TE % ("11 10:00", "ask-extension, until: 2025-09-22, reason: 'chờ số liệu'"),
            KINH_TE % ("16 10:00", "ask-extension, until: 2025-09-23, reason: 'vẫn chờ'"),
        ),
        span=("2025-09-03", "2025-09-24"),
    ),
    "an extension by the leader's document, overdue again": Scenario(
        _with_others(
            KINH_TE % ("09 10:00", "ask-extension, until: 2025-09-12, reason: 'chờ số liệu'"),
            KINH_TE % ("09 16:00", "grant, document: '77/UBND-VX'"),
        ),
        span=("2025-09-03", "2025-09-24"),
    ),
    "not ours, and waived after the office heard": Scenario(
        _with_others(
            KINH_TE % ("12 15:00", "not-ours, reason: 'thuộc đơn vị khác'"),
            KINH_TE % ("15 09:00", "waive, document: '80/UBND-VX'"),
        )
    ),
    "heads away, one with and one without a deputy": Scenario(
        "- {at: '2025-09-09 08:00', unit: phong-kinh-te, role: head, do: absent, "
        "until: 2025-09-20, deputy: true}\n"
        "- {at: '2025-09-09 08:00', unit: trung-tam-phuc-vu-hanh-chinh-cong, role: head, "
        "do: absent, until: 2025-09-20}\n"
        "- {at: '2025-09-09 08:00', unit: phong-kinh-te, role: office, do: absent, "
        "until: 2025-09-20}\n"
    ),
    "nobody is focal point of one unit": Scenario(replaced={"office": [VACANT_FOCAL]}),
    "nobody is Chánh Văn phòng": Scenario(replaced={"office": [VACANT_CHIEF]}),
    "a head's address gives back mail for good": Scenario(
        "- {at: '2025-09-11 09:00', unit: phong-kinh-te, role: head, do: bounce}"
    ),
    "a focal point's mailbox is full for a while": Scenario(
        "- {at: '2025-09-04 09:00', unit: phong-kinh-te, role: focal, do: bounce, permanent: false}"
    ),
    "a telephone call is proof": Scenario(
        "- {at: '2025-09-11 09:00', unit: phong-kinh-te, role: head, do: bounce}\n"
        "- {at: '2025-09-11 15:00', unit: phong-kinh-te, period: 2025-Q3, do: telephone, "
        "rung: late-1, by: 'Phòng VH-XH'}"
    ),
    "the mail server is down over the due day": Scenario(
        "- {at: '2025-09-09 06:00', do: smtp-down, until: '2025-09-11 10:00'}"
    ),
    "the service is off over a weekend": Scenario(
        "- {at: '2025-09-05 17:00', do: service-off, until: '2025-09-08 08:00'}"
    ),
    "the service is off over three days and two levels": Scenario(
        "- {at: '2025-09-09 12:00', do: service-off, until: '2025-09-12 09:00'}",
        span=("2025-09-03", "2025-09-24"),
    ),
    "the service is off for three months, then released": Scenario(
        "- {at: '2025-09-05 12:00', do: service-off, until: '2025-12-04 09:00'}\n"
        "- {at: '2025-12-05 09:00', do: release}",
        span=("2025-09-03", "2025-12-18"),
    ),
    "approval, given at once, postponed, and never given": Scenario(
        "- {at: '2025-09-11 09:00', unit: phong-kinh-te, period: 2025-Q3, do: approve}\n"
        "- {at: '2025-09-11 09:10', unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, "
        "do: postpone, until: 2025-09-17, reason: 'đang đối chiếu'}\n"
        "- {at: '2025-09-15 09:00', unit: phong-kinh-te, period: 2025-Q3, do: approve}",
        span=("2025-09-03", "2025-09-24"),
        replaced={"policy": [APPROVAL]},
    ),
    "a level put off where none needs approval": Scenario(
        "- {at: '2025-09-11 09:10', unit: phong-kinh-te, period: 2025-Q3, do: postpone, "
        "until: 2025-09-16, reason: 'đang đối chiếu'}",
        span=("2025-09-03", "2025-09-24"),
    ),
    "a centre headed by a vice chair, whose letter is never sent": Scenario(
        replaced={"office": [VICE_CHAIR]}
    ),
    "a centre headed by a vice chair, whose letter is sent": Scenario(
        "- {at: '2025-09-10 15:00', unit: trung-tam-phuc-vu-hanh-chinh-cong, period: 2025-Q3, "
        "do: approve}",
        replaced={"office": [VICE_CHAIR]},
    ),
    "only the coordinator itself is late": Scenario(
        OTHERS_ON_TIME.replace("unit: phong-van-hoa-xa-hoi", "unit: phong-kinh-te", 1)
    ),
    "the day of the office's own report is known": Scenario(replaced={"plan": [UPSTREAM]}),
    "switched on first on the 17th": Scenario(span=("2025-09-17", "2025-09-30")),
}
