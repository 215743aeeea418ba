"""Jobs are found by their files, and a file that is no job is named."""

import sys
from datetime import timedelta

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import find_home

GOOD = '"""Does something.\n\nAnd more."""\nfrom datetime import timedelta\n'


def test_a_job_is_a_docstring_a_span_and_a_run(tmp_path):
    path = tmp_path / "greet.py"
    path.write_text(GOOD + "EVERY = timedelta(seconds=5)\ndef run(service): return 7\n", "utf-8")

    (job,) = find_jobs([path])

    assert (job.name, job.about, job.every) == ("greet", "Does something.", timedelta(seconds=5))
    assert (job.run(None), job.waits) == (7, False)


def test_a_job_may_wait_for_the_network(tmp_path):
    path = tmp_path / "greet.py"
    path.write_text(GOOD + "EVERY = timedelta(1)\nasync def run(service): ...\n", "utf-8")

    assert find_jobs([path])[0].waits


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "a job needs EVERY"),
        (GOOD + "EVERY = 5\ndef run(service): ...\n", "a job needs EVERY"),
        (GOOD + "EVERY = timedelta(0)\ndef run(service): ...\n", "a job needs EVERY"),
        (GOOD + "EVERY = timedelta(1)\n", "a function run(service)"),
        (GOOD + "EVERY = timedelta(1)\nrun = 1\n", "a function run(service)"),
        (GOOD.split("\n", 3)[3] + "EVERY = timedelta(1)\ndef run(s): ...\n", "a docstring"),
        ("def run(:\n", "SyntaxError"),
        ("import no_such_thing\n", "ModuleNotFoundError"),
        ("1 / 0\n", "ZeroDivisionError"),
        ("raise SystemExit\n", "SystemExit"),
    ],
)
def test_a_file_that_is_no_job_is_named_with_what_is_missing(tmp_path, source, words):
    path = tmp_path / "ours.py"
    path.write_text(source, encoding="utf-8")

    with pytest.raises(BadInput) as told:
        find_jobs([path])

    assert str(told.value).startswith(f"{path}: ")
    assert words in str(told.value)


def test_jobs_come_in_the_order_of_their_names(tmp_path):
    paths = [tmp_path / "b.py", tmp_path / "a.py"]
    for path in paths:
        path.write_text(GOOD + "EVERY = timedelta(1)\ndef run(service): ...\n", "utf-8")

    assert [job.name for job in find_jobs(paths)] == ["a", "b"]


def test_no_package_named_jobs_comes_to_be(tmp_path):
    find_jobs(find_home(None, {}, tmp_path).job_files())

    assert "jobs" not in sys.modules


def test_the_packaged_jobs_are_those_of_the_design(tmp_path):
    jobs = find_jobs(find_home(None, {}, tmp_path).job_files())

    assert {job.name for job in jobs} >= {
        "open_periods",
        "write_due_letters",
        "collect_mail",
        "deliver_letters",
        "mend",
        "back_up",
    }
    assert [job.name for job in jobs if job.waits] == ["collect_mail", "deliver_letters"]
