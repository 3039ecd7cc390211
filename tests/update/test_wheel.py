"""The checks of a newer release: named where they are others than the installed ones."""

import io
import zipfile

import pytest

from helpers.update.wheel import other_checks

NAME = "cnn_by_hand_helpers-0.1.0-py3-none-any.whl"


def packed(files):
    """The bytes of a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def installed(tmp_path):
    module = tmp_path / "site" / "helpers" / "one.py"
    module.parent.mkdir(parents=True)
    module.write_bytes(b"ONE = 1\r\n")
    return tmp_path / "site"


@pytest.fixture
def bundle(tmp_path):
    def make(module):
        path = tmp_path / "new.zip"
        path.write_bytes(packed({f"cnn-by-hand-0.1.0/{NAME}": packed({"helpers/one.py": module})}))
        return path

    return make


def test_the_same_checks_are_not_mentioned(tmp_path, installed, bundle):
    assert other_checks(bundle("ONE = 1\n"), tmp_path, installed) is None
    assert not (tmp_path / NAME).exists()


def test_other_checks_in_a_zip_are_put_into_the_folder(tmp_path, installed, bundle):
    wheel = other_checks(bundle("ONE = 2\n"), tmp_path, installed)
    assert wheel == tmp_path / NAME
    assert zipfile.ZipFile(wheel).read("helpers/one.py") == b"ONE = 2\n"


def test_other_checks_in_an_unzipped_bundle_stay_there(tmp_path, installed, bundle):
    zipfile.ZipFile(bundle("ONE = 2\n")).extractall(tmp_path / "new")
    found = other_checks(tmp_path / "new", tmp_path, installed)
    assert found == tmp_path / "new" / "cnn-by-hand-0.1.0" / NAME


def test_a_release_without_a_wheel(tmp_path, installed):
    assert other_checks(tmp_path / "site", tmp_path, installed) is None
