"""How far a student has come, for the student alone: nothing is graded or sent.

    progress("03_convolution")     # the last cell of a lesson: what passed in this session
    python -m helpers.progress     # all of one's notebooks: runs them and asks every check again

`session` is the cell; `stored` reads what a notebook's outputs say, `run` and `child` run it afresh,
`table` prints, `page` writes the page that JupyterLab opens on.
"""

from helpers.progress.session import progress

__all__ = ["progress"]
