"""What the figures were measured on: processor, cores, versions, date."""

import datetime
import os
import platform
import subprocess
from importlib import metadata

import numpy as np

BUSY = 0.7


def processor():
    """The processor's name as the system tells it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    if not names and platform.system() == "Darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        names = [subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()]
    return next(filter(None, names), "") or platform.processor() or platform.machine()


def blas():
    """ "scipy-openblas 0.3.31", the library that NumPy multiplies matrices with."""
    built = np.show_config(mode="dicts").get("Build Dependencies", {}).get("blas", {})
    return f"{built.get('name', 'unknown BLAS')} {built.get('version', '')}".strip()


def torch_version():
    """PyTorch's version, or None where it is not installed; PyTorch is not imported for it."""
    try:
        return metadata.version("torch")
    except metadata.PackageNotFoundError:
        return None


def load():
    """How many processes wanted a core in the last minute, None where the system does not tell."""
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):
        return None


def machine(before=None):
    """[(what, value)] of this machine and these versions; `before` is the load before the run."""
    return [
        ("processor", processor()),
        ("cores", str(os.cpu_count())),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("Python", platform.python_version()),
        ("NumPy", f"{np.__version__} with {blas()}"),
        ("PyTorch", torch_version() or "not installed"),
        ("load before the run", "unknown" if before is None else f"{before:.1f}"),
    ]


def today():
    """The date in words, "21 November 2026"."""
    date = datetime.datetime.now(datetime.UTC).date()
    return f"{date.day} {date:%B %Y}"


def sentence(before=None):
    """Machine and date in one sentence, and another one where the machine had other work to do."""
    torch = torch_version()
    peer = f"PyTorch {torch}" if torch else "PyTorch not installed"
    busy = before is not None and before > BUSY
    said = f" Other work was running (load {before:.1f}), so that the times are too long." if busy else ""
    return (
        f"Measured on {today()}: {processor()}, {os.cpu_count()} cores of which one is used, "
        f"Python {platform.python_version()}, NumPy {np.__version__} with {blas()}, {peer}.{said}"
    )
