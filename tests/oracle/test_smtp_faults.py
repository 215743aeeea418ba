"""However the mail server fails, nothing is lost, and nothing comes a third time."""

import random

import pytest

from tests.oracle.fault_server import FAULTS, faulty_server
from tests.oracle.faulty_wire import FaultyWire, fates_of
from tests.oracle.oracle import violations
from tests.oracle.stage import Play, home_with, play

SPAN = ("2025-09-08", "2025-09-17")
LATE_HAND_IN = (
    "- {at: '2025-09-16 15:00', unit: phong-kinh-te, period: 2025-Q3, do: submit, "
    "by: 'Đầu mối', link: 'https://tailieu.example/1'}"
)


@pytest.mark.parametrize("seed", range(4))
def test_the_oracle_finds_nothing_after_faults_of_the_server(seed, tmp_path):
    print(f"seed {seed}: {fates_of(seed)}")
    how = Play(SPAN, wire=lambda clock: FaultyWire(clock, fates_of(seed)))

    seen = play(home_with(tmp_path), LATE_HAND_IN, how)

    assert violations(seen) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_oracle_finds_nothing_after_faults_of_a_real_server(seed, tmp_path):
    dice = random.Random(seed)
    fates = [dice.choice((*FAULTS, *[""] * 12)) for _ in range(60)]
    print(f"seed {seed}: {fates}")

    with faulty_server(fates) as wire:
        seen = play(home_with(tmp_path), LATE_HAND_IN, Play(SPAN, wire=wire))

    assert violations(seen) == []
    assert any(row["lost"] for row in seen.rows["letter"])


def test_a_letter_lost_after_the_dot_comes_twice_with_the_same_bytes_and_never_again(tmp_path):
    how = Play(SPAN, wire=lambda clock: FaultyWire(clock, ["drop after the dot"] * 5))

    seen = play(home_with(tmp_path), "", how)

    copies = {}
    for delivery in seen.box:
        copies.setdefault(delivery.message_id, []).append(delivery.data)
    twice = [found for found in copies.values() if len(found) > 1]
    assert [len(found) for found in twice] == [2] * 5
    assert all(first == second for first, second in twice)
    assert [row["lost"] for row in seen.rows["letter"] if row["lost"]] == [1] * 5


def test_a_letter_lost_twice_is_not_sent_a_third_time(tmp_path):
    how = Play(SPAN, wire=lambda clock: FaultyWire(clock, ["drop after the dot"] * 200))

    seen = play(home_with(tmp_path), "", how)

    assert violations(seen) == []
    assert {row["state"] for row in seen.rows["letter"] if row["lost"] == 2} == {"unknown"}
