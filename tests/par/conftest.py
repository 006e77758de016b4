import sys
from pathlib import Path

# for smallest.py, the outage of the tests of what-ifs
sys.path.insert(0, str(Path(__file__).parent.parent / "counterfactual"))
