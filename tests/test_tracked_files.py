"""No file of the repository tells where it was made."""

import re
import subprocess

import pytest

HOMES = ("home", "root", "Users", "work", "opt", "mnt")
MACHINE = re.compile(rf"(?<![\w.}}/)-])/(?:{'|'.join(HOMES)})/[A-Za-z]")
REGISTRY = re.compile(
    "|".join(
        [
            r"--(?:extra-)?index-" + "url[ =]",
            r"--find-" + "links[ =]",
            r"pypi\." + "org/",
            r"files\.python" + r"hosted\.",
            r"registry\." + r"npmjs\.",
            r"deb\." + r"debian\.",
            r"conda\." + r"anaconda\.",
        ]
    )
)


@pytest.fixture(scope="module")
def texts(root):
    """{name: text} of every file that git keeps or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [root / name for name in listed.stdout.split("\0") if name]
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in paths
        if path.suffix not in (".png", ".npz") and path.is_file()
    }


def lines(texts, pattern):
    return [
        f"{name}: {line.strip()[:100]}"
        for name, text in texts.items()
        for line in text.splitlines()
        if pattern.search(line)
    ]


def test_no_path_of_a_machine(texts, root):
    assert lines(texts, MACHINE) == []
    assert lines(texts, re.compile(re.escape(str(root)))) == []


def test_no_package_registry(texts):
    assert lines(texts, REGISTRY) == []


@pytest.mark.parametrize(
    "line", ["see /" + "home/ada/course", '"/' + 'Users/ada"', "cd /" + "root/course", "=/" + "opt/python"]
)
def test_a_path_would_be_noticed(line):
    assert MACHINE.search(line)


@pytest.mark.parametrize(
    "line", ["grading/work/x", "https://example.org/home/page", "../work/x", "/" + "opt"]
)
def test_what_is_no_path_of_a_machine(line):
    assert not MACHINE.search(line)


@pytest.mark.parametrize("line", ["pip install --index-" + "url x", "https://pypi." + "org/simple"])
def test_a_registry_would_be_noticed(line):
    assert REGISTRY.search(line)
