"""The command: every part in a process of its own, each figure beside the limit that the project sets itself."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click
from rich.console import Console

from helpers.bench.machine import load, sentence
from helpers.bench.parts import PARTS
from helpers.bench.report import drawn
from helpers.bench.write import can_write, write

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice(list(PARTS)), help="Only this part; may be repeated."
)
@click.option(
    "--write", "keep", is_flag=True, help="Write docs/benchmarks.md, its figure and the README's table."
)
@click.option(
    "--solutions",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default="solutions",
    help="The folder of the lessons.",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    help="The folder of README.md and docs/, for --write.",
)
def bench(only, keep, solutions, root):
    """Measure what the course costs and how fast its layers are.

    step: a training step beside PyTorch's and beside the arithmetic floor. gradients: ours against PyTorch's.
    ladder: lesson 07's forms from loops to one product. sizes: a step as batch, maps and images grow. accuracy:
    two and ten epochs over 60,000 digits. import: `import helpers` beside NumPy. notebooks: every solution
    notebook. checks: every check on its reference solution. grading: a class's submissions beside stock nbgrader.

    All of it takes about twenty minutes, grading most of them; leave the machine alone meanwhile. PyTorch is
    optional: where it is not installed, the bench says so and measures the rest.
    """
    if only and keep:
        raise click.UsageError("--write keeps a whole run: leave out --only.")
    if keep and not can_write(root):
        raise click.UsageError("README.md has no lines <!-- bench --> and <!-- /bench --> to write between.")
    console, results, before = Console(), [], load()
    console.print(sentence(before))
    for name in only or PARTS:
        with console.status(f"{name} ..."):
            results.append(apart(PARTS[name], solutions))
        console.print(f"\n[bold]{results[-1].title}[/bold]")
        for table in results[-1].tables:
            console.print(drawn(table))
    if keep:
        for path in write(results, root, before):
            console.print(f"wrote {path}")


def apart(part, *arguments):
    """The part's result from a fresh process with one thread for its matrix products."""
    os.environ.update(dict.fromkeys(THREADS, "1"))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(part, *arguments).result()


if __name__ == "__main__":
    bench(prog_name="python -m helpers.bench")
