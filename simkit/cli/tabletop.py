"""A run in a terminal: plain words in, plain sentences out, the same session underneath.

It can be read aloud and scripted: no colours, no cursor, one command a line from stdin.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches

from simkit.actions import ACTIONS
from simkit.cli import orders, views
from simkit.cli.rerun import tell
from simkit.cli.terminal import as_is, harmless, progress, say
from simkit.clock import DAY, show
from simkit.errors import SimkitError, UnknownName
from simkit.events import Decision, Event
from simkit.message import Message
from simkit.runs import free_log
from simkit.session import Session

STOPS = ("inject", "finding", "alarm", "call", "spoke up", "published", "unsent", "promise broken",
         "contradicted", "fix worked", "fix failed", "fix refused", "restoration seen", "told",
         "channel stands", "post-mortem")
"""Kinds of events at which ``next`` stops."""
AHEAD = 5.0
"""Minutes before a promise falls due at which ``next`` stops, too."""
LONGEST = 60.0
"""Minutes after which ``next`` stops if nothing happens while the service is down."""


class Over(Exception):
    """The player leaves."""


def prepared(session: Session) -> set[str]:
    """Return the ids of what stands or was prepared in *session*."""
    chosen = {d.target for d in session.record.decisions if d.action == "prepare"}
    return chosen.union(session.scenario.briefing.prepared)


class Tabletop:
    """One player at one session."""

    def __init__(self, session: Session, *, interactive: bool) -> None:
        self.session = session
        self.interactive = interactive
        """Whether a person types; then a post is asked about before it leaves."""
        self.reader = ""
        """Role of the colleague who reads drafts."""
        if interactive:
            _remember_lines()

    def play(self) -> None:
        """Ask and obey until the player leaves or stdin ends."""
        while True:
            try:
                self.obey(self._ask(views.prompt(self.session.situation, self.session.scenario)))
            except (Over, EOFError):
                say()
                return

    def obey(self, line: str) -> None:
        """Carry out the command in *line*; say what is wrong when it cannot be."""
        words = " ".join(line.split())
        if not words or words.startswith("#"):
            return
        first, _, rest = words.partition(" ")
        try:
            command = COMMANDS.get(first.casefold())
            # `undo` alone takes a decision back; with a name it is the action of that name.
            if command is None or (first.casefold() == "undo" and rest):
                self._act(words)
            else:
                command.do(self, rest)
        except SimkitError as why:
            say(_sentence(str(why)), hang=2)

    # Time

    def go(self, words: str) -> None:
        """Let time pass."""
        session = self.session
        if session.over:
            say("The scenario ends here. `debrief` tells how it went; `branch 10m` tries again.")
            return
        starts = session.scenario.service.starts
        self._tell(session.run(until=orders.moment(words or "1m", session.now, starts)))

    def next(self, words: str) -> None:
        """Let time pass until something happens that wants a look."""
        session = self.session
        calm = session.situation.phase == "aftermath"
        limit = min(session.now + (DAY if calm else LONGEST), session.scenario.horizon)
        seen: list[Event] = []
        while session.now < limit and not any(event.kind in STOPS for event in seen):
            due, before = session.situation.next_promise, session.now
            seen.extend(session.run(until=min(limit, session.now + 1.0)))
            if due is not None and before < due.due - AHEAD <= session.now:
                break
        self._tell(seen)
        if not seen:
            say(f"Nothing new until {show(session.now)}.")

    def _tell(self, events: Iterable[Event]) -> None:
        """Write *events*, without the player's own decisions."""
        tell(self.session, tuple(event for event in events if event.kind != "decided"
                                 or event.data["actor"] != self.session.actor))

    # Looking

    def look(self, words: str) -> None:
        """Show how things stand."""
        situation, scenario = self.session.situation, self.session.scenario
        if situation.phase == "briefing":
            self._show(views.preparations(scenario, prepared(self.session)))
        self._show(views.look(situation, scenario, self.reader))

    def inbox(self, words: str) -> None:
        """Show what came in."""
        self._show(views.inbox(self.session.situation, self.session.scenario))

    def team(self, words: str) -> None:
        """Show the team."""
        self._show(views.team(self.session.situation))

    def board(self, words: str) -> None:
        """Show what it could be."""
        self._show(views.board(self.session.situation))

    def channels(self, words: str) -> None:
        """Show where words can go."""
        self._show(views.channels(self.session.situation))

    def feed(self, words: str) -> None:
        """Show what people say."""
        self._show(views.feed(self.session.situation))

    def actions(self, words: str) -> None:
        """Show what can be decided; before the outage, what can be prepared."""
        situation, everything = self.session.situation, words.casefold() == "all"
        if situation.phase == "briefing" and not everything:
            self._show(views.preparations(self.session.scenario, prepared(self.session)))
        else:
            self._show(views.actions(situation, everything))

    def _show(self, lines: Iterable[str]) -> None:
        for line in lines:
            say(line, hang=2)

    # Deciding

    def post(self, words: str) -> None:
        """Show what a message says, then have it written and sent."""
        if not words:
            raise SimkitError("say where and what: post CHANNEL[,CHANNEL] words")
        session, situation = self.session, self.session.situation
        working = [channel.name for channel in situation.channels if channel.state == "works"]
        channels, text = orders.channels_and_text(
            words, [channel.name for channel in situation.channels], working)
        message = Message(text=text, channels=channels, reviewer=self.reader)
        session.world.check(Decision(session.now, session.actor, "post", message=message))
        self._show(views.draft(message, situation, session.scenario))
        if self.interactive and not self._ask("Send it? y/n > ").casefold().startswith("y"):
            say("Not sent.")
            return
        self._tell(session.post(message))
        say("It is being written. `go` or `next` lets it leave.")

    def answer(self, words: str) -> None:
        """Answer a message of the inbox."""
        items = [item.name for item in self.session.situation.inbox]
        if not items:
            raise SimkitError("nothing has come in that could be answered")
        name, text = orders.name_and_rest("message in the inbox", words, items)
        if not text:
            raise SimkitError(f"an answer needs words: answer {name} words")
        self._tell(self.session.answer(name, text))
        say(f"Your answer to {name} is being written.")

    def review(self, words: str) -> None:
        """Choose who reads drafts before they leave."""
        roles = [member.role for member in self.session.situation.team if not member.you]
        nobody = words.casefold() in ("", "nobody", "none", "off")
        self.reader = "" if nobody else orders.name_and_rest("role", words, roles)[0]
        say(f"Drafts are read by {self.reader or 'nobody'} before they leave.")

    def do(self, words: str) -> None:
        """Decide on an action."""
        if not words:
            raise SimkitError("say what: do ACTION [TARGET] [70%]; `actions` lists them")
        self._act(words, said_do=True)

    def _act(self, words: str, said_do: bool = False) -> None:
        """Decide on the action that *words* begin with; without `do` it may be no action."""
        spelled, sure = orders.confidence(words)
        chosen, rest = _action(spelled, known=() if said_do else COMMANDS)
        if chosen in ("post", "answer"):
            COMMANDS[chosen].do(self, rest)
            return
        offers = {offer.target: offer.words for offer in self.session.situation.offers
                  if offer.action == chosen}
        target = _target(chosen, rest, list(offers))
        self._tell(self.session.act(chosen, target, confidence=sure))
        say(f"Decided: {offers.get(target, chosen.replace('_', ' '))}.")
        if ACTIONS[chosen].asks_confidence and sure is None:
            say(f"How sure you are can be said too: {chosen} {target} 70%")

    # The run itself

    def undo(self, words: str) -> None:
        """Take the last decision back: stand at its minute again, in a new log."""
        decisions = self.session.record.decisions
        if not decisions:
            raise SimkitError("there is no decision yet that could be taken back")
        last = decisions[-1]
        again = [d for d in decisions[:-1] if d.at > last.at - 1e-6]
        self._branch(last.at)
        for decision in again:
            self.session.again(decision)
        say(f"Taken back: {last.action.replace('_', ' ')} {last.target}".rstrip() + ".")

    def branch(self, words: str) -> None:
        """Try again from an earlier moment, in a new log."""
        if not words:
            raise SimkitError("say from when: branch 10m (minutes since onset)")
        starts = self.session.scenario.service.starts
        at = orders.moment(words, 0.0, starts)
        self._branch(at)

    def _branch(self, at: float) -> None:
        session = self.session
        self.session = session.branch(at=at, log=free_log(session.scenario, session.seed))
        session.close()
        say(f"You stand at {show(self.session.now)} again; same luck, new log: "
            f"{self.session.log_path}")

    def save(self, words: str) -> None:
        """Say where the run is."""
        say(f"Everything is on disk already: {self.session.log_path}")

    def debrief(self, words: str) -> None:
        """Run on to 24 h and write the report."""
        from simkit.batches import cores
        from simkit.debrief import report

        day = min(DAY, self.session.scenario.horizon)
        if self.session.now < day:
            self.session.run(until=day)
            say(f"The rest of the day passes, to {show(day)}.")
        as_is(report(self.session.record, progress("comparing"), workers=cores()).text)

    def help(self, words: str) -> None:
        """List the commands."""
        chosen = COMMANDS.get(words.casefold())
        for name, command in COMMANDS.items():
            if chosen in (None, command):
                say(f"{name} {command.usage}".rstrip() + f": {command.words}", hang=4)
        if chosen is None:
            say("Every action is a command, too: `fix dns 70%`, `ask network engineer`, `brief`.")

    def quit(self, words: str) -> None:
        """Leave."""
        raise Over

    def _ask(self, prompt: str) -> str:
        """Return the next line; raise EOFError at the end."""
        if self.interactive:
            return input(harmless(prompt))
        # The prompt goes out first: a program at the other end of the pipe may wait for it.
        print(harmless(prompt), end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        print(harmless(line.rstrip("\n")))
        return line


@dataclass(frozen=True)
class Command:
    """A word that the player can type first."""

    do: Callable[[Tabletop, str], None]
    usage: str
    words: str


COMMANDS: dict[str, Command] = {
    "go": Command(Tabletop.go, "[5m | 16:50 | T+1:05]", "let time pass; one minute without more"),
    "next": Command(Tabletop.next, "", "let time pass until something happens, or a promise of "
                    "yours falls due in 5 minutes"),
    "look": Command(Tabletop.look, "", "how things stand"),
    "inbox": Command(Tabletop.inbox, "", "what came in, who waits first"),
    "answer": Command(Tabletop.answer, "NAME words", "answer a message of the inbox"),
    "post": Command(Tabletop.post, "CHANNEL[,CHANNEL] words", "write an update; `all` is every "
                    "channel that works. “Next update 16:50” in your words is a promise"),
    "review": Command(Tabletop.review, "ROLE | nobody", "who reads your drafts before they leave"),
    "channels": Command(Tabletop.channels, "", "where words can go"),
    "feed": Command(Tabletop.feed, "", "what people say in public"),
    "team": Command(Tabletop.team, "", "who is where and does what"),
    "board": Command(Tabletop.board, "", "what it could be, and what speaks for it"),
    "actions": Command(Tabletop.actions, "[all]", "what can be decided now, with its price"),
    "do": Command(Tabletop.do, "ACTION [TARGET] [70%]", "decide on one of them, and say how sure "
                  "you are"),
    "undo": Command(Tabletop.undo, "", "take your last decision back, as if it had not been"),
    "branch": Command(Tabletop.branch, "10m", "try again from 10 minutes after onset, in a new "
                      "log"),
    "save": Command(Tabletop.save, "", "where the run is on disk"),
    "debrief": Command(Tabletop.debrief, "", "let the day pass and read how it went"),
    "help": Command(Tabletop.help, "[COMMAND]", "this list"),
    "quit": Command(Tabletop.quit, "", "leave; the run can be gone on with"),
}
"""Every command by its word."""


def _action(words: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the action that *words* begin with and the rest; the longest that makes sense.

    Raises UnknownName, which offers the nearest of them and of *known* commands; where no command
    comes near, SimkitError points at the list.
    """
    names = {name.replace("_", " "): name for name in ACTIONS}
    first, _, rest = words.partition(" ")
    words = f"{first.replace('_', ' ')} {rest}".strip()
    whole = [(names[shown], rest) for shown, rest in orders.beginnings(words, names)]
    if not whole:
        try:
            shown, rest = orders.name_and_rest("action", words, names)
        except UnknownName:
            every = {*known, *names}
            if known and not get_close_matches(first, every, n=1):
                raise SimkitError(f"{first!r} is not a command; `help` lists them") from None
            raise UnknownName("command" if known else "action", first, every) from None
        whole = [(names[shown], rest)]
    # `ask support lead` means ask, and the support lead: `ask support` takes no name.
    return next(((action, rest) for action, rest in whole if ACTIONS[action].target or not rest),
                whole[0])


def _target(action: str, given: str, targets: list[str]) -> str:
    """Return the full name of what *action* is aimed at, of which *given* may be the start."""
    shown = action.replace("_", " ")
    if not ACTIONS[action].target:
        if given:
            raise SimkitError(f"“{shown}” takes no name; got {given!r}")
        return ""
    if not given:
        raise SimkitError(f"say which: {shown} {' | '.join(targets) or '(there is none now)'}")
    try:
        name, rest = orders.name_and_rest("target", given, targets)
    except UnknownName:
        return given  # the world knows better what is wrong with it
    return given if rest else name


def _sentence(text: str) -> str:
    """Return *text* as a sentence of its own."""
    shown = text[:1].upper() + text[1:]
    return shown if shown.endswith((".", "?", "!")) else shown + "."


def _remember_lines() -> None:
    """Let the arrow keys bring back earlier lines, where Python can."""
    with suppress(ImportError):
        import readline  # noqa: F401 - importing it changes how input() works
