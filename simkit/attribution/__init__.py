"""Where the lost trust went: the outage itself, and five parts of what was decided."""

from simkit.attribution.mixture import PARTS, Played, mixed
from simkit.attribution.split import COALITIONS, OUTAGE, RUNS, Share, Split, attribute, shapley

__all__ = ["COALITIONS", "OUTAGE", "PARTS", "RUNS", "Played", "Share", "Split", "attribute",
           "mixed", "shapley"]
