"""The wheel of `helpers` in a newer release: the checks that go with its lessons."""

import io
import zipfile
from pathlib import Path, PurePosixPath

PATTERN = "cnn_by_hand_helpers-*.whl"
INSTALLED = Path(__file__).resolve().parents[2]


def other_checks(source, folder, installed=INSTALLED):
    """The wheel of a release, folder or zip, where it differs from the installed package: its path, or None.

    folder: where a wheel that is in a zip is written to. installed: the folder that holds the package.
    """
    found = from_folder(source) if source.is_dir() else from_zip(source, folder)
    if found is None or same(found[1], installed):
        return None
    path, content = found
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
    return path


def from_folder(source):
    """(path, bytes) of the wheel below a folder, or None."""
    paths = sorted([*source.glob(PATTERN), *source.glob(f"*/{PATTERN}")])
    return (paths[-1], paths[-1].read_bytes()) if paths else None


def from_zip(source, folder):
    """(path that it shall have, bytes) of the wheel in a zip, or None."""
    with zipfile.ZipFile(source) as bundle:
        names = sorted(name for name in bundle.namelist() if PurePosixPath(name).match(PATTERN))
        return (folder / PurePosixPath(names[-1]).name, bundle.read(names[-1])) if names else None


def same(wheel, installed):
    """Whether every module in the wheel's bytes is installed as it is."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        modules = [name for name in archive.namelist() if name.endswith(".py")]
        return all(same_file(installed / name, archive.read(name)) for name in modules)


def same_file(path, content):
    """Whether the file holds these bytes, whatever ends its lines."""
    return path.is_file() and path.read_bytes().splitlines() == content.splitlines()
