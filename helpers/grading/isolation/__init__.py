"""The student's process, and the walls round it.

    trusted side                                   |  the student's side
    session -> worker -> launch  == sockets, data only ==>  zygote -> student -> snapshot
                                                   |

`values` and `wire` say what crosses, `sandbox`, `walls` and `seccomp` what the student's code cannot reach.
This package is copied into the student's side; nothing in it knows an exercise or an answer.
"""
