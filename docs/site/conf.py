"""Sphinx's configuration of the web book. `make site` copies it, with the pages, to build/site-source."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes

project = "cnn-by-hand"
author = "the authors of cnn-by-hand"
language = "en"

extensions = ["myst_nb"]
exclude_patterns = ["_static"]
html_theme = "furo"
html_title = "cnn-by-hand"
html_static_path = ["_static"]
html_css_files = ["course.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"navigation_with_keys": True}
highlight_language = "none"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

# Stored outputs are shown as they are; nothing runs.
nb_execution_mode = "off"
nb_merge_streams = True
nb_code_prompt_show = "Show the solution"
nb_code_prompt_hide = "Hide the solution"
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3

# Formulas without a network: MathJax 3 and its fonts come from a package and are copied into the site.
mathjax_path = "mathjax/tex-chtml-full.js"
mathjax3_config = {"options": {"enableMenu": False}}
MATHJAX = Path(find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax"


def copy_mathjax(app, exception):
    """One script and the fonts, 2 MB of the package's 15."""
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "mathjax"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(MATHJAX / "tex-chtml-full.js", target)
    fonts = Path("output", "chtml", "fonts")
    shutil.copytree(MATHJAX / fonts, target / fonts, dirs_exist_ok=True)


def keep_tags(app, document):
    r"""Hand formulas over as they are: Sphinx would put those with \\ into `split`, where no \tag may stand."""
    for formula in document.findall(nodes.math_block):
        if "amsmath" not in formula["classes"]:
            text = rf"\[{formula.astext().strip()}\]"
            formula.children = []
            formula += nodes.Text(text)
            formula["nowrap"] = formula["no-wrap"] = True


def setup(app):
    """Sphinx calls this once."""
    app.connect("doctree-read", keep_tags)
    app.connect("build-finished", copy_mathjax)
    return {"parallel_read_safe": True}
