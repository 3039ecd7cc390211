"""What one submission may use."""

from dataclasses import asdict, dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts of one submission.

    cell, call: of one cell and of one call of an exercise's function. notebook: of all cells and checks.
    memory: of one process. folder: of everything it may write. processes: with their threads.
    output: characters of text of one cell. retries: how often a notebook is run again without a cell
    that ended or hung its process. callbacks: evaluations of a function given as an argument.
    """

    cell: float = 30.0
    call: float = 10.0
    notebook: float = 240.0
    cpu: int = 240
    grace: float = 2.0
    memory: int = 1024 * MB
    folder: int = 64 * MB
    files: int = 2048
    open_files: int = 128
    processes: int = 16
    output: int = 50_000
    outputs: int = 20
    picture: int = 2 * MB
    retries: int = 3
    callbacks: int = 20_000

    @property
    def longest(self):
        """Seconds in which the grading of a notebook has come to its end, whatever the notebook does."""
        return 2 * self.notebook + 60

    def as_dict(self):
        return asdict(self)
