"""The notebooks of a newer release: in a folder (unzipped bundle, clone) or in the bundle's zip."""

import re
import zipfile
from pathlib import Path

PATH = re.compile(r"(?:.*/)?(\w+)/\1\.ipynb")
OTHERS = {"solutions", "grading", "tests", ".ipynb_checkpoints"}


def new_notebooks(source):
    """{lesson: text of its notebook} of a folder or zip. Raises ValueError with a sentence where there is none."""
    source = Path(source)
    found = in_folder(source) if source.is_dir() else in_zip(source)
    if not found:
        raise ValueError(f"{source} holds no lesson: expected notebooks/03_convolution/03_convolution.ipynb.")
    return dict(sorted(found.items()))


def in_folder(folder):
    """The texts below a folder's notebooks/, below itself, or below the one folder of an unzipped bundle."""
    for base in (folder / "notebooks", folder, *sorted(folder.glob("*/notebooks"))):
        paths = [path for path in base.glob("*/*.ipynb") if path.stem == path.parent.name]
        if paths:
            return {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in paths}
    return {}


def in_zip(path):
    """Nothing is unpacked: names are matched, texts are read."""
    try:
        with zipfile.ZipFile(path) as bundle:
            names = {name: PATH.fullmatch(name) for name in bundle.namelist()}
            return {
                match[1]: bundle.read(name).decode("utf-8", "replace")
                for name, match in names.items()
                if match and not OTHERS & set(name.split("/"))
            }
    except (OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} cannot be read as a folder or a zip ({type(error).__name__}).") from error


def beside(folder):
    """{lesson: text} of the notebooks that an earlier update put beside worked ones."""
    paths = sorted(folder.glob("*/*.new.ipynb"))
    named = [path for path in paths if path.name == f"{path.parent.name}.new.ipynb"]
    return {path.parent.name: path.read_text(encoding="utf-8", errors="replace") for path in named}
