"""LeNet-5's connection table, as data.

Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
recognition", Proceedings of the IEEE 86 (1998), Table I: each column says which feature maps of
S2 are combined by the units of one feature map of C3.
"""

import numpy as np

ROWS = (
    "X...XXX..XXXX.XX",
    "XX...XXX..XXXX.X",
    "XXX...XXX..X.XXX",
    ".XXX..XXXX..X.XX",
    "..XXX..XXXX.XX.X",
    "...XXX..XXXX.XXX",
)

C3_TABLE = np.array([[mark == "X" for mark in row] for row in ROWS])
"""(6, 16) of booleans: C3_TABLE[i, j] is True where map i of S2 feeds map j of C3; 60 are."""
C3_TABLE.setflags(write=False)
