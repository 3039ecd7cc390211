"""Trusted forward passes and closed forms that the lessons share, each tested against SciPy."""
