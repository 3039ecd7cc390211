"""The build of a lesson: one py:percent file, its executed solution notebook, its student notebook.

    python -m helpers.authoring build 03_convolution     # .py -> solutions/ .ipynb -> notebooks/ .ipynb
    python -m helpers.authoring build --check            # writes nothing; exit 1 where a file is stale
    python -m helpers.authoring adopt 03_convolution     # an edit made in JupyterLab -> .py

`lesson` knows the files, `source` and `headers` the .py, `notebook` what it expands to, `gates` and
`release_gates` what may go wrong, `generate` asks nbgrader for the student notebook, `guard` keeps edits.
"""
