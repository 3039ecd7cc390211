"""What Sphinx reads: all lessons in order, all pages for instructors, links that lead somewhere."""

import re

import pytest

from helpers.authoring.problem import BuildError
from helpers.site.source import entry, lay_out, relinked
from tests.lessons import lessons


@pytest.fixture(scope="module")
def laid_out(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "source"
    lay_out(root, folder)
    return folder


def test_every_lesson_has_a_page_and_an_entry(laid_out):
    landing = (laid_out / "index.md").read_text(encoding="utf-8")
    names = [lesson.name for lesson in lessons()]
    assert sorted(path.stem for path in (laid_out / "lessons").glob("*.ipynb")) == names
    assert re.findall(r"\*\*\]\(lessons/(\w+)\)|\]\(lessons/(\w+)\)\*\*", landing) == [("", n) for n in names]
    assert [line.split("<lessons/")[1][:-1] for line in landing.split("\n") if "<lessons/" in line] == names


def test_every_entry_says_what_one_does_and_for_how_long(laid_out):
    landing = (laid_out / "index.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^\d\. \*\*.+?(?=^\d\. |^```)", landing, re.DOTALL | re.MULTILINE)
    assert len(blocks) == len(lessons())
    for block in blocks:
        title, _, will_do = block.partition("\n")
        assert re.search(r"about \d+ minutes", title), title
        assert len(will_do.split()) > 10, title


@pytest.mark.parametrize("lite", [True, False])
def test_the_landing_page_leads_to_jupyterlite_where_there_is_one(root, tmp_path, lite):
    lay_out(root, tmp_path / "source", lite)
    landing = (tmp_path / "source" / "index.md").read_text(encoding="utf-8")
    assert ('href="lite/lab/index.html"' in landing) is lite
    assert "<!--" not in landing


def test_every_page_for_instructors_is_in_the_contents(root, laid_out):
    landing = (laid_out / "index.md").read_text(encoding="utf-8")
    pages = [path.stem for path in (root / "docs").glob("*.md")]
    assert pages
    assert all(f"\ndocs/{name}\n" in landing for name in pages)
    assert landing.index("\ndocs/README\n") == min(landing.index(f"\ndocs/{name}\n") for name in pages)


def test_an_entry_without_minutes_has_none():
    assert entry("04_x", "# A title\n\n**What you will do.** Shrink\nmaps.\n\nMore.") == (
        "4. **[A title](lessons/04_x)**\n\n   Shrink\n   maps.\n"
    )


@pytest.fixture
def course(tmp_path):
    for name in ("docs/a.md", "docs/b.md", "docs/a.png", "README.md", "notebooks/03_x/03_x.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("link", "bent"),
    [
        ("[b](b.md#part)", "[b](b.md#part)"),
        ("![a](a.png)", "![a](a.png)"),
        ("[there](https://example.org)", "[there](https://example.org)"),
        ("[lesson](../notebooks/03_x/03_x.ipynb)", "[lesson](../lessons/03_x)"),
        ("the [README](../README.md).", "the README."),
    ],
)
def test_links_out_of_docs_are_bent(course, link, bent):
    assert relinked(link, course / "docs" / "a.md", course) == bent


def test_a_link_that_leads_nowhere_is_refused(course):
    with pytest.raises(BuildError):
        relinked("[c](c.md)", course / "docs" / "a.md", course)
