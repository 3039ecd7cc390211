"""JupyterLite is an option: where it is left out, one sentence says why."""

import json
import shutil

import nbformat
import pytest

from helpers.site import lite


@pytest.fixture
def installed(monkeypatch):
    """As if JupyterLite's packages were there."""
    monkeypatch.setattr(lite, "find_spec", lambda name: object())


@pytest.fixture
def pyodide(tmp_path):
    """A distribution with nothing in its files."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    packages = {name: {"file_name": f"{name}.whl"} for name in lite.PACKAGES}
    (folder / "pyodide-lock.json").write_text(json.dumps({"packages": packages}), encoding="utf-8")
    for name in ("pyodide.mjs", *(f"{name}.whl" for name in lite.PACKAGES)):
        (folder / name).write_bytes(b"")
    return folder


def why(tmp_path, pyodide):
    with pytest.raises(lite.LeftOut) as left_out:
        lite.build(tmp_path, pyodide, tmp_path / "lite")
    assert not (tmp_path / "lite").exists()
    return str(left_out.value)


def test_no_distribution_named(tmp_path):
    assert why(tmp_path, None) == "no Pyodide distribution was named (make site PYODIDE=/path/to/pyodide)."


def test_no_distribution_there(tmp_path):
    assert why(tmp_path, tmp_path / "gone").startswith("there is no Pyodide distribution at ")


def test_packages_missing(tmp_path, pyodide, monkeypatch):
    monkeypatch.setattr(lite, "find_spec", lambda name: None)
    assert why(tmp_path, pyodide).endswith(
        "jupyterlite_pyodide_kernel missing (the group lite in pyproject.toml)."
    )


def test_a_distribution_without_its_packages(tmp_path, pyodide, installed):
    (pyodide / "numpy.whl").unlink()
    with pytest.raises(lite.LeftOut, match=r"has no numpy; the full distribution is needed\.$"):
        lite.place(pyodide, tmp_path / "placed")


def test_what_is_no_distribution(tmp_path):
    with pytest.raises(lite.LeftOut, match="is no Pyodide distribution"):
        lite.place(tmp_path, tmp_path / "placed")


@pytest.mark.parametrize("kind", ["folder", "bztar", "zip"])
def test_a_distribution_is_placed_whole(tmp_path, pyodide, kind):
    given = pyodide
    if kind != "folder":
        given = shutil.make_archive(tmp_path / "archive", kind, root_dir=tmp_path, base_dir="pyodide")
    lite.place(type(pyodide)(given), tmp_path / "placed")
    assert sorted(p.name for p in (tmp_path / "placed").iterdir()) == sorted(
        p.name for p in pyodide.iterdir()
    )


def test_a_lesson_begins_by_installing_helpers(root, tmp_path):
    path = next((root / "notebooks").glob("03_*/*.ipynb"))
    lite.add_lesson(path, tmp_path / "contents")
    copied = nbformat.read(tmp_path / "contents" / path.name, as_version=4)
    assert copied.cells[0].source == lite.INSTALL
    assert len(copied.cells) == len(nbformat.read(path, as_version=4).cells) + 1
    nbformat.validate(copied)
