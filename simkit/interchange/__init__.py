"""What leaves simkit for other programs: tables, learning records, grades.

Nobody's name is in them: a run knows roles, and whoever played is a pseudonym made from the run.
"""

from simkit.interchange.grading import Grade, grade
from simkit.interchange.tables import decisions, events, safe, scores
from simkit.interchange.xapi import statements

__all__ = ["Grade", "decisions", "events", "grade", "safe", "scores", "statements"]
