"""A look at what was handed in, before nbgrader touches it: each trouble as a named problem of one submission.

problems = inspect(folder, "03_convolution")     # data; nothing is changed
problems += mend(folder)                         # takes away what nbgrader would follow or fall over
"""

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.utils import parse_utc

LARGEST = 20 << 20
LARGEST_FOLDER = 200 << 20
DEEPEST = 30  # folders inside one another
MOST_CELLS = 2000
FATAL = {
    "missing",
    "unreadable",
    "too-large",
    "too-deep",
    "truncated",
    "not-json",
    "not-a-notebook",
    "too-many-cells",
    "link",
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a submission. kind: a short name; fatal: it cannot be graded."""

    kind: str
    message: str
    fatal: bool = False


def problem(kind, message, fatal=None):
    """A Problem of a kind, fatal where the kind is."""
    return Problem(kind, message, kind in FATAL if fatal is None else fatal)


def inspect(folder, notebook):
    """The Problems of a submission's folder in which `notebook`.ipynb is expected."""
    folder = Path(folder)
    if folder.is_symlink() or not folder.is_dir():
        return [
            problem("link" if folder.is_symlink() else "missing", f"{folder.name} is no folder of its own.")
        ]
    whole = list(in_folder(folder))
    if whole:
        return whole
    return [
        *in_notebook(folder / f"{notebook}.ipynb"),
        *in_timestamp(folder / "timestamp.txt"),
        *(found for path in entries(folder) for found in in_entry(path, folder)),
    ]


def in_folder(folder):
    """What makes a folder one that nothing may copy: nbgrader copies all of it, and walks it recursively."""
    size, depth = 0, len(folder.parts)
    for path in entries(folder):
        if len(path.parts) - depth > DEEPEST:
            yield problem("too-deep", f"there are more than {DEEPEST} folders inside one another.")
            return
        size += path.lstat().st_size
    if size > LARGEST_FOLDER:
        yield problem("too-large", f"the folder has {size >> 20} MB, more than {LARGEST_FOLDER >> 20}.")


def in_notebook(path):
    """The Problems of the notebook file itself."""
    if path.is_symlink():
        return [problem("link", f"{path.name} is a link to {os.readlink(path)[:200]}.")]
    if not path.is_file():
        near = ", ".join(sorted(p.name for p in path.parent.glob("*.ipynb"))[:5])
        return [problem("missing", f"{path.name} was not handed in{f'; there is {near}' if near else ''}.")]
    size = path.stat().st_size
    if size > LARGEST:
        return [problem("too-large", f"{path.name} has {size >> 20} MB, more than {LARGEST >> 20}.")]
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        return [problem("unreadable", f"{path.name} cannot be read: {error.strerror}.")]
    except UnicodeDecodeError:
        return [problem("not-json", f"{path.name} is no text.")]
    return list(in_text(path.name, text))


def in_text(name, text):
    """The Problems of a notebook's text."""
    try:
        held = json.loads(text)
    except RecursionError:
        yield problem("not-json", f"{name} is nested too deeply.")
        return
    except ValueError as error:
        cut = getattr(error, "pos", 0) >= len(text.rstrip()) or "Unterminated" in str(error)
        kind = "truncated" if cut and text.strip() else "not-json"
        yield problem(
            kind, f"{name} is {'cut off' if kind == 'truncated' else 'no notebook file'} ({error})."
        )
        return
    if not isinstance(held, dict) or held.get("nbformat") != 4 or not isinstance(held.get("cells"), list):
        yield problem("not-a-notebook", f"{name} is no notebook of format 4.")
        return
    if len(held["cells"]) > MOST_CELLS:
        yield problem("too-many-cells", f"{name} has {len(held['cells'])} cells.")
        return
    try:
        json.dumps(held, ensure_ascii=False).encode("utf-8")
        nbformat.validate(nbformat.from_dict(held))
    except Exception as error:
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        yield problem("not-a-notebook", f"{name} is not a valid notebook: {said}")
    yield from in_kernel(held.get("metadata"))


def in_kernel(metadata):
    """A notebook made for another language."""
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    spec = spec if isinstance(spec, dict) else {}
    language = str(spec.get("language") or "python").lower()
    if language != "python" or not str(spec.get("name") or "python3").lower().startswith("python"):
        yield problem(
            "wrong-kernel", f"The notebook was made for {str(spec.get('name'))[:60]!r}; graded as Python."
        )


def in_timestamp(path):
    """A time of submission that cannot be read."""
    if path.is_symlink() or not path.is_file():
        return
    try:
        parse_utc(path.read_text(encoding="utf-8")[:200].strip())
    except Exception:
        yield problem("bad-timestamp", "timestamp.txt holds no time; the submission counts as undated.")


def entries(folder):
    """Every file, folder and link below a folder; links are not followed."""
    for place, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            yield Path(place, name)


def in_entry(path, folder):
    """The Problems of one entry beside the notebook."""
    name = str(path.relative_to(folder))
    if path.is_symlink():
        if path.suffix != ".ipynb" or path.parent != folder:
            yield problem("linked-file", f"{name} is a link to {os.readlink(path)[:200]}.")
    elif not (path.is_file() or path.is_dir()):
        yield problem("special-file", f"{name} is no ordinary file.")
    elif path.is_file() and path.suffix != ".ipynb" and path.stat().st_size > LARGEST:
        yield problem("large-file", f"{name} has {path.stat().st_size >> 20} MB.")
    if ".." in name or "\\" in name or not name.isprintable():
        yield problem("odd-name", f"a file is called {name[:100]!r}.")


def mend(folder):
    """Take away links and special files, set aside a bad timestamp: the Problems that were mended."""
    folder, mended = Path(folder), []
    for path in list(entries(folder)):
        for found in in_entry(path, folder) if os.path.lexists(path) else ():
            if found.kind in ("linked-file", "special-file"):
                path.unlink()
                mended.append(found)
    for found in in_timestamp(folder / "timestamp.txt"):
        os.replace(folder / "timestamp.txt", folder / "timestamp.unreadable")
        mended.append(found)
    return mended


def without_links(assignment, student, notebooks):
    """Plain `nbgrader autograde` never follows a link out of a submission."""
    for folder in {Path(notebook).parent for notebook in notebooks}:
        mend(folder)
        for path in folder.glob("*.ipynb"):
            if path.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
                path.unlink()
