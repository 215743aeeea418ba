"""A deadline that no rule can follow is asked about, and never becomes late by itself."""

import email
import email.policy

from tests.actions.changing_office import ChangingOffice

DATED = '{text: "trước 15/10/2025", kind: once, bound: exclusive, last_day: 2025-10-14}'


def test_the_digest_asks_and_no_obligation_is_made(tmp_path):
    office = ChangingOffice(tmp_path)
    unclear = '{text: "sau khi có văn bản của thành phố", kind: event-bound}'
    office.files.swap("plans/ke-hoach.yaml", DATED, unclear)
    office.go_live("2025-08-14 16:00")

    office.run_at("2025-08-15 07:30")

    letters = [
        email.message_from_bytes(envelope.data, policy=email.policy.default)
        for _, envelope in office.wire.accepted
    ]
    texts = [" ".join(one.get_body(("plain",)).get_content().split()) for one in letters]
    question = (
        "Thời hạn của nhiệm vụ tại điểm b khoản 1 Mục III cần được xác nhận: "
        '"sau khi có văn bản của thành phố"'
    )
    assert sum(question in text for text in texts) == 1
    assert not any(key.startswith("III.") for key in office.states())
