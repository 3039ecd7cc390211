"""Put a new notebook where it belongs; a student's notebook is replaced only after a copy of it was kept."""

import shutil
from dataclasses import dataclass

from helpers.authoring.lesson import write
from helpers.authoring.notebook import text_of
from helpers.update.carry import carry
from helpers.update.work import has_release, opened, untouched


@dataclass(frozen=True)
class Done:
    """What became of one lesson: a sentence, lines below it, whether something is left to do by hand."""

    sentence: str
    lines: tuple = ()
    failed: bool = False


def place(folder, lesson, text, bring=False, force=False):
    """Place the new notebook of a lesson: the Done. folder: holds the lessons.

    bring: carry the work of a worked notebook over. force: overwrite a worked NAME.new.ipynb.
    """
    target = folder / lesson / f"{lesson}.ipynb"
    try:
        new = opened(text)
    except ValueError as error:
        return Done(f"the new notebook {error}; nothing was changed", failed=True)
    if not target.exists():
        write(target, text)
        return Done("new, put in place")
    try:
        old = opened(target.read_text(encoding="utf-8", errors="replace"))
    except ValueError as error:
        return put_beside(target, text, force, f"your notebook {error}")
    if target.read_text(encoding="utf-8") == text:
        return Done("up to date")
    if untouched(old):
        write(target, text)
        return Done("untouched so far, replaced by the new release")
    if has_release(old, new):
        return Done("has this release already")
    if bring:
        return brought(target, old, new, force)
    return put_beside(target, text, force, "")


def new_name(target):
    """Where the new release stands beside a worked notebook."""
    return target.with_name(f"{target.stem}.new.ipynb")


def put_beside(target, text, force, reason):
    """Write NAME.new.ipynb, unless it holds work of its own."""
    other = new_name(target)
    if not force and holds_work(other):
        return Done(f"{other.name} holds work: move it away, or overwrite it with --force", failed=True)
    write(other, text)
    told = f"{reason}; " if reason else "worked on, kept as it is; "
    return Done(f"{told}the new release is {other.name}", failed=bool(reason))


def holds_work(path):
    """Whether a file is there that is not simply a release."""
    try:
        return path.exists() and not untouched(opened(path.read_text(encoding="utf-8", errors="replace")))
    except ValueError:
        return True


def brought(target, old, new, force):
    """Replace the worked notebook by the new release with the work in it."""
    other = new_name(target)
    if not force and holds_work(other):
        return Done(f"{other.name} holds work: move it away, or set it aside with --force", failed=True)
    made = carry(old, new)
    kept = backup(target)
    if holds_work(other):
        backup(other)
    write(target, text_of(made.notebook))
    other.unlink(missing_ok=True)
    return Done(f"your work is in the new release; the old notebook is {kept.name}", tuple(told(made)))


def backup(path):
    """Copy a file to NAME.old.ipynb, NAME.old-2.ipynb, ...: the first that is free."""
    names = (f"{path.parent.name}.old{'' if n == 1 else f'-{n}'}.ipynb" for n in range(1, 1000))
    target = next(t for t in map(path.with_name, names) if not t.exists())
    shutil.copy2(path, target)
    return target


def told(made):
    """What was carried, in lines."""
    parts = (
        ("answers carried", made.answers),
        ("other arguments in this release, adapt your answer", made.changed),
        ("not in this release, kept as plain cells", made.gone),
        ("your own cells", made.own),
        ("cells of the course that you changed, kept below the course's", made.edited),
    )
    for label, names in parts:
        if names:
            yield f"{label}: {'; '.join(names) if names is not made.answers else ', '.join(names)}"
