"""What few trials leave open about a share: Wilson's interval."""

from __future__ import annotations

import math
from statistics import NormalDist

_Z95 = NormalDist().inv_cdf(0.95)


def wilson(share: float, count: int) -> tuple[float, float]:
    """Return the 5 and 95 % bounds of a *share* in [0, 1] that was found in *count* trials."""
    z2 = _Z95 * _Z95
    centre = (share + z2 / (2.0 * count)) / (1.0 + z2 / count)
    spread = math.sqrt(share * (1.0 - share) / count + z2 / (4.0 * count ** 2))
    half = _Z95 * spread / (1.0 + z2 / count)
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))
