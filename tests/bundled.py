"""The students' bundle, unzipped, with its wheel installed into a folder of its own. No network."""

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.bundle import bundle


@dataclass(frozen=True)
class Bundle:
    """path: the zip. top: the folder that it holds. packages: where its wheel is installed."""

    path: Path
    top: Path
    packages: Path


def unpacked(root, folder):
    """Build the bundle of the course at `root` in `folder`, unzip and install it: a Bundle."""
    path = bundle(root, folder)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    top, packages = folder / path.stem, folder / "packages"
    (wheel,) = top.glob("*.whl")
    install(wheel, packages)
    return Bundle(path, top, packages)


def install(wheel, packages):
    """pip install, without dependencies and without an index."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    command += ["--disable-pip-version-check", "--target", str(packages), str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
