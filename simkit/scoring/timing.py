"""Practice, part one: was it said in time, in rhythm, and were promises kept?

Norms: PagerDuty's external communication guidelines (first post within 5 minutes of the call, then
every 20 minutes for two hours, each with the time of the next); the median status page in the
wild spoke after 16 minutes (Metrist, 25 outages). Empty posts earn nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from simkit.clock import show
from simkit.events import Event
from simkit.record import Record
from simkit.scoring.metric import Metric

FIRST_FULL, FIRST_NONE = 5.0, 60.0
"""Minutes after the alarm: full points up to the norm, none from the users' expectation on
(53 % expect a reply within the hour, Lithium 2013)."""
GAP_FULL, GAP_NONE = 30.0, 120.0
"""Minutes of the longest silence while down: full points within the rhythm, none from here on."""
HEARD = 0.1
"""Share of aware users that a word must reach to count."""
INFORMS = frozenset({"acknowledges", "impact", "cause", "cause_unknown", "eta", "next_update",
                     "workaround", "all_clear"})
"""Contents of which a word needs at least one."""


def falling(value: float, full: float, none: float) -> float:
    """Return 100 up to *full*, 0 from *none* on, and a straight line between."""
    return 100.0 * min(1.0, max(0.0, (none - value) / (none - full)))


def words_of(record: Record) -> list[Event]:
    """Return the published messages that count: true, not empty, and heard by enough people."""
    return [event for event in record.of("published")
            if event.data["true"] and event.data["reach"] >= HEARD
            and INFORMS & set(event.data["says"]) and event.data["by"] != "executive"]


def timing(record: Record) -> tuple[Metric, ...]:
    """Return the timing metrics of *record*, from publishing times only."""
    words = words_of(record)
    alarm = record.first("alarm")
    start = alarm.at if alarm else 0.0
    end = min(record.restored_at or record.until, record.until)
    return (_first_word(words, start, end), _silence(words, start, end), _promises(record),
            _all_clear(record), _rhythm(record), *_campaign(record))


def _first_word(words: Sequence[Event], start: float, end: float) -> Metric:
    norm = "within 5 min of the alarm (PagerDuty); median status page 16 min (Metrist)"
    if not words or words[0].at > end:
        return Metric("time to first word", None, "min", 0.0, norm,
                      words="no word that counts while the service was down")
    wait = words[0].at - start
    return Metric("time to first word", wait, "min", falling(wait, FIRST_FULL, FIRST_NONE), norm,
                  (words[0].id,), f"first word that counts at {show(words[0].at)}, "
                                  f"{wait:.0f} min after the alarm")


def _silence(words: Sequence[Event], start: float, end: float) -> Metric:
    moments = [start] + [word.at for word in words if start < word.at < end] + [end]
    gaps = [(later - earlier, earlier) for earlier, later in pairwise(moments)]
    longest, since = max(gaps, default=(0.0, start))
    return Metric("longest silence", longest, "min", falling(longest, GAP_FULL, GAP_NONE),
                  "every 20 to 30 min while it lasts (PagerDuty, Statuspage)",
                  tuple(word.id for word in words if word.at in (since, since + longest)),
                  f"longest silence {longest:.0f} min, from {show(since)}")


def _promises(record: Record) -> Metric:
    kept, broken = list(record.of("promise kept")), list(record.of("promise broken"))
    made = len(kept) + len(broken)
    share = len(kept) / made if made else None
    return Metric("promises kept", share, "share", None if share is None else 100.0 * share,
                  "every promised time is kept", tuple(e.id for e in kept + broken),
                  f"{len(kept)} of {made} promises kept" if made else "nothing was promised")


def _all_clear(record: Record) -> Metric:
    norm = "after the restoration was seen, within 15 min; never before"
    clears = [event for event in record.of("published") if "all_clear" in event.data["says"]]
    false = [event for event in clears if not event.data["true"]]
    seen = record.first("restoration seen")
    if false:
        return Metric("all-clear", None, "min", 0.0, norm, tuple(e.id for e in false),
                      f"a false all-clear at {show(false[0].at)}")
    if seen is None:
        return Metric("all-clear", None, "min", None, norm, words="the service was not back yet")
    after = next((event for event in clears if event.at >= seen.at), None)
    if after is None:
        return Metric("all-clear", None, "min", 0.0, norm, (seen.id,), "no all-clear was given")
    wait = after.at - seen.at
    return Metric("all-clear", wait, "min", falling(wait, 15.0, 60.0), norm, (after.id,),
                  f"all-clear {wait:.0f} min after the restoration was seen")


def _campaign(record: Record) -> tuple[Metric, ...]:
    """Return how long marketing ran on while the service was known to be down, if there is any."""
    alarm = record.first("alarm")
    if record.scenario.campaign is None or alarm is None:
        return ()
    paused = record.first("campaign paused")
    end = min(record.restored_at or record.until, paused.at if paused else record.until)
    ran = max(0.0, end - alarm.at)
    return (Metric("campaign minutes", ran, "min", falling(ran, 30.0, 120.0),
                   "paused within half an hour of the alarm (simkit's judgement)",
                   (paused.id,) if paused else (),
                   f"the campaign ran on for {ran:.0f} min of the outage"),)


def _rhythm(record: Record) -> Metric:
    posts = list(record.of("published"))
    empty = [event for event in posts if not INFORMS & set(event.data["says"])]
    share = 1.0 - len(empty) / len(posts) if posts else None
    others = sum(event.data["by"] == "executive" for event in posts)
    by_others = f", {others} of them by an executive unasked" if others else ""
    return Metric("posts that say something", share, "share",
                  None if share is None else 100.0 * share,
                  "no content-less updates (PagerDuty)", tuple(e.id for e in empty),
                  f"{len(posts) - len(empty)} of {len(posts)} posts say something{by_others}"
                  if posts else "nothing was posted")
