import pytest

from cchc_scheduler.core import errors


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (errors.CchcError, 1),
        (errors.BadInput, 2),
        (errors.NotConfigured, 3),
        (errors.AlreadyRunning, 4),
        (errors.StoreUnusable, 5),
        (errors.NotFound, 6),
        (errors.Conflict, 7),
        (errors.NotDelivered, 8),
    ],
)
def test_each_error_has_the_exit_code_of_the_tree(fault, code):
    assert fault.exit_code == code
    assert f"{fault.__name__} ({code})" in (errors.__doc__ or "")
    assert issubclass(fault, errors.CchcError)
