"""What each kind of matter needs, and what can be a mail address."""

import pytest

from cchc_scheduler.core.matters import Raising, is_address, matter_problems
from cchc_scheduler.core.submissions import FieldProblem


@pytest.mark.parametrize(
    "text", ["kinhte@tuetinh.example", "a.b+c@x-y.gov.vn", "O'Neil@a.b", "1@2.3"]
)
def test_an_address_is_known(text):
    assert is_address(text)


WRONG = ["", "a", "a@b", "@b.vn", "a@.vn", "a b@c.vn", "a@b.vn\n", "a@b.vn, c@d.vn", "ă@b.vn"]
TOO_LONG = ["a" * 250 + "@b.vn", "a@" + "b." * 200]


@pytest.mark.parametrize("text", [*WRONG, *TOO_LONG, "<a@b.vn>"])
def test_what_is_no_address_is_known(text):
    assert not is_address(text)


def test_a_confirmation_needs_a_name_only():
    assert matter_problems(Raising("row-right", "", "Hoa")) == ()
    assert matter_problems(Raising("row-right", "", "")) == (FieldProblem("by", "missing"),)


def test_a_sign_that_nobody_sees_is_told():
    assert matter_problems(Raising("difficulty", "a\x07b", "Hoa")) == (
        FieldProblem("text", "unseen"),
    )
