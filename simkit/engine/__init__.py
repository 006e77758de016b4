"""Outages happening: SimPy for what is discrete and contended, arrays for the many."""

from simkit.engine.worlds import Case, Worlds

__all__ = ["Case", "Worlds"]
