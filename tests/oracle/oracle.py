"""The oracle: written from the fifteen invariants and the design's sections 2 to 4.

It reads the store by plain SQL, the mail server's box and the office's files, and returns every
violation as a sentence; an empty list is innocence.
"""

from tests.oracle import judge_ladder, judge_record, judge_wire

JUDGES = (*judge_wire.JUDGES, *judge_ladder.JUDGES, *judge_record.JUDGES)


def violations(seen):
    """Every sentence of every judge about the evidence of one play."""
    return [
        f"{judge.__name__.removeprefix('judge_')}: {sentence}"
        for judge in JUDGES
        for sentence in judge(seen)
    ]
