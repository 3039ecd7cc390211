"""The instructor's side: what nbgrader_config.py plugs into nbgrader. Students' notebooks need none of it.

release    which files go to students, and when a release may be overwritten
restore    a submission's cells as they were issued
execute    a kernel that a submission can end, without ending its grading
settle     a test gives all of its points or none
limit      outputs that fit into a gradebook's folder
clean      HTML of students', shown to others
feedback   tests that students may not read
export     grades as a spreadsheet reads them
"""
