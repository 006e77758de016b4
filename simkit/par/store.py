"""The best known play of a scenario on disk, beside it, bound to what it was found with."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import simkit.policy
from simkit.ensemble import Comparison
from simkit.errors import RecordError
from simkit.par.search import State
from simkit.policy import Policy, Rule
from simkit.record import build
from simkit.scenario import scenarios
from simkit.scenario.parts import Scenario

FORMAT = 1


@dataclass(frozen=True)
class Best:
    """The best play that is known of a scenario, and how it stands against the book."""

    policy: Policy
    choices: Mapping[str, str]
    """What it settles and how, in words."""
    against_book: Comparison
    """On seeds that it was not searched on."""
    seed: int
    """Of the search."""
    spent: int
    """Runs of the search."""
    bound: Mapping[str, str]
    """Digests of the scenario, the model and the code that it was found with."""
    ends: Mapping[str, Sequence[float]] = field(default_factory=dict, repr=False)
    """Where this and other ways of playing end on seeds 0, 1, 2 and so on, in points of trust; see
    ``simkit.luck.yardsticks``."""

    def known(self, scenario: Scenario) -> Mapping[str, Sequence[float]]:
        """Return where the ways of playing *scenario* end; nothing once anything has changed."""
        return {} if self.stale(scenario) else self.ends

    @property
    def tie(self) -> bool:
        """Whether it does no better than playing by the book, as far as can be told."""
        return self.against_book.verdict != "better"

    @property
    def words(self) -> str:
        """How it stands, in a sentence."""
        pair = self.against_book
        if self.tie:
            return ("No play was found that does better than playing by the book: the best one "
                    f"ties with it, {pair.interval}, {pair.chance} in {pair.runs} pairs on other "
                    "seeds.")
        return (f"The best known play is worth {pair.interval} against playing by the book, "
                f"{pair.chance} in {pair.runs} pairs on other seeds.")

    def stale(self, scenario: Scenario) -> tuple[str, ...]:
        """Return what has changed since it was found: ``scenario``, ``model``, ``code``."""
        now = bound(scenario)
        return tuple(part for part in now if self.bound.get(part) != now[part])

    def __repr__(self) -> str:
        return f"<best known play, seed {self.seed}, {self.spent} runs: {self.words}>"


def bound(scenario: Scenario) -> dict[str, str]:
    """Return the digests that a best play of *scenario* is bound to."""
    return {"scenario": scenario.digest, "model": build(), "code": _code()}


@cache
def _code() -> str:
    """Return the hash of what decides how plays are made and searched for."""
    here = Path(__file__).parent
    digest = blake2b(digest_size=8)
    for file in (here / "genes.py", here / "search.py", Path(simkit.policy.__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def beside(scenario: Scenario, file: Path | None = None) -> Path:
    """Return where the best play of *scenario* lies: beside *file*, the scenario's own.

    Without *file*, beside the scenario of that name, or in the current folder.
    """
    home = file or scenarios().get(scenario.id) or Path(f"{scenario.id}.yaml")
    variant = f".{scenario.variant}" if scenario.variant else ""
    return home.with_name(f"{home.stem}{variant}.par.json")


def save(best: Best, path: Path) -> None:
    """Write *best* to *path*, whole or not at all."""
    data = {"format": FORMAT, "exercise": "EXERCISE: every outage in it is simulated",
            "bound": dict(best.bound), "seed": best.seed, "runs": best.spent,
            "choices": dict(best.choices), "rules": [_short(rule) for rule in best.policy.rules],
            "against_by_the_book": {**asdict(best.against_book), "outcome": "trust at 24 h"},
            "words": best.words,
            "ends": {name: " ".join(map(repr, ends)) for name, ends in best.ends.items()}}
    _write(path, data)


def stored(scenario: Scenario, file: Path | None = None) -> Best | None:
    """Return the best known play of *scenario*; None when none is stored or it is another's.

    One that was found with another model or code is still the best that is known: ``stale`` says
    so. Raises RecordError when the file is damaged.
    """
    path = beside(scenario, file)
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT or data["bound"]["scenario"] != scenario.digest:
            return None
        pair = {key: value for key, value in data["against_by_the_book"].items()
                if key != "outcome"}
        rules = tuple(Rule(**rule) for rule in data["rules"])
        words = "; ".join(f"{thing} {how}" for thing, how in data["choices"].items())
        return Best(Policy("best known play", words, rules), data["choices"], Comparison(**pair),
                    int(data["seed"]), int(data["runs"]), data["bound"],
                    {name: [float(end) for end in ends.split()]
                     for name, ends in data.get("ends", {}).items()})
    except (ValueError, KeyError, TypeError, AttributeError) as why:
        raise RecordError(f"{path} is damaged ({why!r}); remove it, and search again with: "
                          f"simkit par {scenario.id}") from None


def _short(rule: Rule) -> dict[str, Any]:
    """Return *rule* without what it leaves at its default."""
    plain = asdict(Rule(rule.on, rule.do))
    return {key: value for key, value in asdict(rule).items()
            if key in ("on", "do") or value != plain[key]}


# A search on its way


def keep(state: State, key: Mapping[str, Any], path: Path) -> None:
    """Write how far a search has come to *path*; *key* says which search."""
    _write(path, {"key": dict(key), "odds": state.odds, "generation": state.generation,
                  "spent": state.spent,
                  "known": [[list(play), values] for play, values in state.known.items()]})


def kept(key: Mapping[str, Any], path: Path) -> State | None:
    """Return the state in *path* of the search called *key*; None when it holds another or
    none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["key"] != dict(key):
            return None
        return State(data["odds"], data["generation"], data["spent"],
                     {tuple(play): values for play, values in data["known"]})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(new, path)
