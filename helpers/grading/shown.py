"""Outputs as the student's side tells them, made fit for a notebook: known kinds, texts, sizes; HTML cleaned."""

import base64
import binascii

from nbformat import NotebookNode, from_dict

from helpers.grading.clean import clean_html
from helpers.grading.isolation.values import clean

MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


def notebook_outputs(told, limits):
    """nbformat's outputs; whatever is not one of them is left out. Outputs of ours pass unchanged."""
    if not isinstance(told, list):
        return []
    made = [one(output, limits) for output in told[: limits.outputs + 3] if isinstance(output, dict)]
    return [from_dict(output) for output in made if output]


def one(output, limits):
    """One output, or None."""
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in ("stdout", "stderr"):
        return {"output_type": kind, "name": output["name"], "text": text(output.get("text"), limits)}
    if kind == "error":
        lines = output.get("traceback")
        lines = [text(line, limits)[:2000] for line in lines[:20]] if isinstance(lines, list) else []
        return {
            "output_type": kind,
            "ename": text(output.get("ename"), limits)[:100],
            "evalue": text(output.get("evalue"), limits)[:2000],
            "traceback": lines,
        }
    if kind == "display_data" and isinstance(output.get("data"), dict):
        data = {
            name: shown for name, value in output["data"].items() if (shown := media(name, value, limits))
        }
        alt = output.get("metadata")
        for key in ("image/png", "alt"):
            alt = alt.get(key) if isinstance(alt, dict) else None
        metadata = {"image/png": {"alt": clean(alt, 1000)}} if isinstance(alt, str) else {}
        return {"output_type": kind, "data": data, "metadata": metadata} if data else None
    return None


def text(value, limits):
    """A text within bounds, empty for anything else."""
    return clean(value, limits.output) if isinstance(value, str) else ""


def media(name, value, limits):
    """One representation of a display, or None: text, a picture that is one, HTML without script."""
    if not isinstance(value, str):
        return None
    if name in MAGIC and len(value) <= limits.picture:
        try:
            picture = base64.b64decode(value.replace("\n", ""), validate=True)
        except (binascii.Error, ValueError):
            return None
        return value if picture.startswith(MAGIC[name]) else None
    if name in ("text/plain", "text/latex"):
        return text(value, limits)
    return clean_html(text(value, limits)) if name == "text/html" else None


def put(cell, outputs, count):
    """Write outputs into a code cell."""
    cell["outputs"] = [o if isinstance(o, NotebookNode) else from_dict(o) for o in outputs]
    cell["execution_count"] = count
