import pytest

from cchc_scheduler.actions.desk import desk_at
from cchc_scheduler.clock import office_date
from cchc_scheduler.core.addressees import Addressee
from cchc_scheduler.store import directory, letters
from tests.actions.mail_office import MailOffice
from tests.actions.post_office import CULTURE, ECONOMY

BOUNCES = "trave@xa.example"


@pytest.fixture
def office(tmp_path):
    """An office whose opening letters were accepted by a server."""
    office = MailOffice(tmp_path, bounces=BOUNCES)
    with office.db.work() as connection:
        for row in letters.every_brief(connection):
            letters.change(
                connection,
                [row["id"]],
                state="sent",
                sent_at=office.clock.now(),
                next_attempt_at=None,
            )
    return office


def report(original, to=BOUNCES, action="failed", status="5.1.1", address=ECONOMY):
    """A delivery report (RFC 3464) about a letter, constructed."""
    lines = [
        "From: MAILER-DAEMON@mx.example",
        f"To: {to}",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied",
        f"Message-ID: <b-{action}-{status}@mx.example>",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "x",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        f"Final-Recipient: rfc822; {address}",
        f"Action: {action}",
        f"Status: {status}",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: {original or '<unknown@x>'}",
        "--b--",
        "",
    ]
    return "\r\n".join(lines).encode()


def states(office):
    with office.db.read() as connection:
        return {row["address"]: row["state"] for row in directory.troubled_addresses(connection)}


def test_a_letter_has_a_return_address_of_its_own(office):
    rows = [row for row in office.letters() if row["kind"] == "opening"]

    assert len({row["sender"] for row in rows}) == len(rows)
    assert all(row["sender"].startswith("trave+b-") for row in rows)


def test_an_address_that_is_gone_is_closed_and_the_coordinator_told_to_call(office):
    letter = office.letter_to(ECONOMY)

    became = office.come(report(letter["message_id"]))

    assert became == ["bounce"]
    assert office.letter_to(ECONOMY)["state"] == "bounced"
    assert states(office) == {ECONOMY: "dead"}
    assert office.written("undelivered") == [CULTURE]


def test_the_next_letter_goes_to_whom_else_the_unit_has(office):
    office.come(report(office.letter_to(ECONOMY)["message_id"]))

    with office.db.work() as connection:
        desk = desk_at(connection, office.records, office.outbox, office.clock.now())
        reach = desk.directory.reach("unit", "phong-kinh-te", office_date(desk.now))
    assert isinstance(reach, Addressee)
    assert reach.person.address != ECONOMY


def test_a_report_without_the_letter_is_known_by_the_address_it_came_back_to(office):
    letter = office.letter_to(ECONOMY)
    elsewhere = report(None, to=letter["sender"].upper(), address="alias@noi-khac.example")

    office.come(elsewhere)

    assert states(office) == {ECONOMY: "dead"}


def test_a_full_mailbox_is_noted_and_not_closed(office):
    letter = office.letter_to(ECONOMY)

    office.come(report(letter["message_id"], status="5.2.2"))

    assert states(office) == {ECONOMY: "soft"}
    assert office.letter_to(ECONOMY)["state"] == "bounced"


def test_a_delay_changes_nothing(office):
    letter = office.letter_to(ECONOMY)

    became = office.come(report(letter["message_id"], action="delayed", status="4.4.1"))

    assert became == ["bounce"]
    assert office.letter_to(ECONOMY)["state"] == "sent"
    assert states(office) == {}


def test_what_only_looks_like_a_bounce_of_ours_closes_no_address(office):
    became = office.come(
        report("<made-up@xa.example>"),
        report(None, to="trave+b-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@xa.example", status="5.1.2"),
    )

    assert became == ["automatic", "automatic"]
    assert states(office) == {}


def test_a_second_report_about_the_same_letter_tells_nobody_again(office):
    letter = office.letter_to(ECONOMY)

    office.come(report(letter["message_id"]), report(letter["message_id"], status="5.1.2"))

    assert office.written("undelivered") == [CULTURE]
