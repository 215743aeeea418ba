"""The benchmarks of pages and of mail run at all; what they measure is `make bench`'s to say."""

from benchmarks import handing_in, reading_mail, today
from benchmarks.sizes import TINY


def test_replies_are_read_and_understood(tmp_path):
    (figure,) = reading_mail.measure(TINY, tmp_path)

    assert (figure.name, figure.goal) == ("mail-parser", 200.0)
    assert figure.value > 0


def test_links_are_handed_in_and_a_large_file_is_held_in_little_memory(tmp_path):
    """Memory is a span that does not depend on how busy the machine is; the rates do."""
    found = {figure.name: figure for figure in handing_in.measure(TINY, tmp_path)}

    assert [(name, figure.goal) for name, figure in found.items()] == [
        ("post-link", 0.25),
        ("post-p99", 50.0),
        ("upload-memory", 60.0),
    ]
    assert found["upload-memory"].value <= 60.0


def test_the_first_page_of_the_desk_is_light_and_known_again(tmp_path):
    """Its weight and the answer 304 do not depend on how busy the machine is; the rates do."""
    found = {figure.name: figure for figure in today.measure(TINY, tmp_path)}

    assert [(name, figure.goal) for name, figure in found.items()] == [
        ("today-page", 60.0),
        ("today-unchanged", 0.5),
        ("today-weight", 60.0),
    ]
    assert found["today-weight"].value <= 60.0
