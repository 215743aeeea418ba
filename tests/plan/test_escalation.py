"""The choice of authority is written into the office's own file, which stays the office's."""

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.plan.escalation import choose_escalation


def test_the_document_that_approved_it_stands_beside_automatic(home):
    path = home.root / "policy.yaml"

    choose_escalation(path, "15/TB-UBND")

    files, _ = home.read()
    assert (files.policy.escalation, files.policy.escalation_document) == (
        "automatic",
        "15/TB-UBND",
    )


def test_without_a_document_every_level_above_a_head_waits_for_approval(home):
    choose_escalation(home.root / "policy.yaml", None)

    files, _ = home.read()
    assert (files.policy.escalation, files.policy.escalation_document) == ("approval", None)


def test_the_words_around_it_are_kept(home):
    path = home.root / "policy.yaml"
    home.put("policy.yaml", "# Cách đôn đốc\n" + home.texts["policy.yaml"])

    choose_escalation(path, None)

    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Cách đôn đốc\nescalation: approval\n")
    assert 'opens: "07:30"' in text
    assert list(path.parent.glob("*.new")) == []


def test_on_a_full_disk_the_file_is_left_as_it_was_and_that_is_told(home):
    path = home.root / "policy.yaml"
    (home.root / "policy.new").symlink_to("/dev/full")

    with pytest.raises(BadInput, match=r"policy\.yaml can't be written: No space left on device"):
        choose_escalation(path, None)

    assert path.read_text(encoding="utf-8") == home.texts["policy.yaml"]
