"""The bundle for students: dist/cnn-by-hand-<version>.zip, the same bytes whenever nothing has changed.

    python -m helpers.authoring.bundle

It holds the released lessons, the wheel of `helpers`, the lock file and environment.yml, JupyterLab's settings for
students, and START.md. No solutions: of the notebooks only those that pass the gates of a release go in.
"""

import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import click

from helpers.authoring import guard, release_gates
from helpers.authoring.build import parse
from helpers.authoring.lesson import lessons
from helpers.authoring.notebook import RECORD, digest, load
from helpers.authoring.problem import BuildError, Problem, stop_at

ROOT = Path(__file__).resolve().parents[2]
NAME = "cnn-by-hand"
START = Path(__file__).with_name("templates") / "START.md"
FILES = (
    "LICENSE", "LICENSE-text.md", "environment.yml", "requirements.lock",
    "jupyter/base.py", "jupyter/lab.py", "jupyter/overrides.json", "jupyter/page_config.json",
)  # fmt: skip
# Zip has no earlier date; hatchling gives the files in a wheel one date, too.
DATE = (1980, 1, 1, 0, 0, 0)


def bundle(root, folder):
    """Write the bundle of the course at `root` into `folder`: its path. Raises BuildError."""
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    top = f"{NAME}-{version}"
    entries = {name: (root / name).read_bytes() for name in FILES}
    entries |= {lesson.shown(lesson.release): released(lesson) for lesson in lessons(root)}
    with tempfile.TemporaryDirectory() as made:
        wheel = build(root, "wheel", made)
        entries[wheel.name] = wheel.read_bytes()
    entries["START.md"] = START.read_text(encoding="utf-8").format(wheel=wheel.name).encode()
    path = Path(folder) / f"{top}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sorted(entries.items()):
            archive.writestr(member(f"{top}/{name}"), content, compresslevel=9)
    return path


def member(name):
    """A zip entry without date, owner or system of its own."""
    info = zipfile.ZipInfo(name, DATE)
    info.create_system, info.external_attr, info.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    return info


def released(lesson):
    """The bytes of a lesson's student notebook. Raises BuildError where it holds work, or is not the build."""
    text, cells = parse(lesson)
    stop_at(lesson.name, guard.worked_release(lesson))
    solution, notebook = load(lesson.solution), load(lesson.release)
    if None in (solution, notebook) or solution.metadata.get(RECORD, {}).get("source") != digest(text):
        problem = Problem(lesson.shown(lesson.source), "was not built since it was edited; run make build.")
        raise BuildError(lesson.name, [problem])
    stop_at(lesson.name, release_gates.problems(cells, notebook))
    return lesson.release.read_bytes()


def build(root, target, folder):
    """Build the "wheel" or "sdist" of helpers into a folder, without network: its path."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(target, [Problem("", done.stderr.strip() or done.stdout.strip())])
    return next(path for path in Path(folder).iterdir() if path.suffix in (".whl", ".gz"))


@click.command()
@click.option(
    "--root", type=click.Path(path_type=Path, exists=True), default=ROOT, help="The course's folder."
)
def main(root):
    """Write the students' bundle to dist/."""
    try:
        path = bundle(root, root / "dist")
    except BuildError as error:
        click.echo(error, err=True)
        sys.exit(1)
    click.echo(f"{path.relative_to(root)} ({path.stat().st_size / 2**20:.1f} MiB)")


if __name__ == "__main__":
    main(prog_name="python -m helpers.authoring.bundle")
