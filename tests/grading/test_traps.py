"""Ways in which stock nbgrader gives a wrong grade or stops: each one closed, by the repository's configuration."""

from nbformat import v4

from tests.grading.course import cell, solve

FULL = {"test-rot180": 2.0, "test-conv2_full": 2.0}


def graded(course, student, notebook):
    course.submit(student, notebook)
    done = course.autograde(student)
    assert done["success"], done
    return course.points(student)


def test_right_released_and_half(course, released):
    assert graded(course, "right", solve(released)).items() >= FULL.items()
    half = graded(course, "half", solve(released, rot180="return k"))
    assert (half["test-rot180"], half["test-conv2_full"]) == (0.0, 2.0)


def test_the_released_notebook_gets_nothing(course, released):
    assert set(graded(course, "empty", released).values()) <= {0.0, None}


def test_a_tag_that_skips_a_test(course, released):
    wrong = solve(released, rot180="return k")
    cell(wrong, "test-rot180").metadata.tags = ["skip-execution"]
    wrong.cells[0].metadata["anything"] = {"x": 1}
    assert graded(course, "tagger", wrong)["test-rot180"] == 0.0
    assert all("tags" not in c.metadata for c in course.graded("tagger").cells)


def test_deleted_tests_are_run_all_the_same(course, released):
    wrong = solve(released, rot180="return k")
    wrong.cells = [
        c for c in wrong.cells if not c.metadata.get("nbgrader", {}).get("grade_id", "").startswith("test")
    ]
    points = graded(course, "deleter", wrong)
    assert (points["test-rot180"], points["test-conv2_full"]) == (0.0, 2.0)


def test_an_exercise_deleted_with_its_test(course, released):
    kept = solve(released)
    kept.cells = [
        c for c in kept.cells if "conv2_full" not in c.metadata.get("nbgrader", {}).get("grade_id", "")
    ]
    points = graded(course, "remover", kept)
    assert (points["test-rot180"], points["test-conv2_full"]) == (2.0, 0.0)


def test_a_duplicated_test_stops_nobody(course, released):
    double = solve(released)
    double.cells.insert(1, cell(double, "test-rot180").copy())
    double.cells[1].id = "again"
    assert graded(course, "doubler", double).items() >= FULL.items()


def test_unknown_metadata_of_nbgrader_is_dropped(course, released):
    odd = solve(released)
    odd.cells[0].metadata["nbgrader"] = {"grade_id": 7, "surprise": True}
    cell(odd, "rot180").metadata.nbgrader["bonus"] = 100
    cell(odd, "test-rot180").metadata.nbgrader["points"] = 99
    assert graded(course, "odd", odd)["test-rot180"] == 2.0


def test_warnings_and_prints_in_a_right_answer_cost_nothing(course, released):
    noisy = (
        "import sys, warnings, numpy as np\n    warnings.warn('careful')\n    print('hm', file=sys.stderr)\n"
        "    np.ones(1) / np.zeros(1)\n    print(0.5)\n    return k[::-1, ::-1].copy()"
    )
    assert graded(course, "noisy", solve(released, rot180=noisy))["test-rot180"] == 2.0


def test_a_last_value_is_no_partial_credit(course, released):
    """The test cell's own last value: whatever `check` is made to return, points do not come from it."""
    for student, value in (("float", "0.5"), ("nan", "float('nan')"), ("minus", "-1"), ("many", "1000")):
        tricky = solve(released)
        tricky.cells.insert(1, v4.new_code_cell(f"check = lambda f: {value}"))
        points = graded(course, student, tricky)
        assert points["test-rot180"] in (0.0, 2.0)


def test_stderr_of_a_test_cell_that_does_not_raise_is_harmless():
    from helpers.grading.outcomes import AllOrNothing
    from nbgrader.utils import determine_grade
    from tests.grading.course import marks

    outputs = [
        v4.new_output("stream", name="stderr", text="warning"),
        v4.new_output("execute_result", {"text/plain": "0.5"}),
    ]
    test = v4.new_code_cell(
        "check(f)", metadata=marks("t", grade=True, locked=True, points=2), outputs=outputs
    )
    assert determine_grade(test)[0] == 0
    AllOrNothing().preprocess_cell(test, {}, 0)
    assert determine_grade(test) == (2, 2)
    test.outputs.append(v4.new_output("error", ename="CheckFailed", evalue="", traceback=[]))
    AllOrNothing().preprocess_cell(test, {}, 0)
    assert determine_grade(test) == (0, 2)


def test_an_untouched_written_answer_gets_nothing_and_a_written_one_waits(course, released):
    assert graded(course, "silent", solve(released))["why"] == 0.0
    spoken = solve(released)
    cell(spoken, "why").source = "The kernel is turned by 180 degrees."
    assert graded(course, "spoken", spoken)["why"] is None


def test_one_line_of_output_is_cut(course, released):
    long = solve(released)
    long.cells.insert(1, v4.new_code_cell("print('x' * 3_000_000)"))
    graded(course, "loud", long)
    path = course.root / "grading/autograded/loud" / course.lesson / f"{course.lesson}.ipynb"
    assert path.stat().st_size < 1_000_000
