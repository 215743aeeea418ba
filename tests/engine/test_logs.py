"""Logs: one line an event on standard error, and never an address, a token or a body."""

import asyncio
import json

import pytest
import structlog

from cchc_scheduler.engine.guard import JobGuard
from cchc_scheduler.engine.logs import SECRET_NAMES, set_up_logs

ADDRESS = "dau-moi@phong-kinh-te.example"
TOKEN = "MFRGGZDFMZTWQ2LKNNWG23TPOB"
LEVELS = ("debug", "info", "warning", "error", "critical")


@pytest.fixture(autouse=True)
def _as_before():
    yield
    structlog.reset_defaults()


both = pytest.mark.parametrize("log_format", ["human", "json"])


def logger(log_format):
    set_up_logs(log_format)
    return structlog.get_logger("test")


def test_json_is_one_line_an_event_with_level_and_time(capsys):
    logger("json").warning("clock_step", seconds=3)

    printed = capsys.readouterr()
    event = json.loads(printed.err)
    assert (event["event"], event["level"], event["seconds"]) == ("clock_step", "warning", 3)
    assert event["timestamp"].endswith("Z")
    assert printed.out == ""


@both
def test_what_may_hold_a_secret_is_hidden_by_its_name(capsys, log_format):
    log = logger(log_format)
    for level in LEVELS:
        for name in SECRET_NAMES:
            getattr(log, level)("event", **{name: "words of a letter"})

    assert "words of a letter" not in capsys.readouterr().err


@both
@pytest.mark.parametrize("secret", [ADDRESS, TOKEN])
@pytest.mark.parametrize(
    "shape",
    [
        lambda secret: {"event": f"refused: <{secret}>"},
        lambda secret: {"event": "x", "why": f"550 {secret}: no such user"},
        lambda secret: {"event": "x", "why": [secret]},
        lambda secret: {"event": "x", "why": {"a": {secret: 1}}},
    ],
    ids=["event", "words", "list", "dict"],
)
def test_what_looks_like_a_secret_is_hidden_wherever_it_stands(capsys, log_format, secret, shape):
    log = logger(log_format)
    for level in LEVELS:
        getattr(log, level)(**shape(secret))

    assert secret not in capsys.readouterr().err


@both
def test_a_fault_shows_where_but_not_to_whom(capsys, log_format):
    log = logger(log_format)
    try:
        int(ADDRESS)
    except ValueError:
        log.exception("job_failed", job="mend")

    printed = capsys.readouterr().err
    assert ("test_logs.py" in printed, "invalid literal for int()" in printed) == (True, True)
    assert ADDRESS not in printed


@both
def test_a_statement_that_fails_does_not_show_its_values(capsys, service, job, log_format):
    """What a job was writing when it failed: addresses and bodies of letters."""
    logger(log_format)
    source = '''
        """Fail in the store."""
        from datetime import timedelta
        from sqlalchemy import text
        EVERY = timedelta(1)
        def run(service):
            with service.db.work() as connection:
                values = {"a": "words of" + " a letter"}
                connection.execute(text("INSERT INTO none VALUES (:a)"), values)
    '''

    asyncio.run(JobGuard(service).run(job("failing", source)))

    printed = capsys.readouterr().err
    assert "no such table" in printed
    assert "words of a letter" not in printed


@both
def test_plain_words_stay_as_they_are(capsys, log_format):
    log = logger(log_format)
    log.info("running", jobs=["mend"], health="127.0.0.1:8363", path="/srv/cchc/data")

    printed = capsys.readouterr().err
    assert "127.0.0.1:8363" in printed
    assert "/srv/cchc/data" in printed
    assert "(hidden)" not in printed
