"""The home: which folder is used and why, and how its files lie over the packaged ones."""

from pathlib import Path

import pytest

from cchc_scheduler.core.errors import BadInput, NotConfigured
from cchc_scheduler.home import PARTS, find_home, make_home, packaged_defaults


def office_in(folder: Path) -> Path:
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "office.yaml").write_text("name: x\n", encoding="utf-8")
    return folder


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_option_comes_before_the_environment_and_the_folder(tmp_path):
    asked, named, here = (office_in(tmp_path / name) for name in ("asked", "named", "here"))

    home = find_home(asked, {"CCHC_HOME": str(named)}, here)

    assert (home.root, home.how, home.own) == (asked, "named with --home", True)


def test_the_environment_comes_before_the_folder(tmp_path):
    named, here = office_in(tmp_path / "named"), office_in(tmp_path / "here")

    home = find_home(None, {"CCHC_HOME": str(named)}, here)

    assert (home.root, home.how) == (named, "named by CCHC_HOME")


def test_a_folder_with_an_office_file_is_a_home(tmp_path):
    home = find_home(None, {}, office_in(tmp_path / "here"))

    assert (home.root, home.how) == (tmp_path / "here", "this folder holds config/office.yaml")


def test_anywhere_else_the_packaged_files_are_used_and_nothing_is_kept(tmp_path):
    home = find_home(None, {}, tmp_path)

    assert (home.root, home.data, home.own) == (packaged_defaults(), None, False)
    with pytest.raises(NotConfigured, match="Make one with `cchc init DIR`"):
        home.data_folder()
    with pytest.raises(NotConfigured, match="read-only"):
        home.own_config_file("policy.yaml")


def test_a_named_home_that_is_no_folder_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"/none is no folder. Make it with `cchc init .*/none`"):
        find_home(tmp_path / "none", {})


@pytest.mark.parametrize(
    ("env", "environment", "data"),
    [
        ("", {}, "data"),
        ("CCHC_DATA=kept", {}, "kept"),
        ("CCHC_DATA=/var/kept", {}, "/var/kept"),
        ("CCHC_DATA=kept", {"CCHC_DATA": "/var/mine"}, "/var/mine"),
    ],
)
def test_data_stands_where_the_environment_or_the_env_file_says(tmp_path, env, environment, data):
    (tmp_path / ".env").write_text(env, encoding="utf-8")

    assert find_home(tmp_path, environment).data_folder() == tmp_path / data


def test_a_file_of_the_home_stands_before_the_packaged_one(tmp_path):
    home = find_home(office_in(tmp_path), {})

    assert home.config_file("office.yaml") == tmp_path / "config" / "office.yaml"
    assert home.config_file("policy.yaml") == packaged_defaults() / "config" / "policy.yaml"


def test_jobs_and_calendars_are_overlaid_by_name_and_plans_are_not(tmp_path):
    home = find_home(office_in(tmp_path), {})
    packaged = find_home(packaged_defaults(), {})
    for name in (
        "jobs/mend.py",
        "jobs/ours.py",
        "config/calendar/2025.yaml",
        "config/plans/x.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    jobs = {path.name: path.parent for path in home.job_files()}

    assert jobs == {path.name: path.parent for path in packaged.job_files()} | {
        "mend.py": tmp_path / "jobs",
        "ours.py": tmp_path / "jobs",
    }
    assert [path.parent for path in home.config_files("calendar") if path.stem == "2025"] == [
        tmp_path / "config" / "calendar"
    ]
    assert home.config_files("plans") == (tmp_path / "config" / "plans" / "x.yaml",)


def test_a_new_home_holds_everything_an_office_may_change_and_a_private_key(tmp_path):
    home = tmp_path / "home"

    make_home(home, "the-key")

    packaged = {
        f"{part}/{name}"
        for part in PARTS
        for name in names_in(packaged_defaults() / part)
        if "__pycache__" not in name
    }
    assert names_in(home) == packaged | {".env"}
    assert "\nCCHC_SECRET_KEY=the-key\n" in (home / ".env").read_text(encoding="utf-8")
    assert (home / ".env").stat().st_mode & 0o777 == 0o600


def test_making_a_home_again_changes_nothing_that_stands_there(tmp_path):
    make_home(tmp_path, "the-key")
    office = tmp_path / "config" / "office.yaml"
    office.write_text("ours\n", encoding="utf-8")
    (tmp_path / "jobs" / "mend.py").unlink()

    made = make_home(tmp_path, "another-key")

    assert made == (tmp_path / "jobs" / "mend.py",)
    assert office.read_text(encoding="utf-8") == "ours\n"
    assert "the-key" in (tmp_path / ".env").read_text(encoding="utf-8")


def test_a_home_can_not_be_made_of_a_file(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(BadInput, match="is a file; name a folder"):
        make_home(tmp_path / "file", "key")


def test_a_packaged_file_is_copied_out_before_it_is_changed(tmp_path):
    home = find_home(office_in(tmp_path), {})

    mine = home.own_config_file("policy.yaml")

    packaged = packaged_defaults() / "config" / "policy.yaml"
    assert mine == tmp_path / "config" / "policy.yaml"
    assert mine.read_bytes() == packaged.read_bytes()


def test_an_office_is_held_against_its_own_outlines_only(tmp_path):
    bare = find_home(None, {}, office_in(tmp_path / "bare"))
    made = tmp_path / "made"
    make_home(made, "secret")

    assert bare.outline_files() == ()
    assert [path.name for path in find_home(made, {}).outline_files()] == [
        "bao-cao-dang-uy.yaml",
        "bao-cao-don-vi.yaml",
        "bao-cao-so-noi-vu.yaml",
        "phu-luc-noi-bo.yaml",
        "phu-luc.yaml",
    ]
