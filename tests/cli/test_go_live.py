"""`cchc go-live`: what is asked, what is written, and what must not happen by accident."""

from pathlib import Path

from ruamel.yaml import YAML

from cchc_scheduler.home import packaged_defaults


def escalation(home: Path) -> tuple[str, str | None]:
    policy = YAML(typ="safe").load((home / "config" / "policy.yaml").read_text(encoding="utf-8"))
    return policy["escalation"], policy.get("escalation_document")


def status(cchc) -> str:
    return cchc("status").out.splitlines()[0]


def test_without_a_document_letters_above_a_head_wait_for_approval(cchc, home, morning):
    answer = cchc("go-live", "--yes")

    assert answer.code == 0
    assert escalation(home) == ("approval", None)
    assert status(cchc) == "live"


def test_with_the_document_of_the_chair_they_go_by_themselves(cchc, home, morning):
    cchc("go-live", "--yes", "--document", "15/QĐ-UBND")

    assert escalation(home) == ("automatic", "15/QĐ-UBND")


def test_the_choice_leaves_comments_of_the_policy_alone(cchc, home, morning):
    path = home / "config" / "policy.yaml"
    comments = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]

    cchc("go-live", "--yes")

    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line.startswith("#")] == comments


def test_placeholder_addresses_and_the_next_letters_are_listed(cchc, home, morning):
    answer = cchc("go-live", "--yes")

    assert "12 addresses are placeholders; mail to them waits:\n" in answer.out
    assert "  kinhte@tuetinh.example\n" in answer.out
    assert "remind-3  bao-cao-quy/2025-Q3/phong-kinh-te" in answer.out


def test_stopped_at_the_question_nothing_has_changed(cchc, home, morning):
    before = (home / "config" / "policy.yaml").read_bytes()

    answer = cchc("go-live", "--document", "15/QĐ-UBND")

    assert answer.code == 130
    assert (home / "config" / "policy.yaml").read_bytes() == before
    assert status(cchc) == "rehearsal: letters go to the coordinator only"


def test_a_live_office_is_not_made_live_again(cchc, home, morning):
    cchc("go-live", "--yes")
    before = (home / "config" / "policy.yaml").read_bytes()

    answer = cchc("go-live", "--yes", "--document", "15/QĐ-UBND")

    assert answer.code == 2
    assert "use `cchc plan apply` for changes" in answer.err
    assert (home / "config" / "policy.yaml").read_bytes() == before


def test_the_packaged_files_are_never_written_to(cchc, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_DATA", str(tmp_path / "data"))
    before = (packaged_defaults() / "config" / "policy.yaml").read_bytes()

    answer = cchc("go-live", "--yes", at=None)

    assert answer.code == 3
    assert "Make a home with `cchc init DIR`" in answer.err
    assert (packaged_defaults() / "config" / "policy.yaml").read_bytes() == before


def test_a_home_without_a_policy_of_its_own_gets_one(cchc, home, morning):
    (home / "config" / "policy.yaml").unlink()
    before = (packaged_defaults() / "config" / "policy.yaml").read_bytes()

    cchc("go-live", "--yes")

    assert escalation(home) == ("approval", None)
    assert (packaged_defaults() / "config" / "policy.yaml").read_bytes() == before
