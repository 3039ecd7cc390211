"""The command line: `python -m helpers.site build` and `... linkcheck`."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click

from helpers.authoring.problem import BuildError
from helpers.site import lite, offline
from helpers.site.source import lay_out

ROOT = Path(__file__).resolve().parents[2]
FOLDER = click.Path(path_type=Path, file_okay=False)
output_option = click.option("--output", type=FOLDER, default=ROOT / "build", help="Where; else build/.")


@click.group()
def main():
    """Build the web book from the stored solution notebooks."""


@main.command()
@click.option(
    "--pyodide", help="A Pyodide distribution, folder or archive: add a JupyterLite that runs on it."
)
@output_option
def build(output, pyodide):
    """Write build/site/. Exit status 1 where Sphinx warns, a page would ask the network or a link is broken."""
    site, runs = output / "site", output / "lite"
    for folder in (site, runs):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        lite.build(ROOT, pyodide and Path(pyodide).resolve(), runs)
    except lite.LeftOut as reason:
        click.echo(f"JupyterLite was left out: {reason}")
    pages = sphinx("html", output, site, lite=runs.exists())
    if runs.exists():
        runs.rename(site / "lite")
        click.echo(f"{shown(site / 'lite')}: a JupyterLite; it needs a web server, any will do")
    if problems := offline.problems(site):
        sys.exit("\n".join(problems))
    click.echo(f"{shown(site / 'index.html')}: {pages} lessons, offline, no broken link")


@main.command()
@output_option
def linkcheck(output):
    """Ask whether the external links of all pages still answer; needs the network."""
    sphinx("linkcheck", output, output / "linkcheck")
    links = (output / "linkcheck" / "output.json").read_text(encoding="utf-8").splitlines()
    click.echo(f"{sum('https' in json.loads(link)['uri'] for link in links)} external links, none broken")


def sphinx(builder, output, target, lite=False):
    """Run Sphinx, its warnings errors, on the pages of now: the number of lessons; exits with 1 where it fails."""
    source = output / "site-source"
    try:
        found = lay_out(ROOT, source, lite)
    except BuildError as error:
        sys.exit("\n".join(f"{error.lesson}: {problem}" for problem in error.problems))
    options = ["-W", "--keep-going", "-q", "-E", "-b", builder, "-d", output / "site-doctrees"]
    command = [sys.executable, "-m", "sphinx", *map(str, [*options, source, target])]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(1)
    return len(found)


def shown(path):
    """A path as a person in the course's folder would type it."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


if __name__ == "__main__":
    main(prog_name="python -m helpers.site")
