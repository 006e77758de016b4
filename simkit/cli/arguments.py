"""The commands with their options and examples, as ``--help`` shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import simkit
from simkit.cli import commands, keeping, printing, worth
from simkit.errors import SimkitError, UnknownName

Command = Callable[[argparse.Namespace], int]

ABOUT = """\
A flight simulator for the people who speak for a service while it is down. Everything it writes
is an EXERCISE: no outage here is real news."""

EXAMPLES = """\
examples:
  simkit lab                               the lessons, in JupyterLab
  simkit serve whatsapp-2021               the console as a page without code
  simkit scenarios                         what can be played
  simkit play whatsapp-2021                a run in this terminal
  simkit report runs/whatsapp-2021-seed7-1.jsonl -o report.html
  simkit COMMAND --help                    more about a command"""


class Layout(argparse.RawDescriptionHelpFormatter):
    """Texts and examples as they stand here, with room for the names of options."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26)


class Misuse(SimkitError):
    """A command line that cannot be understood."""


class Parser(argparse.ArgumentParser):
    """A parser that complains in our words."""

    def error(self, message: str) -> NoReturn:
        """Raise Misuse with *message* and where to read more."""
        raise Misuse(f"{message}\nSee: {self.prog} --help")


def understood(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options in *arguments*; their ``command`` is what is to be called with them.

    Raises Misuse, or UnknownName with the nearest command. Shows help and version itself, and
    then raises SystemExit.
    """
    whole = Parser(prog="simkit", description=ABOUT, epilog=EXAMPLES,
                   formatter_class=Layout)
    whole.add_argument("--version", action="version", version=f"simkit {simkit.__version__}")
    whole.set_defaults(command=lambda _: _help(whole))
    rooms = whole.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_lab, _serve, _scenarios, _play, _score, _report, _replay, _compare, _replicate,
                _par, _export, _grade, _sizes, _sensitivity, _check, _schema, _print,
                _runs_kept, _forget):
        add(rooms)
    named = next((word for word in arguments if not word.startswith("-")), None)
    if named is not None and named not in rooms.choices:
        raise UnknownName("command", named, rooms.choices)
    return whole.parse_args(arguments)


def _help(whole: argparse.ArgumentParser) -> int:
    whole.print_help()
    return 0


Rooms = argparse._SubParsersAction  # the only name argparse has for this type


def _room(rooms: Rooms[Parser], name: str, command: Command, words: str, more: str,
          *examples: str) -> argparse.ArgumentParser:
    """Add the command *name*; *examples* stand at the end of its help."""
    shown = "examples:\n" + "\n".join(f"  {example}" for example in examples)
    room = rooms.add_parser(name, help=words, description=more, epilog=shown,
                            formatter_class=Layout)
    room.set_defaults(command=command)
    return room


def _lab(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "lab", commands.lab, "open the lessons in JupyterLab", """\
Open JupyterLab on the first training session. Your own copies of the lessons are in the folder
work/; what you changed there is never overwritten.""",
                 "simkit lab", "simkit lab --no-browser      only show the address")
    room.add_argument("--no-browser", action="store_true", help="only show the address")
    room.add_argument("--folder", type=Path, default=Path("work"), metavar="DIR",
                      help="where your copies lie (default: work)")


def _serve(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "serve", commands.serve, "the console as a page without code", """\
Serve the console as a page without code, to people who should not see a notebook. Every page that
is opened is a run of its own, written to runs/ here; open runs can be gone on with. Only this
machine can reach it, with the address that is printed. Needs the extra simkit[serve].""",
                 "simkit serve whatsapp-2021",
                 "simkit serve whatsapp-2021 --mode exam --no-browser")
    room.add_argument("scenario", metavar="SCENARIO",
                      help="a name that `simkit scenarios` lists, or a file")
    room.add_argument("--seed", type=int, help="the luck of every run (default: drawn each time)")
    room.add_argument("--variant", default="", help="the same scenario, otherwise")
    room.add_argument("--mode", default="practice", metavar="MODE",
                      help="practice or exam (default: practice)")
    room.add_argument("--port", type=_positive, metavar="N",
                      help="where to listen (default: 8866, or a free one)")
    room.add_argument("--dark", action="store_true", help="light letters on a dark page")
    room.add_argument("--no-browser", action="store_true", help="only show the address")


def _scenarios(rooms: Rooms[Parser]) -> None:
    _room(rooms, "scenarios", commands.scenarios, "list the scenarios that are there", """\
List the scenarios that a bare name can mean, with title and variants: those in the folder
scenarios/ here, and those that come with simkit.""", "simkit scenarios")


def _play(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "play", commands.play, "play a run in this terminal", """\
Play a run in this terminal, in plain words. It needs no browser, can be read by a screen reader,
and can be scripted: commands come from stdin, one a line, and its end ends the run. Everything
you decide is on disk at once.""",
                 "simkit play whatsapp-2021",
                 "simkit play whatsapp-2021 --seed 7 --prepare templates,approval",
                 "simkit play scenarios/mine.yaml --variant as_it_happened",
                 "simkit play --resume runs/whatsapp-2021-seed7-1.jsonl",
                 "simkit play whatsapp-2021 --seed 7 < my-commands.txt")
    room.add_argument("scenario", nargs="?", metavar="SCENARIO",
                      help="a name that `simkit scenarios` lists, or a file")
    room.add_argument("--seed", type=int, help="the luck of the run (default: drawn and shown)")
    room.add_argument("--variant", default="", help="the same scenario, otherwise")
    room.add_argument("--log", type=Path, metavar="FILE",
                      help="where the run is written (default: a new file in runs/)")
    room.add_argument("--prepare", default="", metavar="A,B",
                      help="what stands before the outage, out of the briefing's budget")
    room.add_argument("--resume", type=Path, metavar="LOG",
                      help="go on with the run in LOG (SCENARIO: a file, if it came from one)")


def _log(room: argparse.ArgumentParser) -> None:
    room.add_argument("log", type=Path, metavar="LOG", help="a run, as `simkit play` writes it")
    room.add_argument("--scenario", metavar="FILE", default="",
                      help="its scenario, where its name is not enough to find it")


def _score(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "score", commands.score, "judge a run", """\
Judge a run: practice (did you do what the field asks for) and outcome (what the model says it
was worth, with 5 to 95 % intervals). A run that stops before 24 h is judged as if nothing more
were decided.""", "simkit score runs/whatsapp-2021-seed7-1.jsonl")
    _log(room)
    _runs(room, None)


def _report(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "report", commands.report, "write the after-action report of a run", """\
Write the after-action report of a run, in the form that the ending of the file asks for: one HTML
file that needs nothing else and prints well, Markdown, text or JSON. Without -o, text on stdout.
Takes about a minute.""",
                 "simkit report runs/whatsapp-2021-seed7-1.jsonl -o report.html",
                 "simkit report runs/whatsapp-2021-seed7-1.jsonl -o report.md --runs 10",
                 "simkit report runs/whatsapp-2021-seed7-1.jsonl | less")
    _log(room)
    room.add_argument("-o", "--output", type=Path, metavar="FILE",
                      help="the file to write: .html, .md, .txt or .json")
    _runs(room, 50)


def _replay(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "replay", commands.replay, "run a log again and show its events", """\
Run a log again, show what happened, and say whether it is the same run byte for byte (exit
status 0) or not (1). The log itself stays as it is.""",
                 "simkit replay runs/whatsapp-2021-seed7-1.jsonl",
                 "simkit replay runs/whatsapp-2021-seed7-1.jsonl --until 1h30m")
    _log(room)
    room.add_argument("--until", metavar="T", help="stop there, such as 1h30m")


def _compare(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "compare", worth.compare, "show what a run would have been, otherwise", """\
Play a run again with one thing otherwise, beside the run as it was, on the same luck. Ask in your
own words, or ask nothing: then every decision, promise, silence and fix is tried otherwise, and
ranked by what it was worth. A difference that helps in fewer than 80 of 100 pairs is a tie.""",
                 "simkit compare runs/mine.jsonl --if 'first word 20 minutes earlier'",
                 "simkit compare runs/mine.jsonl --if 'fix at 44m after more evidence'",
                 "simkit compare runs/mine.jsonl --runs 10")
    _log(room)
    room.add_argument("--if", dest="words", default="", metavar="WORDS",
                      help="which decision, and what otherwise (default: all of them, ranked)")
    room.add_argument("--most", type=_positive, default=20, metavar="N",
                      help="what-ifs that are listed (default: 20)")
    _runs(room, 50)


def _replicate(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "replicate", worth.replicate, "show how much of a run was luck", """\
Play the decisions of a run again under other luck, and show where the run lies among those, and
where those lie among other ways of playing.""", "simkit replicate runs/mine.jsonl --seeds 50")
    _log(room)
    room.add_argument("--seeds", type=_positive, default=200, metavar="N",
                      help="other seeds to play it on (default: 200)")


def _par(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "par", worth.par_of, "search for the best play of a scenario", """\
Search for the best play of a scenario: the 100 of the scale. It is searched for on 50 seeds,
reported on 200 others against playing by the book, and kept beside the scenario. The same seed
finds the same play. Takes minutes and can be stopped: the same command goes on where it was.""",
                 "simkit par whatsapp-2021", "simkit par whatsapp-2021 --show")
    room.add_argument("scenario", metavar="SCENARIO", help="a name or a file")
    room.add_argument("--variant", default="", help="the same scenario, otherwise")
    room.add_argument("--seed", type=_natural, default=1, help="of the search (default: 1)")
    room.add_argument("--budget", type=_positive, default=6000, metavar="N",
                      help="runs that the search may take (default: 6000)")
    room.add_argument("--show", action="store_true", help="show the stored play, search nothing")


def _export(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "export", worth.export, "write a run for other programs", """\
Write the decisions, events or scores of a run as CSV, or the run as xAPI statements, one JSON
object a line. Nobody's name is in them; whoever played is a pseudonym.""",
                 "simkit export decisions runs/mine.jsonl -o decisions.csv",
                 "simkit export xapi runs/mine.jsonl --learner team-a -o statements.jsonl")
    room.add_argument("what", choices=("decisions", "events", "scores", "xapi"),
                      help="what is written")
    _log(room)
    room.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file to write")
    room.add_argument("--learner", default="", metavar="NAME",
                      help="the pseudonym to use (default: one made from the run)")


def _grade(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "grade", worth.grade, "print what a run is worth as JSON", """\
Print the practice points, measures and trust of a run as JSON, for programs that grade. Practice
needs no other runs, so the same run gives the same grade at once.""",
                 "simkit grade runs/mine.jsonl")
    _log(room)


def _sizes(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "sizes", commands.sizes, "show how much communication is worth", """\
Show what silence, a late first word, agitated wording and one more hour of outage cost, in
points of trust at 24 h with 5 to 95 % intervals over seeds and parameter draws. The pairs differ
in nothing else. Where a scenario has the variant as_it_happened, that is used: there the outage
goes its way whatever is said. Takes about a minute.""",
                 "simkit sizes", "simkit sizes whatsapp-2021 --runs 20")
    room.add_argument("scenario", nargs="?", default="whatsapp-2021", metavar="SCENARIO",
                      help="a name or a file (default: whatsapp-2021)")
    room.add_argument("--variant", default="", help="the variant to use instead")
    _runs(room, 100)


def _sensitivity(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "sensitivity", commands.sensitivity, "show what the sizes hang on", """\
Show which constants of the model decide what communication is worth: by the book against silence,
calm against agitated words, first word at 5 against 60 minutes. Screens all constants by Morris'
method, then shares out the variance by Sobol's. Writes the figures as JSON and a picture as SVG.
Needs the extra simkit[analysis]. Takes about twenty minutes on two cores and can be stopped: the
same command goes on where it stopped.""",
                 "simkit sensitivity whatsapp-2021",
                 "simkit sensitivity whatsapp-2021 --trajectories 4 --sobol 16    a first look")
    room.add_argument("scenario", nargs="?", default="whatsapp-2021", metavar="SCENARIO",
                      help="a name or a file (default: whatsapp-2021)")
    room.add_argument("--variant", default="", help="the variant to use (default: as_it_happened "
                      "where there is one)")
    room.add_argument("--trajectories", type=_positive, metavar="N",
                      help="trajectories of Morris' method (default: 25)")
    room.add_argument("--sobol", type=_positive, metavar="N",
                      help="base sample of Sobol's method, a power of 2 (default: 512)")
    room.add_argument("--seed", type=_natural, help="the samples' seed (default: 2021)")
    room.add_argument("--workers", type=_positive, metavar="N",
                      help="processes that share the work (default: 2; the numbers are the same)")
    room.add_argument("--out", type=Path, metavar="DIR",
                      help="where everything is written (default: runs/sensitivity)")


def _check(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "check", commands.check, "find the faults of scenario files", """\
Find every fault of scenario files and print it to stderr as file:line:column: path: message.
Exit status 2 when there is any error, 0 with warnings only.""",
                 "simkit check scenarios/mine.yaml", "simkit check scenarios/*.yaml")
    room.add_argument("files", nargs="+", metavar="FILE", help="a scenario file, or a known name")


def _schema(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "schema", commands.schema, "print the JSON Schema of scenario files", """\
Print the JSON Schema of scenario files. Editors use it to complete and check while you type; put
its path in the first line of a scenario: # yaml-language-server: $schema=schema.json""",
                 "simkit schema -o schema.json")
    room.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it to FILE")


def _print(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "print", printing.printed, "run sheet, role cards and inject cards", """\
Write what an exercise needs on paper, as HTML files that need nothing else: the facilitator's run
sheet, a card for every role, a card for every inject. Without a choice, all three.""",
                 "simkit print whatsapp-2021",
                 "simkit print scenarios/mine.yaml --injects -o exercises/monday")
    room.add_argument("scenario", metavar="SCENARIO",
                      help="a name that `simkit scenarios` lists, or a file")
    room.add_argument("--run-sheet", action="store_true", help="the facilitator's run sheet")
    room.add_argument("--roles", action="store_true", help="role cards")
    room.add_argument("--injects", action="store_true", help="inject cards")
    room.add_argument("--variant", default="", help="the same scenario, otherwise")
    room.add_argument("-o", "--output", type=Path, default=Path("handouts"), metavar="DIR",
                      help="where to write them (default: handouts)")


def _runs_kept(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "runs", keeping.listed, "list the runs that are on this disk", """\
List the runs of a folder, the latest first: where each lies, how far it came, whether it can be
gone on with.""", "simkit runs", "simkit runs exercises/monday")
    room.add_argument("folder", nargs="?", type=Path, metavar="DIR",
                      help="where to look (default: runs)")


def _forget(rooms: Rooms[Parser]) -> None:
    room = _room(rooms, "forget", keeping.forget, "remove a run from this disk", """\
Remove the log of a run and every file that lies beside it under its name, after saying what goes
and what simkit cannot remove. Asks first.""",
                 "simkit forget runs/whatsapp-2021-seed7-1.jsonl",
                 "simkit forget runs/monday-*.jsonl --yes")
    room.add_argument("logs", nargs="+", type=Path, metavar="LOG", help="a run's log")
    room.add_argument("--yes", action="store_true", help="do not ask")


def _runs(room: argparse.ArgumentParser, default: int | None) -> None:
    usual = f" (default: {default})" if default else ""
    room.add_argument("--runs", type=_positive, default=default, metavar="N",
                      help=f"pairs of runs behind each interval{usual}")


def _positive(text: str) -> int:
    """Return *text* as a number of at least 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"at least 1, not {number}")
    return number


def _natural(text: str) -> int:
    """Return *text* as a number of at least 0."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"at least 0, not {number}")
    return number
