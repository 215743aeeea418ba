"""Whatever a server does, each letter has one outcome; Accepted means that the server has it."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_scheduler.mail.outcomes import Accepted, Lost
from tests.mail.rounds import deliver, envelope
from tests.mail.scripted import DROP, Script, ScriptedServer

LETTERS = 6


def replies(good, *bad):
    """A step's replies in order: mostly good ones, and the last for all that follow."""
    return st.lists(st.sampled_from((good, good, good, *bad)), min_size=1, max_size=5)


SCRIPTS = st.builds(
    Script,
    banner=st.sampled_from(["220 ready", "220 ready", "220 ready", "421 busy", "554 no", DROP]),
    mail=replies("250 ok", "451 later", "421 closing", "553 not yours", "hello", DROP),
    rcpt=st.sampled_from(["250 ok", "250 ok", "550 no such user", "450 busy", "421 closing", DROP]),
    data=st.sampled_from(["354 go on", "354 go on", "554 no", "451 later", DROP]),
    dot=replies("250 taken", "452 full", "552 large", "421 closing", "251 odd", "rubbish", DROP),
    rset=st.sampled_from(["250 ok", "250 ok", "502 what", DROP]),
    letters=st.sampled_from([None, None, 1, 2]),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(SCRIPTS, min_size=1, max_size=6), st.integers(1, 3))
def test_each_letter_has_one_outcome_and_accepted_means_taken_once(scripts, connections):
    server = ScriptedServer(*scripts)
    letters = [
        envelope(number, data=f"Subject: {number}\r\n\r\nx\r\n".encode())
        for number in range(LETTERS)
    ]

    outcomes = deliver(server, *letters, connections=connections)

    of = {outcome.letter: outcome for outcome in outcomes}
    assert sorted(outcome.letter for outcome in outcomes) == list(range(LETTERS))
    heard = Counter(int(letter.split()[1]) for letter in server.heard)
    taken = {int(letter.split()[1]) for letter in server.letters}
    assert max(heard.values(), default=0) <= 1
    accepted = {number for number, outcome in of.items() if isinstance(outcome, Accepted)}
    lost = {number for number, outcome in of.items() if isinstance(outcome, Lost)}
    assert accepted <= taken <= accepted | lost
    assert len(server.sessions) <= connections + 2 * LETTERS
