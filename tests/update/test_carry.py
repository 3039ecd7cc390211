"""What goes from a worked notebook into a newer release, and where it stands there."""

import copy

from nbformat import v4, validate

from helpers.update.carry import carry
from helpers.update.work import has_release, untouched
from tests.update.releases import named, release

ANSWER = "def one(x):\n    return x + 1"


def answered(*signatures):
    """A worked notebook: the exercise `one` and the written answer are done."""
    made = release(*signatures)
    named(made, "one").source = ANSWER
    named(made, "why").source = "Because of the chain rule."
    return made


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def test_answers_go_into_cells_of_the_same_name():
    old, new = answered("one(x)", "two(x)"), release("zero(x)", "one(x)", "two(x)", text="# A better lesson")
    before = copy.deepcopy((old, new))
    made = carry(old, new)
    assert made.answers == ["one", "why"]
    assert (made.gone, made.changed, made.own, made.edited) == ([], [], [], [])
    assert named(made.notebook, "one").source == ANSWER
    assert named(made.notebook, "why").source == "Because of the chain rule."
    assert "raise NotImplementedError" in named(made.notebook, "two").source
    assert sources(made.notebook)[0] == "# A better lesson"
    assert "# A lesson" not in sources(made.notebook)
    assert len(made.notebook.cells) == len(new.cells)
    assert (old, new) == before
    validate(made.notebook)


def test_a_renamed_exercise_is_kept_where_it_was():
    made = carry(answered("zero(x)", "one(x)"), release("zero(x)", "uno(x)"))
    assert made.gone == ["one"]
    assert made.answers == ["why"]
    at = sources(made.notebook).index(ANSWER)
    assert made.notebook.cells[at].metadata == {}
    assert sources(made.notebook)[at - 1] == "check(zero)"


def test_changed_arguments_are_told_in_the_cell_and_in_the_report():
    made = carry(answered("one(x)"), release("one(x, k=2)"))
    assert made.changed == ["one, now one(x, k=2)"]
    assert named(made.notebook, "one").source == f"# In this release: def one(x, k=2):\n{ANSWER}"


def test_an_answer_that_is_no_python_is_carried_as_it_is():
    old = answered("one(x)")
    named(old, "one").source = "def one(x:\n    return"
    made = carry(old, release("one(x, k)"))
    assert named(made.notebook, "one").source == "def one(x:\n    return"


def test_own_cells_stand_behind_the_cell_they_stood_behind():
    old = answered("one(x)")
    picture = {"a.png": {"image/png": "iVBORw0="}}
    own = [v4.new_code_cell("one(3)"), v4.new_markdown_cell("Hm", attachments=picture), v4.new_code_cell(" ")]
    own[0].outputs = [v4.new_output("stream", text="4")]
    old.cells[3:3] = own
    made = carry(old, release("one(x)", text="# Another title"))
    assert made.own == ["one(3)", "Hm"]
    assert sources(made.notebook)[2:5] == ["## Exercise one", "one(3)", "Hm"]
    assert made.notebook.cells[4].attachments == picture
    assert made.notebook.cells[3].outputs == []
    validate(made.notebook)


def test_a_changed_cell_of_the_course_is_kept_below_the_courses():
    old = answered("one(x)")
    old.cells[1].source = "import numpy as np\nimport math"
    made = carry(old, release("one(x)"))
    assert made.edited == ["import numpy as np"]
    assert sources(made.notebook)[1:3] == ["import numpy as np", "import numpy as np\nimport math"]


def test_copies_of_a_cell_are_not_lost():
    old = answered("one(x)")
    first, test = copy.deepcopy(named(old, "one")), copy.deepcopy(named(old, "test-one"))
    first.source = "def one(x):\n    return 7"
    old.cells[3:3] = [first, test]
    made = carry(old, release("one(x)"))
    assert named(made.notebook, "one").source == ANSWER
    assert made.own == ["def one(x):"]
    assert sources(made.notebook).count("check(one)") == 1


def test_outputs_alone_are_no_work():
    made = release("one(x)")
    made.cells[1].execution_count = 3
    assert untouched(made)
    named(made, "one").source = ANSWER
    assert not untouched(made)


def test_which_release_a_worked_notebook_is_of():
    old = answered("one(x)")
    assert has_release(old, release("one(x)"))
    assert not has_release(old, release("one(x, k)"))
    assert not has_release(old, release("one(x)", "two(x)"))
    assert not has_release(old, release("one(x)", text="# A better lesson"))
