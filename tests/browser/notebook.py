"""A notebook in JupyterLab in a real browser, driven as a student would."""

import contextlib
import shutil
import uuid

from tests.lab import TOKEN

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SECOND = 1000


@contextlib.contextmanager
def browser():
    """A headless Chromium from the system; Playwright brings none of its own here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


class Notebook:
    """An open notebook. path: below the lab's root folder. problems: what the page's console complained of."""

    def __init__(self, running, lab, path, width=1200, height=1600):
        self.page = running.new_page(viewport={"width": width, "height": height})
        self.problems = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        # A workspace of its own: JupyterLab would open the tabs of the page before this one again.
        own = f"lab/workspaces/{uuid.uuid4().hex}/tree/{path}"
        self.page.goto(f"http://127.0.0.1:{lab.port}/{own}?token={TOKEN}")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90 * SECOND)
        self.idle()

    def idle(self, seconds=90):
        """Wait until the kernel has nothing to do: the status bar says so last."""
        self.page.wait_for_selector("text=/\\| Idle/", timeout=seconds * SECOND)

    def cell(self, text):
        """The first code cell whose source holds the text."""
        return self.page.locator(".jp-CodeCell", has_text=text).first

    def write(self, text, source):
        """Replace the source of the cell that holds the text."""
        editor = self.cell(text).locator(".cm-content")
        editor.scroll_into_view_if_needed()
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def run(self, text):
        """Run the cell that holds the text, and wait for the answer."""
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(SECOND // 2)
        self.idle()

    def menu(self, *labels):
        for label in labels:
            self.page.get_by_role("menuitem", name=label, exact=False).first.click()

    def run_above(self, text):
        """Run all cells above the one that holds the text."""
        self.cell(text).locator(".cm-content").click()
        self.menu("Run", "Run All Above Selected Cell")
        self.page.wait_for_timeout(SECOND)
        self.idle(180)

    def output(self, text):
        """What stands below the cell that holds the text."""
        return self.cell(text).locator(".jp-OutputArea").inner_text()
