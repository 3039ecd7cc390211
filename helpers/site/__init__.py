"""The web book: `make site` reads the stored solution notebooks, and nothing is executed.

    python -m helpers.site build                        # build/site/index.html
    python -m helpers.site build --pyodide PATH         # build/site/lite/ as well: the lessons in the browser
    python -m helpers.site linkcheck                    # asks whether the external links still answer

`page` turns a solution notebook into a page, `source` lays all pages out for Sphinx (docs/site/conf.py),
`offline` reads the built HTML, `lite` makes the JupyterLite.
"""
