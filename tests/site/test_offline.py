"""The built site needs no network: what the reader of its HTML notices, and what it leaves alone."""

import pytest

from helpers.site.offline import problems


@pytest.fixture
def built(tmp_path):
    """A function that writes a page beside a sound one and returns what is wrong with the site."""
    (tmp_path / "x.png").write_bytes(b"")
    (tmp_path / "other.html").write_text('<h1 id="top">Other</h1>', encoding="utf-8")

    def found(html, css=""):
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        (tmp_path / "style.css").write_text(css, encoding="utf-8")
        return problems(tmp_path)

    return found


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example.org/MathJax.js"></script>',
        '<link rel="stylesheet" href="https://fonts.example.org/css">',
        '<link rel="preconnect" href="//fonts.example.org">',
        '<img src="http://example.org/x.png">',
        '<img srcset="x.png 1x, https://example.org/x.png 2x">',
        '<iframe src="https://example.org"></iframe>',
        '<p style="background:url(https://example.org/x.png)">',
    ],
)
def test_what_asks_the_network_is_found(built, html):
    assert len(built(html)) == 1


@pytest.mark.parametrize(
    "css", ["@font-face {src: url('https://example.org/f.woff')}", '@import "//a.org/b.css";']
)
def test_a_style_sheet_that_asks_the_network_is_found(built, css):
    assert "style.css: fetches" in built("", css)[0]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="gone.html">',
        '<a href="other.html#gone">',
        '<a href="#gone">',
        '<img src="gone.png">',
        '<a href="..">',
    ],
)
def test_a_link_that_leads_nowhere_is_found(built, html):
    assert len(built(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org">a reader may follow it</a>',
        '<link rel="canonical" href="https://example.org/page">',
        '<a href="other.html#top"></a><a id="here" href="#here"></a><img src="x.png?v=1">',
        '<img src="data:image/png;base64,AAAA"><a href="mailto:a@example.org"></a>',
    ],
)
def test_what_is_sound_is_left_alone(built, html):
    assert built(html) == []


def test_what_jupyterlite_does_is_its_own_affair(built, tmp_path):
    (tmp_path / "lite").mkdir()
    (tmp_path / "lite" / "index.html").write_text('<script src="gone.js"></script>', encoding="utf-8")
    assert built('<a href="lite/index.html"></a>') == []
