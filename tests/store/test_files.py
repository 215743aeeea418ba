import hashlib
import stat

import pytest

from cchc_scheduler.core.errors import StoreUnusable
from cchc_scheduler.store import files

CONTENT = b"%PDF-1.7 bao cao"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def test_a_file_is_kept_under_its_hash_whatever_its_name(tmp_path):
    kept = files.keep(tmp_path, [CONTENT[:5], CONTENT[5:]])

    assert kept == files.StoredFile(SHA256, len(CONTENT))
    assert files.path_of(tmp_path, SHA256).read_bytes() == CONTENT


def test_the_same_content_is_kept_once_and_nothing_is_left_behind(tmp_path):
    files.keep(tmp_path, [CONTENT])
    files.keep(tmp_path, [CONTENT])

    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert found == [files.path_of(tmp_path, SHA256)]


def test_only_the_service_may_read_it(tmp_path):
    files.keep(tmp_path, [CONTENT])

    assert stat.S_IMODE(files.path_of(tmp_path, SHA256).stat().st_mode) == 0o600


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "files").write_text("no folder")

    with pytest.raises(StoreUnusable, match="can't be written"):
        files.keep(tmp_path, [CONTENT])


def test_a_file_cut_off_while_it_comes_leaves_nothing(tmp_path):
    def broken():
        yield CONTENT
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        files.keep(tmp_path, broken())

    assert list((tmp_path / "files").iterdir()) == []


def test_an_erased_file_is_gone(tmp_path):
    files.keep(tmp_path, [CONTENT])

    assert files.erase(tmp_path, SHA256)
    assert not files.path_of(tmp_path, SHA256).exists()
    assert not files.erase(tmp_path, SHA256)
