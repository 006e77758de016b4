"""The facilitator's page and the room screen: the truth for one, what everybody may see for all.

What they show is plain data first (``truth``, ``injects``, ``goals``, ``told``, ``room``: pure
functions), then markup (``panels``), and only ``screen`` and ``projector`` know widgets.
"""

from __future__ import annotations

from simkit.widgets.facilitator.projector import Projector
from simkit.widgets.facilitator.screen import FacilitatorScreen

__all__ = ["FacilitatorScreen", "Projector"]
