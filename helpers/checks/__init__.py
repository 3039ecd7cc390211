"""What every graded exercise must satisfy: one module a lesson, and the engine that judges.

A lesson's module defines LESSON, the lesson's name, and EXERCISES, a tuple of
`helpers.checks.engine.Exercise`. It is found by being here; nothing else lists it.
"""
