"""`cchc init`: a new home, and one added to."""

from pathlib import Path


def test_a_new_folder_becomes_a_home_with_a_key_of_its_own(cchc, tmp_path):
    for name in ("one", "two"):
        assert cchc("init", str(tmp_path / name), at=None).code == 0

    keys = {(tmp_path / name / ".env").read_text("utf-8") for name in ("one", "two")}
    assert len(keys) == 2
    assert cchc("plan", "check", at=tmp_path / "one").code == 0


def test_it_says_what_to_do_next(cchc, tmp_path):
    answer = cchc("init", str(tmp_path / "one"), at=None)

    assert f"cchc --home {tmp_path}/one plan check" in answer.out


def test_a_folder_that_holds_something_is_asked_about_first(cchc, home):
    (home / "jobs" / "mend.py").unlink()

    answer = cchc("init", str(home), at=None)

    assert (answer.code, answer.err) == (130, "Stopped.\n")
    assert not (home / "jobs" / "mend.py").exists()


def test_with_yes_only_what_is_missing_is_added(cchc, home):
    office = home / "config" / "office.yaml"
    office.write_text("ours\n", encoding="utf-8")
    (home / "jobs" / "mend.py").unlink()

    answer = cchc("init", str(home), "--yes", at=None)

    assert answer.out.startswith("1 files made in ")
    assert office.read_text("utf-8") == "ours\n"
    assert (home / "jobs" / "mend.py").is_file()


def test_a_file_is_no_folder(cchc, home: Path):
    answer = cchc("init", str(home / ".env"), at=None)

    assert (answer.code, answer.err) == (2, f"cchc: {home}/.env is a file; name a folder.\n")
