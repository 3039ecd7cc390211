"""Feedback and Formgrader: verdicts and figures survive, a student's script does not, hidden tests stay hidden."""

import base64

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers

from helpers.checks.engine.check import judged
from helpers.grading.clean import clean_html


def harmful(page):
    """What in a page's notebook part could act."""
    body = BeautifulSoup(page, "html.parser").find(id="notebook-container")
    tags = body.find_all(["script", "iframe", "object", "embed", "form", "svg", "style", "base", "link", "meta"])
    handlers = [(tag.name, key) for tag in body.find_all(True) for key in tag.attrs if key.startswith("on")]
    links = [tag for tag in body.find_all(href=True) if "script" in tag["href"].lower()]
    pictures = [tag for tag in body.find_all(src=True) if not tag["src"].startswith("data:image/png;base64,")]
    return [*tags, *handlers, *links, *pictures]
