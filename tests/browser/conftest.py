"""A lab with the released lessons, and a browser; skipped where there is no Chromium."""

import shutil

import pytest

from tests.browser.notebook import CHROMIUM, browser
from tests.lab import Lab


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def lab(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(root / "notebooks", folder / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HELPERS_STATIC", raising=False)
        patch.delenv("MPLBACKEND", raising=False)
        running = Lab(folder, root)
    try:
        running.wait()
        yield running
    finally:
        running.stop()
