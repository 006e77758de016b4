"""How a run is judged: practice by cited norms, outcome by the model; never merged.

Everything here is a function over a Record. Nothing here runs a world.
"""

from simkit.scoring.calmness import calmness
from simkit.scoring.metric import Metric
from simkit.scoring.outcome import outcome
from simkit.scoring.practice import practice
from simkit.scoring.timing import timing

__all__ = ["Metric", "calmness", "outcome", "practice", "timing"]
