"""Scenarios as people write them: every deed, and every fault with its line."""

from datetime import date, datetime

import pytest

from cchc_scheduler.clock import OFFICE_ZONE
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.simulate.scenario import DEEDS, parse_scenario, read_scenario


def test_a_deed_is_read_with_its_moment_in_office_time_and_its_line():
    text = """
# two entries
- {at: "2025-09-04 09:12", unit: phong-kinh-te, period: 2025-Q3, do: submit, by: A,
   link: "https://a.b"}
- {at: 2025-09-05 10:00, unit: phong-kinh-te, period: 2025-Q3, do: return,
   until: 2025-09-15, comment: x}
"""

    first, second = parse_scenario(text)

    assert (first.do, first.line, first.text("by")) == ("submit", 3, "A")
    assert first.at == datetime(2025, 9, 4, 9, 12, tzinfo=OFFICE_ZONE)
    assert second.at == datetime(2025, 9, 5, 10, 0, tzinfo=OFFICE_ZONE)
    assert second.day("until") == date(2025, 9, 15)


def test_entries_of_one_moment_keep_the_order_of_the_file():
    text = """
- {at: "2025-09-05 10:00", do: smtp-down, until: "2025-09-06 10:00"}
- {at: "2025-09-04 10:00", do: release}
- {at: "2025-09-05 10:00", do: service-off, until: "2025-09-07 10:00"}
"""

    assert [deed.do for deed in parse_scenario(text)] == ["release", "smtp-down", "service-off"]


def test_every_deed_of_the_contract_is_known():
    expected = {
        *("submit", "nil", "elsewhere", "ask-extension", "grant", "refuse", "accept", "waive"),
        *("postpone", "approve", "reconcile", "return", "absent", "bounce", "smtp-down"),
        "service-off",
    }

    assert expected <= set(DEEDS)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            "{at: 2025-09-04 09:12, unit: u, period: p, do: submit, by: A, lnk: x}",
            "season.yaml:2: 'lnk' is unknown for do: submit; did you mean 'link'?",
        ),
        (
            "{at: 2025-09-04 09:12, unit: u, period: p, do: sumbit, by: A}",
            "season.yaml:2: do: 'sumbit' is unknown; did you mean 'submit'?",
        ),
        (
            "{at: 2025-09-04 09:12, unit: u, period: p, do: nil, by: A}",
            "season.yaml:2: do: nil needs `note`.",
        ),
        (
            "{at: 2025-09-04 09:12, period: p, do: grant}",
            "season.yaml:2: do: grant needs `unit`.",
        ),
        ("{do: release}", "season.yaml:2: an entry needs `at` and `do`."),
        (
            "{at: 04/09/2025, do: release}",
            "season.yaml:2: at: '04/09/2025' is no time (2025-09-04 09:12).",
        ),
        (
            "{at: 2025-09-04 09:12, unit: u, period: p, do: ask-extension, until: mai, reason: r}",
            "season.yaml:2: until: 'mai' is no day (2025-09-12).",
        ),
    ],
)
def test_what_can_not_be_understood_is_refused_with_file_and_line(entry, words, tmp_path):
    path = tmp_path / "season.yaml"
    path.write_text(f"# a season\n- {entry}\n", encoding="utf-8")

    with pytest.raises(BadInput) as told:
        read_scenario(path)

    assert str(told.value).endswith(words)


def test_a_file_that_is_no_list_is_refused(tmp_path):
    path = tmp_path / "season.yaml"
    path.write_text("at: 2025-09-04\n", encoding="utf-8")

    with pytest.raises(BadInput, match="a scenario is a list of entries"):
        read_scenario(path)


def test_a_file_that_is_not_utf8_is_refused_with_its_name(tmp_path):
    path = tmp_path / "season.yaml"
    path.write_bytes("- {at: 2025-09-04, do: nil, note: 'không'}".encode("utf-16"))

    with pytest.raises(BadInput, match=r"season\.yaml"):
        read_scenario(path)


def test_an_empty_scenario_is_a_season_in_which_nobody_acts():
    assert parse_scenario("# nothing\n") == ()


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(BadInput, match="put a date that exists"):
        parse_scenario("- {at: 2025-02-30, do: release}\n")
