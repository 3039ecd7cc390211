"""Exercises that grade verdicts on claims: a function without arguments that returns {letter: True or False}."""

from helpers.checks.engine.exercise import Exercise, Misconception


def claims_exercise(name, claims):
    """The Exercise for a claims function.

    claims: {letter: (verdict, experiment, equation)}; the verdict is True or False, the experiment a
    sentence naming what to try, shown to a student whose verdict on that claim alone does not stand.
    """
    right = {letter: verdict for letter, (verdict, _, _) in claims.items()}
    first_equation = next(iter(claims.values()))[2]
    return Exercise(
        name, f"{name}()", lambda rng: [()], lambda: dict(right),
        (
            Misconception("all-true", lambda: dict.fromkeys(right, True),
                          "You accepted every claim: some of them fail an experiment.", first_equation),
            Misconception("all-false", lambda: dict.fromkeys(right, False),
                          "You rejected every claim: some of them stand up to an experiment.", first_equation),
            *(mistaken(right, letter, *claims[letter][1:]) for letter in claims),
        ),
        judge=lambda arguments, values: judge_claims(right, values[0]),
    )  # fmt: skip


def mistaken(right, letter, experiment, equation):
    """The entry for a student who is wrong about one claim and right about all others."""
    return Misconception(
        f"claim-{letter.lower()}",
        lambda: {**right, letter: not right[letter]},
        f"One verdict does not stand. {experiment}",
        equation,
    )


def judge_claims(right, verdicts):
    wrong = sum(bool(verdicts[letter]) != right[letter] for letter in right)
    if not wrong:
        return None
    return f"{wrong} of {len(right)} verdicts {'do' if wrong > 1 else 'does'} not stand up to an experiment."
