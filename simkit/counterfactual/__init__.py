"""The same run, otherwise: what each decision was worth, on common random numbers.

``what_ifs`` lists what could have been otherwise, ``explore`` tells what each is worth as it
becomes known, ``compare`` answers one question of the trainee's own.
"""

from simkit.counterfactual.asked import RUNS, SLOW, asked, compare, first_word
from simkit.counterfactual.changes import moved
from simkit.counterfactual.plan import choices, what_ifs
from simkit.counterfactual.whatif import WhatIf
from simkit.counterfactual.worth import MOST, Findings, Twins, Worth, explore, worth

__all__ = ["MOST", "RUNS", "SLOW", "Findings", "Twins", "WhatIf", "Worth", "asked", "choices",
           "compare", "explore", "first_word", "moved", "what_ifs", "worth"]
