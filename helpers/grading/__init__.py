"""The instructor's side: `python -m helpers.grading`, and what nbgrader_config.py plugs into nbgrader.

Students' notebooks need none of it.

The command
    classroom      one lesson's folders, its gradebook, nbgrader's own commands
    entering       a lesson's place in the gradebook, made when it is first needed
    batch          who is to be graded; what a killed run left behind
    pool           processes that outlive any of their own
    worker         one submission through nbgrader; what is wrong becomes a named problem
    records        a file for each student, whole or not there
    cluster        the same on a Dask cluster
    demo           an invented class

Before a submission runs
    release        which files go to students, and when a release may be overwritten
    intake         what was handed in: troubles by name, nothing that nbgrader would fall over
    restore        cells as they were issued
    tampering      what was changed that is not a student's to change

Running and judging
    isolated       the preprocessor in place of nbgrader's Execute
    order          all that grading one notebook needs, as data
    plan           what each cell is, by the gradebook
    needed         which cells must run
    grade          a notebook in an isolated process, its exercises judged here
    session        that process, driven from outside
    isolation      that process, and the walls round it
    examine        one exercise judged on what came back
    suspicion      what an instructor should look at
    likeness       answers that are the same but for names
    shown          outputs as the student's side tells them, made harmless
    settle         a test gives all of its points or none
    limit          outputs that fit into a gradebook's folder

What others read
    feedback       tests that students may not read
    clean          HTML of students', shown to others
    formulas       formulas that a browser draws by itself
    export         grades as a spreadsheet reads them
    report         what a class's records say together
    page, table    the report as a page and as a CSV file
"""
