"""How the policies end on many seeds, and the paired differences between them.

    python tests/benchmarks/policies.py [SEEDS] [SCENARIO]

Default parameters, 100 seeds; trust at 24 h in points, minutes to restore.
"""

from __future__ import annotations

import sys

import numpy as np

from simkit.ensemble import TRUST, Sample, better, cases, run
from simkit.policy import POLICIES
from simkit.scenario import load


def main(seeds: int, name: str) -> None:
    """Print the table and the differences."""
    scenario = load(name)
    trust = {}
    print(f"{name}, {seeds} seeds: median (5 to 95 %)")
    for policy in (*POLICIES, "historical"):
        records = run(cases(scenario, policy, seeds, drawn=False))
        trust[policy] = Sample.of(policy, records)
        restored = [record.restored_at or np.nan for record in records]
        low, middle, high = np.quantile(trust[policy].values[TRUST], [0.05, 0.5, 0.95])
        soon, half, late = np.nanquantile(restored, [0.05, 0.5, 0.95])
        print(f"  {policy:12} trust {middle:.1f} ({low:.1f} to {high:.1f})  "
              f"restored after {half:.0f} min ({soon:.0f} to {late:.0f})")
    for a, b in (("by_the_book", "silent"), ("by_the_book", "panicked"), ("panicked", "silent"),
                 ("by_the_book", "liar"), ("by_the_book", "spammer"), ("patient", "thrasher")):
        result = better(trust[a], trust[b])
        print(f"  {a} against {b}: {result.interval}, {result.verdict}, {result.chance}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100,
         sys.argv[2] if len(sys.argv) > 2 else "whatsapp-2021")
