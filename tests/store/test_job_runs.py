from cchc_scheduler.store import job_runs
from tests.store.rows import NOW


def test_only_the_last_run_of_a_job_is_kept(connection):
    job_runs.record(connection, "mend", NOW, NOW, None)
    job_runs.record(connection, "mend", NOW, NOW, None)

    assert [row["job"] for row in job_runs.every(connection)] == ["mend"]


def test_faults_are_counted_until_a_run_ends_well(connection):
    counts = []
    for fault in ("disk", "disk", None, "disk"):
        job_runs.record(connection, "mend", NOW, NOW, fault)
        counts.append(job_runs.every(connection)[0]["faults_in_a_row"])

    assert counts == [1, 2, 0, 1]
