"""Put a figure into the notebook as a PNG that carries its own description."""

import base64
import io
import sys


def png(figure):
    """The figure as PNG bytes on white, the same bytes for the same figure (no version is written)."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", facecolor="white", metadata={"Software": None})
    return stream.getvalue()


def show(figure, alt):
    """Publish the figure with `alt` as its alternative text, and as plain text; then close the figure.

    alt: one or two sentences saying what is to be seen; ValueError where it is empty.
    Outside a notebook the description is printed in place of the picture.
    """
    if not alt.strip():
        raise ValueError("a figure needs a description for readers who cannot see it")
    if in_notebook():
        from IPython.display import display

        image = base64.b64encode(png(figure)).decode("ascii")
        display({"image/png": image, "text/plain": alt}, metadata={"image/png": {"alt": alt}}, raw=True)
    else:
        print(f"[figure: {alt}]")
    close(figure)


def in_notebook():
    """Whether an IPython session is there to receive a picture."""
    if "IPython" not in sys.modules:
        return False
    from IPython.core.interactiveshell import InteractiveShell

    return InteractiveShell.initialized()


def close(figure):
    """Forget a figure that pyplot made, so that the notebook does not show it a second time."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
