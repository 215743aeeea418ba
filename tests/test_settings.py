"""Settings: read from `.env` and the environment, every fault told at once with its place."""

from pathlib import Path

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.settings import MEANINGS, Settings, example_env, read_settings

ROOT = Path(__file__).resolve().parents[1]


def home_with(folder: Path, env: str) -> Path:
    (folder / ".env").write_text(env, encoding="utf-8")
    return folder


def test_without_a_file_everything_has_its_default(tmp_path):
    assert read_settings(tmp_path, {}) == Settings()


def test_env_file_is_read(tmp_path):
    home = home_with(
        tmp_path,
        "CCHC_SMTP_URL=smtp://cchc@mail.office:587\n"
        "export CCHC_SMTP_PASSWORD='b$a{r}#1'\n"
        "CCHC_SMTP_CONNECTIONS=2\n"
        "CCHC_BASE_URL=https://cchc.office\n"
        "CCHC_SECRET_KEY=key\n"
        "CCHC_BIND=[::1]:9000\n"
        "CCHC_LOG_FORMAT=json\n",
    )

    assert read_settings(home, {}) == Settings(
        smtp_url="smtp://cchc@mail.office:587",
        smtp_password="b$a{r}#1",
        smtp_connections=2,
        base_url="https://cchc.office",
        secret_key="key",
        bind_host="::1",
        bind_port=9000,
        log_format="json",
    )


def test_the_environment_wins_over_the_file_unless_it_is_empty(tmp_path):
    home = home_with(tmp_path, "CCHC_SMTP_URL=smtp://a:25\nCCHC_LOG_FORMAT=human\n")

    found = read_settings(home, {"CCHC_SMTP_URL": "smtp://b:25", "CCHC_LOG_FORMAT": ""})

    assert (found.smtp_url, found.log_format) == ("smtp://b:25", "human")


def test_variables_of_other_programs_are_left_alone(tmp_path):
    assert read_settings(tmp_path, {"PATH": "/bin", "SMTP_URL": "x"}) == Settings()


def test_a_secret_is_read_from_its_file_and_never_shown(tmp_path):
    (tmp_path / "password").write_text("hush\n", encoding="utf-8")
    home = home_with(tmp_path, f"CCHC_SMTP_PASSWORD_FILE={tmp_path}/password\n")

    found = read_settings(home, {})

    assert (found.smtp_password, "hush" in repr(found)) == ("hush", False)


def test_every_fault_is_told_at_once_with_file_line_and_what_was_meant(tmp_path):
    home = home_with(
        tmp_path,
        "# mail\n"
        "CCHC_SMPT_URL=smtp://a\n"
        "\n"
        "this is no setting\n"
        "CCHC_SMTP_CONNECTIONS=many\n"
        "CCHC_HOME=/srv\n"
        "CCHC_SECRET_KEY=a\n"
        "CCHC_SECRET_KEY_FILE=/no/such/file\n"
        "CCHC_BASE_URL=cchc.office\n"
        "CCHC_BIND=8363\n",
    )

    with pytest.raises(BadInput) as told:
        read_settings(home, {"CCHC_LOG_FORMAT": "xml", "CCHC_COLOUR": "1"})

    assert str(told.value).splitlines() == [
        ".env:2: CCHC_SMPT_URL is no setting; did you mean CCHC_SMTP_URL?",
        ".env:4: is no line NAME=value",
        ".env:6: CCHC_HOME can only stand in the environment",
        "environment: CCHC_COLOUR is no setting",
        ".env:7: CCHC_SECRET_KEY and CCHC_SECRET_KEY_FILE are both set; keep one",
        ".env:10: CCHC_BIND '8363' must be host:port, such as 127.0.0.1:8363",
        ".env:5: CCHC_SMTP_CONNECTIONS 'many' must be a whole number from 1 on",
        ".env:9: CCHC_BASE_URL 'cchc.office' must begin with https://",
        ".env:8: CCHC_SECRET_KEY_FILE /no/such/file can't be read: No such file or directory",
        "environment: CCHC_LOG_FORMAT 'xml' is neither human nor json",
    ]


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / ".env").write_bytes(
        "CCHC_SMTP_PASSWORD=mật\n".encode("cp1258", "replace") + b"\xff"
    )

    with pytest.raises(BadInput, match=r"^\.env: can't be read: it is not UTF-8"):
        read_settings(tmp_path, {})


@pytest.mark.parametrize("port", ["65536", "-1", "eighty"])
def test_a_port_that_can_not_be_is_refused(tmp_path, port):
    with pytest.raises(BadInput, match="must be host:port"):
        read_settings(tmp_path, {"CCHC_BIND": f"127.0.0.1:{port}"})


def test_the_example_names_every_setting_and_is_kept_in_step():
    written = (ROOT / "config" / ".env.example").read_text(encoding="utf-8")

    assert written == example_env()
    assert [key for key in MEANINGS if f"{key}=" not in written] == ["CCHC_HOME"]


def test_the_example_itself_is_a_file_that_can_be_read(tmp_path):
    assert read_settings(home_with(tmp_path, example_env()), {}) == Settings()
