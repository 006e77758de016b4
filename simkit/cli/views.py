"""What a trainee sees, as plain lines of text: one function for each thing to look at."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.actions import ACTIONS, PURPOSES
from simkit.clock import duration, local, show
from simkit.debrief.words import CONTENTS, DEAD, PROMISES, WANTED, WANTED_AFTER, capital, listed
from simkit.message import Message, read
from simkit.scenario.parts import Scenario
from simkit.situation import ChannelView, InboxItem, MemberView, Offer, PromiseView, Situation

VOICES = 8
"""Public posts that are shown at once."""
STEPS = {"drafting": "is being written", "reading": "is being read by a second person",
         "approving": "waits for approval"}

Lines = Iterator[str]


def prompt(situation: Situation, scenario: Scenario) -> str:
    """Return the line that asks for a command: the time, and what cannot wait."""
    now = f"{show(situation.at)} {situation.clock}".rstrip()
    if situation.phase == "briefing":
        return f"{now}  before the outage > "
    waiting = sum(item.state == "open" for item in situation.inbox)
    parts = [situation.known.text, f"{waiting} waiting"]
    due = situation.next_promise
    if due is not None:
        parts.append(f"{'next update' if due.kind == 'next_update' else 'repair'} due "
                     f"{when(due.due, situation, scenario)}")
    return f"{now}  {' | '.join(parts)} > "


def when(at: float, situation: Situation, scenario: Scenario) -> str:
    """Return *at* as the clock shows it, and how far off it is: ``15:20 (in 6 min)``."""
    clock = local(at, scenario.service.starts).split(" ")[0] or show(at)
    return f"{clock} ({_off(at - situation.at)})"


def _off(minutes: float) -> str:
    whole = round(minutes)
    if whole == 0:
        return "now"
    length = f"{abs(whole)} min" if abs(whole) < 120 else duration(abs(whole))
    return f"in {length}" if whole > 0 else f"{length} ago"


def briefing(scenario: Scenario, prepared: set[str]) -> Lines:
    """Tell what this is about and what can be prepared."""
    yield f"EXERCISE. {scenario.title}"
    yield from (text for text in (scenario.summary, scenario.briefing.text) if text)
    if scenario.objectives:
        yield "Objectives:"
        yield from (f"  {objective.text}" for objective in scenario.objectives)
    if scenario.briefing.offers:
        yield from preparations(scenario, prepared)
    yield ("Commands are plain words: `help` lists them. Time moves only by `go` and `next`. "
           "`next` begins.")


def preparations(scenario: Scenario, prepared: set[str]) -> Lines:
    """Tell what can be prepared, what stands, and what is left of the budget."""
    offers = scenario.briefing.offers
    spent = sum(offer.days for offer in offers if offer.id in prepared)
    yield (f"Preparations, {scenario.briefing.budget - spent:g} of {scenario.briefing.budget:g} "
           "days left (`prepare NAME`):")
    for offer in offers:
        state = "stands" if offer.id in prepared else _days(offer.days)
        yield f"  {offer.id}: {offer.text} ({state})"


def _days(count: float) -> str:
    return f"{count:g} day{'' if count == 1.0 else 's'}"


def look(situation: Situation, scenario: Scenario, reader: str) -> Lines:
    """Tell how things stand, in short; *reader* is who reads drafts."""
    known = situation.known
    if known.since is None:
        yield f"The service: {known.text}; no alarm."
    else:
        yield (f"The service: {known.text}; {round(known.low * 100)} to {round(known.high * 100)} "
               f"in 100 attempts fail. First alarm {when(known.since, situation, scenario)}.")
    yield from _public(situation)
    yield from _you(situation, reader)
    for promise in situation.promises[-3:]:
        yield f"Promised: {_promise(promise, situation, scenario)}"
    waiting = [item for item in situation.inbox if item.state == "open"]
    if waiting:
        yield "Waiting for an answer: " + listed(
            f"{item.name}{_due(item, situation, scenario)}" for item in waiting) + "."
    if situation.workaround:
        yield f"What people can do meanwhile: {situation.workaround}"
    if situation.campaign_runs:
        yield f"The campaign runs: {scenario.campaign.text if scenario.campaign else ''}."


def _public(situation: Situation) -> Lines:
    if situation.reports and situation.reports[-1][1] >= 1.0:
        latest = situation.reports[-1][1]
        yield f"Public reports: about {latest:,.0f} a minute, {_trend(situation)}."
    if situation.backlog >= 0.1:
        yield f"Support leaves about {situation.backlog * 10:.0f} in 10 without an answer."


def _trend(situation: Situation) -> str:
    """Return where public reports have gone within ten minutes."""
    counts = [count for _, count in situation.reports[-11:]]
    if counts[-1] > 1.2 * counts[0]:
        return "rising"
    return "falling" if counts[-1] < counts[0] / 1.2 else "steady"


def _you(situation: Situation, reader: str) -> Lines:
    you = next(member for member in situation.team if member.you)
    doing = f"; {', '.join(you.doing)}" if you.doing else ""
    yield f"You: {you.tension}, {you.fatigue}{doing}. Drafts are read by {reader or 'nobody'}."
    for name, step in situation.leaving:
        yield f"On its way: {name} {STEPS.get(step, step)} (`do withdraw {name}` takes it back)."


def _promise(promise: PromiseView, situation: Situation, scenario: Scenario) -> str:
    return (f"{PROMISES.get(promise.kind, promise.kind)}, {when(promise.due, situation, scenario)}"
            f", on {listed(promise.channels)}: {promise.state}.")


def inbox(situation: Situation, scenario: Scenario) -> Lines:
    """Tell what came in: who waits first, then the newest."""
    if not situation.inbox:
        yield "Nothing has come in."
    for item in sorted(situation.inbox, key=lambda item: (item.state != "open", -item.at)):
        due = _due(item, situation, scenario) if item.state == "open" else ""
        yield (f"{item.name}: {item.sender}, {item.method}, {show(item.at)}, {item.state}{due}: "
               f"“{item.text}”")


def _due(item: InboxItem, situation: Situation, scenario: Scenario) -> str:
    return "" if item.due is None else f" by {when(item.due, situation, scenario)}"


def team(situation: Situation) -> Lines:
    """Tell who is where, does what and feels how."""
    return (_member(member) for member in situation.team)


def _member(member: MemberView) -> str:
    who = "you" if member.you else member.name
    doing = ", ".join(member.doing) or "free"
    return (f"{member.role}{f' ({who})' if who else ''}: {member.where}; {doing}; "
            f"{member.tension}, {member.fatigue}.")


def board(situation: Situation) -> Lines:
    """Tell what it could be, the likeliest first, and what speaks for and against it."""
    for line in sorted(situation.board, key=lambda line: -line.shown):
        stated = "" if line.stated is None else f" You said {line.stated * 100:.0f}."
        yield (f"{line.id}: {line.text}. {line.shown * 100:.0f} in 100 ({line.low * 100:.0f} to "
               f"{line.high * 100:.0f}).{stated} The fix: {line.fix}.")
        yield from (f"  For: {text}" for text in dict.fromkeys(line.speaks_for))
        yield from (f"  Against: {text}" for text in dict.fromkeys(line.speaks_against))


def channels(situation: Situation) -> Lines:
    """Tell where words can go."""
    return (_channel(channel) for channel in situation.channels)


def _channel(channel: ChannelView) -> str:
    parts = [channel.state if channel.state == "works" else DEAD.get(channel.state, channel.state),
             f"reaches {channel.reach} of those who have noticed"]
    if channel.limit is not None:
        parts.append(f"at most {channel.limit} characters")
    if channel.build and channel.state == "not built":
        parts.append(f"building takes {channel.build} (`do build {channel.name}`)")
    last = "" if channel.last_at is None else f" Last, {show(channel.last_at)}: “" \
        f"{channel.last_text}”"
    return f"{channel.name}: {', '.join(parts)}.{last}"


def feed(situation: Situation) -> Lines:
    """Tell what people say in public, newest first."""
    if not situation.feed:
        yield "Nobody says anything yet."
    for voice in situation.feed[:VOICES]:
        likes = f" ({voice.likes:,} like this)" if voice.likes else ""
        yield f"{show(voice.at)} {voice.who}, {voice.segment}: “{voice.text}”{likes}"


def actions(situation: Situation, everything: bool) -> Lines:
    """Tell what can be decided now with its price; with *everything*, also what cannot."""
    for purpose in PURPOSES:
        offers = [offer for offer in situation.offers
                  if offer.purpose == purpose and (offer.possible or everything)]
        if offers:
            yield f"To {purpose}:" if purpose != "afterwards" else "Afterwards:"
            for action in dict.fromkeys(offer.action for offer in offers):
                yield from _offers(action, [offer for offer in offers if offer.action == action])
    if not everything:
        yield "`actions all` shows also what cannot be done now, and why."


def _offers(action: str, offers: list[Offer]) -> Lines:
    """Tell of one *action* and its targets: people in one line, all else one by one."""
    possible = [offer for offer in offers if offer.possible]
    if ACTIONS[action].target == "person" and possible:
        words = ACTIONS[action].words.partition(":")[0]
        yield (f"  {_command(action)} NAME: {words} ({_price(possible[0])}). "
               f"{listed(offer.target for offer in possible)}.")
        offers = [offer for offer in offers if not offer.possible]
    for offer in offers:
        why = "" if offer.possible else f" Not now: {offer.why_not}."
        yield f"  {_command(action, offer.target)}: {offer.words} ({_price(offer)}).{why}"


def _command(action: str, target: str = "") -> str:
    return f"{action.replace('_', ' ')} {target}".strip()


def _price(offer: Offer) -> str:
    takes = f"about {duration(round(offer.minutes))}" if offer.minutes >= 1.0 else "no time"
    return ", ".join(part for part in (takes, offer.who, offer.note) if part)


def draft(message: Message, situation: Situation, scenario: Scenario) -> Lines:
    """Tell what *message* says and does not say, before it is sent."""
    reading = read(message)
    found = [f"{CONTENTS.get(f.content, f.content)} (“{f.words}”)" for f in reading.findings]
    yield f"It says: {'; '.join(found)}." if found else "It says nothing that anybody can use."
    wanted = WANTED_AFTER if situation.restored_seen else WANTED
    missing = [CONTENTS[content] for content in wanted if not reading.says(content)]
    if missing:
        yield f"It does not say: {'; '.join(missing)}."
    for remark in reading.remarks:
        yield f"{capital(remark.content)}: “{remark.words}”."
    for promised in reading.promised:
        due = promised.due(situation.at, scenario.service.starts)
        if due is not None:
            yield (f"It promises {PROMISES.get(promised.kind, promised.kind)}: "
                   f"{when(due, situation, scenario)}.")
    for channel in situation.channels:
        if channel.name in message.channels and channel.state in DEAD:
            yield f"On {channel.name} nothing leaves now: {DEAD[channel.state]}."
    yield (f"Calm of its form: {reading.calm * 100:.0f} of 80. {len(message.full_text)} "
           f"characters, for {listed(message.channels)}; read by {message.reviewer or 'nobody'}.")
