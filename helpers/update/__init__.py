"""A newer release of the lessons, beside a student's own notebooks or with the answers carried over.

    python -m helpers.update cnn-by-hand-0.2.0.zip            # new lessons; worked ones get 03_convolution.new.ipynb
    python -m helpers.update cnn-by-hand-0.2.0.zip --bring    # the answers go into the new notebooks

`release` finds the new notebooks, `work` tells what is a student's, `carry` joins the two, `place` writes files.
"""
