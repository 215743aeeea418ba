"""Fields that are not what they must be."""

import pytest


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "office.yaml",
            "rank: chair",
            "rang: chair",
            [
                "office.yaml:9: posts.0.rang: is an unknown key; did you mean 'rank'?",
                "office.yaml:9: posts.0.rank: is missing",
            ],
        ),
        (
            "policy.yaml",
            "remind-7: 7",
            "remind_7: 7",
            [
                "policy.yaml:2: rungs.remind-7: is missing",
                "policy.yaml:2: rungs.remind_7: is an unknown key; did you mean 'remind-7'?",
            ],
        ),
        (
            "policy.yaml",
            "escalation: automatic",
            "escalation: auto",
            [
                (
                    "policy.yaml:1: escalation: 'auto' is not one of automatic, approval; "
                    "did you mean 'automatic'?"
                ),
            ],
        ),
        (
            "plans/ke-hoach.yaml",
            "last_day: 2025-12-31",
            "last_day: 2025-02-30",
            [
                (
                    "plans/ke-hoach.yaml:5: last_day: '2025-02-30' is no day of the calendar; "
                    "write it as 2025-09-09"
                ),
            ],
        ),
        (
            "plans/ke-hoach.yaml",
            "last_day: 2025-12-31",
            "last_day: 31/12/2025",
            [
                (
                    "plans/ke-hoach.yaml:5: last_day: '31/12/2025' is no day of the calendar; "
                    "write it as 2025-09-09"
                ),
            ],
        ),
        (
            "plans/ke-hoach.yaml",
            "    recipient: tong-hop\n",
            "",
            ["plans/ke-hoach.yaml:21: cycles.0.recipient: is missing"],
        ),
        (
            "plans/ke-hoach.yaml",
            'recipients:\n  - {name: "Sở Nội vụ", source: "Nơi nhận"}',
            "recipients: []",
            ["plans/ke-hoach.yaml:35: recipients: is empty; name at least one"],
        ),
        (
            "plans/ke-hoach.yaml",
            "asks: []",
            "asks: none",
            [
                (
                    "plans/ke-hoach.yaml:34: asks: 'none' must be a list of lines "
                    "that begin with a dash"
                ),
            ],
        ),
        (
            "plans/ke-hoach.yaml",
            'title: "Kế hoạch"\nd',
            "title: 2025\nd",
            ["plans/ke-hoach.yaml:2: title: '2025' is no text; put it in quotes"],
        ),
        (
            "plans/ke-hoach.yaml",
            "units: [tong-hop, kinh-te]",
            "units: []",
            ["plans/ke-hoach.yaml:27: cycles.0.units: is empty; name at least one"],
        ),
        (
            "policy.yaml",
            '"14:00"',
            '"25:00"',
            [
                "policy.yaml:5: window.afternoon: '25:00' is no time of day; write it as 07:30",
            ],
        ),
        (
            "policy.yaml",
            "level_gap: 2",
            "level_gap: 0",
            ["policy.yaml:7: level_gap: '0' must be at least 1"],
        ),
        (
            "policy.yaml",
            "level_gap: 2",
            "level_gap: 2.5",
            ["policy.yaml:7: level_gap: '2.5' is no whole number"],
        ),
        (
            "office.yaml",
            "address: an@anbinh.example",
            "address: an@anbinh",
            ["office.yaml:15: people.0.address: 'an@anbinh' is no mail address"],
        ),
        (
            "office.yaml",
            "address: an@anbinh.example",
            'address: "an@anbinh.example, b@x.vn"',
            [
                "office.yaml:15: people.0.address: 'an@anbinh.example, b@x.vn' is no mail address",
            ],
        ),
        (
            "office.yaml",
            'title: "Chủ tịch"',
            'title: "Chủ tịch\\nBcc: x@x.vn"',
            [
                (
                    "office.yaml:9: posts.0.title: 'Chủ tịch\\nBcc: x@x.vn' must be one line of "
                    "text without blanks around it"
                ),
            ],
        ),
        (
            "calendar/2025.yaml",
            "official: true",
            "official: yes",
            ["calendar/2025.yaml:2: official: 'yes' must be true or false"],
        ),
    ],
)
def test_a_wrong_field_is_told_with_place_value_and_remedy(home, file, old, new, told):
    home.swap(file, old, new)

    assert home.faults() == told
