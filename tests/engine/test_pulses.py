"""Which jobs are overdue: those that fail are told, those that hang let the watchdog bark."""

from datetime import timedelta
from pathlib import Path

from cchc_scheduler.engine.jobs import Job
from cchc_scheduler.engine.pulses import Pulse, failing, hanging

JOB = Job("mend", "", timedelta(seconds=30), print, Path("mend.py"))


def test_a_job_that_ended_well_lately_is_neither():
    pulses = {"mend": Pulse(began=100, ended=101, ended_well=101)}

    assert failing([JOB], pulses, since=0, now=250) == []
    assert hanging([JOB], pulses, since=0, now=250) == []


def test_a_job_that_only_fails_is_told_and_does_not_hang():
    pulses = {"mend": Pulse(began=990, ended=991, fault="KeyError")}

    assert failing([JOB], pulses, since=0, now=1000) == ["job mend has not ended well for 1000 s"]
    assert hanging([JOB], pulses, since=0, now=1000) == []


def test_a_job_that_never_ends_hangs():
    pulses = {"mend": Pulse(began=990, ended=100, ended_well=100, fault="did not end")}

    assert hanging([JOB], pulses, since=0, now=1000) == ["mend"]


def test_a_job_that_never_began_is_told_after_its_patience():
    assert failing([JOB], {}, since=0, now=149) == []
    assert failing([JOB], {}, since=0, now=151) == ["job mend has not ended well for 151 s"]
    assert hanging([JOB], {}, since=0, now=151) == ["mend"]
