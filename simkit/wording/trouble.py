"""Words of trouble: what admits a problem, and what makes it a particular one."""

from __future__ import annotations

import re

from simkit.wording.pieces import COUNT, NEGATED, Phrases, either, rule, words
from simkit.wording.times import CLOCK, DATE, DAY, DURATION

_NOUNS = either(r"""
    iss?ues?, problems?, outages?, incidents?, faults?, errors?, disruptions?, disturbances?,
    interruptions?, degradations?, delays?, difficult(?:y|ies), failures?, troubles?, glitch(?:es)?,
    hiccups?, blips?, crash(?:es)?, breakdowns?, latency, latencies, time-?outs?, packet loss,
    slow-?downs?, lag, black-?outs?, power cuts?, mess, malfunctions?, recurrence, regressions?,
    bugs?, defects?, anomal(?:y|ies), instability, congestion, backlog, impairment, irregularities,
    downtime, nonsense, inconvenience, unavailab\w+, inabilit(?:y|ies), sev-?\d, overload, freezes,
    premises off, bottlenecks?, drop-?outs?, unusual activity, unauthori[sz]ed access, emergency,
    intermittent \w+, deadline exceeded, false alarms?, short circuit, loss of \w+, queue times,
    leaks?""")
_VERBS = either(r"""
    fail(?:s|ed|ing)?, crash(?:ed|ing), hang(?:s|ing)?(?! in there), hung, freez(?:es|ing),
    froze, frozen,
    stall(?:s|ed|ing), stutter(?:s|ed|ing)?, flicker(?:s|ed|ing)?, lagging, struggl(?:e|es|ed|ing),
    degrad(?:ed|ing), broke, broken, stuck, delayed, collaps(?:ed|ing), tripped, burst, died,
    blocked, damaged, infected,
    malfunction(?:s|ed|ing), misbehav(?:es|ed|ing), go(?:es|ing|ne)? wrong, went wrong, overheat\w*,
    (?:went|gone|goes|going|go) (?:black|down|dark|dead|offline|off|missing|haywire|silent),
    (?:knocked|taken|took|taking|brought) (?:\w+ ){0,2}(?:out|offline|down), tim(?:e|es|ed|ing) out,
    (?:switch(?:ed|es)?|turned|shut|cut|locked|logged|kicked|thrown) (?:\w+ )?(?:off|out|down),
    (?:fell|fallen|fall|falls|falling) (?:out|over|behind), (?:loop|spin|blink|buffer)s?ing,
    spinning, spinners?, dropping out, cutting out, acting (?:up|strange\w*|weird\w*), disappear\w*,
    vanish\w*, caused (?:us|you|\w+ )\w+, out again, down again, held up, turn(?:ed|ing)? back,
    divert(?:ed|ing), stranded, evacuated, unplugged, (?:calls|connections|players|streams) drop,
    suspended, interrupted, disrupted, halted, cancell?ed, overloaded, misrouted, mischarged,
    (?:being|been|were|was|got) (?:hacked|attacked|compromised|breached|flooded|hit),
    (?:stopped|quit|ceased|stops) (?:\w+ing|at|between|serving|here), (?:kiosks|trains?) stopped,
    struck, wiped, deleted (?:the|our|all), exposed, leaked, (?:run|ran) (?:late|out)""")
_STATES = either(r"""
    down, off, offline, out, dark, dead, low, broken, stuck, frozen, paused, stopped, closed, empty,
    unavailable, inaccessible, unreachable, unresponsive, unstable, unusable, unreliable, degraded,
    impaired, declined, rejected, refused, blocked, suspended, halted, overloaded, congested, gone,
    incorrect, inaccurate, missing, corrupt(?:ed)?, duplicated, faulty, defective, wrong, late,
    lost,
    slow, slower, sluggish, laggy, limited, restricted, reduced, affected, impacted, patchy, spotty,
    flaky, shaky, wonky, bumpy, weak, blank, garbled, out of \w+, incomplete, erratic, intermittent,
    overdue, stale, locked, charged twice, cut off, behind, higher, elevated, disconnected, delayed,
    cancell?ed, interrupted, disrupted, crashing, dropping, climbing, unable, being hacked, hit by,
    unplayable, unreadable, invisible, misplaced, silent, flooded, on fire""")
# What a negated verb may say without admitting a problem.
_NOT_TROUBLE = either(r"""
    know\w*, sure, clear, certain, say\w*, tell\w*, comment\w*, confirm\w*, promis\w+, guess\w*,
    explain\w*, apologi\w+, thank\w*, think\w*, believe\w*, expect\w*, want\w*, need\w*, have,
    worry,
    panic\w*, hesitate, forget\w*, forgot\w*, mean\w*, matter\w*, change\w*, happen, affected,
    impacted,
    involved, related, los[et]\w*, deleted, stolen, compromised, leaked, hacked, attacked, accessed,
    going to, an?, the, our, us, my, your, only, just, at, down, recommend\w*, require\w*,
    speculat\w+, rul\w+,
    find, found, understand, understood, why, blame\w*, take, imagine, ask\w*, cope, stress, enough,
    over, notice\w*, even, in danger, bother\w*, because, due, to, too, by, on, for, as, give, pay,
    answer\w*, share, disclose, hurt, injured, harmed, caused, long, all, anyone, anything, that,
    this, these, touch\w*, disappear\w*, breach\w*, damaged, malicious, so, such, easy, acceptable,
    good, fun, responsible, with, until, yet, here, always, reinstall, rebook, dangerous, urgent,
    serious, bad, alone, sent you, apply, contain, include, exclude, wait\w*, stop, rest,
    hide, lie""")
_ABLE = either("can't, cant, cannot, can not, couldn't, could not, (?:un|not )able to, won't,"
               " (?:it's |is )?impossible to, will not, wouldn't, not possible to, no way to")
_DOES = either("isn't, aren't, wasn't, weren't, doesn't, didn't, hasn't, haven't, don't, "
               "(?:is|are|was|were|does|did|has|have|do|been)(?: \\w+)? not, not, no longer, never")
TROUBLE = rule(
    _NOUNS, _VERBS,
    rf"(?:is|are|was|were|be|been|being|\w+'s|\w+'re|remains?|remained|stays?|got|gets|seems?"
    rf"|keeps?|runs?"
    rf"|am) (?:(?!not\b)\w+ ){{0,2}}?{_STATES}",
    r"(?:down|slow|slower|late|wrong|dead|unresponsive|unreachable|offline)\s?[.!;,:]",
    r"(?:slow|slower|late|down|offline|unavailable|dead|out)(?: \w+){0,2} (?:to|than|because|for|in"
    r"|on|since|until|at|again)|out of (?:order|service|action)|load(?:s"
    r"|ing)? (?:\w+ ){0,2}slow\w*",
    rf"{_ABLE} (?:(?:now|currently|even|always|reliably|properly) )?(?:be (?!{_NOT_TROUBLE}\b)"
    rf"|(?!be\b|{_NOT_TROUBLE}\b))\w+",
    rf"{_DOES} (?:(?:being|been|currently|all|properly|yet|fully|always|get|getting|be) ){{0,2}}"
    rf"(?!(?:be |been |being )?{_NOT_TROUBLE}\b)[a-z]\w+",
    r"(?:nobody|no one|no-one|not everyone|none of (?:us|you|them)) (?:can|could|was able|is able"
    r"|gets)"
    r" \w+|nothing (?:\w+ )?(?:works|loads|opens|arrives|moves)|no new \w+|does not work",
    r"(?:no|without|lost|losing|loses|lose|limited|reduced|low) (?:\w+ ){0,3}?(?:power|electricity"
    r"|service|signal|connection|internet|water|connectivity|network|access|heating|gas|sound"
    r"|picture"
    r"|dial tone|pressure|contact|radio|link|links|feeds?|supply|capacity|coverage|departures)",
    r"(?:prevent(?:s|ed|ing)|block(?:s|ed|ing)|keep(?:s|ing)?|stop(?:s|ped"
    r"|ping)?) (?:\w+ ){0,5}from",
    r"(?:is|are|was|were|started|began|keeps?) (?:returning|showing|displaying|dropping|rejecting"
    r"|declining|missing|looping|losing)|shows? (?:zero|nonsense|incorrect|old|nothing|no|\w+day)"
    r"|shows? (?:the )?(?:wrong|last)|(?:arrives?|come|comes|coming) (?:late|tomorrow)",
    r"(?:elevated|increased|increasing|high|higher|unusual|rising) (?:\w+ ){0,3}(?:rates?|numbers?"
    r"|levels?|latency|latencies|times?|volumes?|p\d\d)|(?:latency|times?) (?:\w+ ){0,3}(?:climbing"
    r"|rising|up|high)",
    r"(?:longer|slower|lower|worse|less|fewer|different|later) (?:\w+ ){0,2}than (?:\w+"
    r" )?(?:expected"
    r"|usual|normal|planned)|longer (?:\w+ )?(?:times?|waits?)|waits? of|a while longer",
    r"(?:min|mins|minutes|hours?|days?) (?:late|delay\w*|behind)|(?:late|behind) (?:by|with)",
    r"missing \w+|stale \w+|duplicate \w+|incomplete \w+|(?:wrong|incorrect) \w+|bad \w+ (?:was"
    r"|is)",
    r"affect(?:s|ed|ing)?|effects (?:approximately|about|around)|impact(?:s|ed|ing)?"
    r"|see it(?: too)?",
    r"reports of|mitigat\w+|remediat\w+|catch(?:ing)? up|homes off|customers off|(?:still |be "
    r"|is |are )?gone",
    r"(?:saw|see|seeing|got) (?:other people's|another|someone else's|each other's)|our fault"
    r"|cannot see"
    r"|(?:our|a|the) (?:mistake|blunder|error)|wrong one|without (?:electricity|power|water|phone)"
    r"|paid too much|charged (?:twice|too much)|double[- ]charged|no departures|dead in the water"
    r"|has failed us|let you down|hard to reach|shut themselves|display is guessing",
    after=NEGATED + r"|(?:if|unless)(?: \w[\w'-]*){0,14}|in case(?: of)?(?: \w+){0,2}"
                    r"|has no (?:\w+ )?",
)
"""A problem is named."""

PRESUPPOSED = rule(
    r"(?:been|be|was|were|is|are|it's|has|have|now|we|i|all|fully|'ve) (?:\w+ ){0,2}(?:resolved"
    r"|restored"
    r"|fixed|repaired|solved|recovered|corrected|healed|undone)|recover(?:y|ed|ing|s)|resolved"
    r"|restor(?:e|ed|ing|ation)|fix(?:ed|ing|es)?|hotfix|solved|repair(?:s|ed|ing)?|undone"
    r"|refunds?",
    r"(?:is|are|be|come|comes|coming|came|we're|now|it's|all|almost|r)? ?back(?: \w+)? (?:up|online"
    r"|to normal|in service|again|on (?:again|track))|(?:we are|we're|is|are|be|came?|comes) back"
    r"|back (?:up|online|at|by)",
    r"(?:good|normal|up|working|works?|run(?:s|ning)?|load(?:s|ing)?|mov(?:es|ing)|flow(?:s|ing)"
    r"|go(?:es)?"
    r" through|available|stable|possible|on) again|it's over|(?:has|have) caught up|again at",
    r"until [^.]{3,40} again|why (?:it|this|that) happened|what (?:happened|went wrong|it was"
    r"|caused"
    r"|broke)|investigating (?:this|the|an)|cause (?:of|still|is|was|unclear|unknown)|root cause"
    r"|workaround|bring(?:ing)? back|resum(?:e|es|ed|ing)|what is happening|whole again|the fault"
    r"|this (?:is|was) on us",
    after=r"until(?: \w+){0,6}|(?:not|if|when)(?: \w+){0,2}|any",
)
"""Something speaks of an end or a cause, and so presupposes a problem."""

_GENERIC_WORDS = """
a about above across active actively actually additional address afraid afternoon again against
ahead all also although always am an and announcement another any anything apologies apologise
apologize apply are area areas around as at attack attention availability available aware away baby
back backend bad basically be became because become been before began begin beginning behind being
below best better between blog both brief broad broke but by call can cannot cant capacity case
cause causes certain cest cet change changes circumstances clear close cloud cluster clusters come
comes component confident could crew crews culprit currently customer customers damage database
databases day days dead deal dear deeply degradation degrade delay delays dependency deploy
deployment detail details did different difficult difficulties disruption disruptions disturbance
dns do does doing don't doubt down downtime dozen due during dust duty each earlier early edt
effect effects eight either else encounter end end-to-end ends engineer engineering engineers
enhancements ensure error error-prone errors est even evening event events ever every everybody
everyone everything exact exactly expect experience explain extended extra fail failing failure
failures false far fault faults feature features few final find fine first five fix fixes folks
follow following follows for found four frequent frequently friday from frustration full fully
function functionalities functionality functions further future gap get gets getting gg give given
glitch glitches gmt go god goes going gone good got great guess guys hack hackers had half hand
hang happen happens hard has have having he healthy hear heard hello help here hey hi hiccup
hiccups high higher highly hit hold honestly hope hotfix hour hours how however hundred i idea if
immediate impact impacts in incident incidents inconvenience indeed individual inform information
infrastructure initial instead intermittent internal into investigate investigation is issue issues
it its just keep kind know known large last late later latest lead learn least less lessons let
level life light like likely limit limits line link little live load lol long longer look looks
lost lot lots loyalty made main mainly maintenance major make makes many matter matters may maybe
me mean measures media members mess might minor minute minutes mistake mistakes mitigate mitigation
mitigations moment monday monitor month more morning most much multiple must my nature near need
needs network never new news next night nine no nobody node nodes none noon nor normal not note
nothing notice notified now number numbers occur of off offline oh ok okay old on once one ones
online only onto operation operational operations option options or order other others our
ourselves out outage outages over overall oversight own page part partner partners parts past
patience pdt people percentage performance period place planned platform-wide please pm point
portion possible post potential present press prevent previous proactive problem problems process
processes product production products progress progressively promise provide provider providers pst
quick quickly quite rate rates rather re read ready real really reason reasons recent recover
recovery reduce reduction region regions remain remains remediate remediation repair report reports
resolution resolve resource resources respond response responses rest restoration restore result
results resume return revert review right risk rollout root root-cause rumors rumour rumours same
saturday say scale scenarios scheduled second secondary see seem seems sees serious service
services set seven several severe share she short should show shows side sign signals signs similar
simply since situation situations six slight slow slower small so solution some something soon
sorry sort specific speed stable staff staging stand start state status stay step steps sticking
still stop stuck such summary sunday support sure system systems take takes team teams technical
temporary ten than thank thankfully thanks that the their them themselves then theories theory
there these they thing things third third-party this those though three thursday time times to
today together tomorrow tonight too total toward towards transition trouble troubles true truly try
tuesday two type unable unavailability unavailable under underlying unfortunately until up update
updates upgrade upon upstream us use user users usual utc various vendor vendors very via want was
way ways we wednesday week weekend weeks well went were what whatever when where which while who
whole why wide will window wish with within without word words work workaround workarounds works
world worse worst worth would wow write-up wrong yes yesterday yet you your yours yourself
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_VAGUE = Phrases(
    r"\b(?:(?:some|multiple|several|various|many|a (?:small )?number of|a few|certain|other"
    r"|(?:small )?"
    r"subset of)\s(?:of\s)?(?:our\s|the\s|you\s)?(?:\w+\s)?|(?:our|the|a)\s)(?:services?|systems?"
    r"|products?"
    r"|features?|functionalit(?:y|ies)|users?|customers?|people|things|areas|regions|clients"
    r"|members)\b")
_NO_NAMES = Phrases(rf"{DURATION}|{CLOCK}|{DATE}|{DAY}|https?:\S+|\w+\.\w+/\S*")
_TOKEN = re.compile(r"[^\W\d_][\w'-]*|/\w+")
_MEASURED = words(
    rf"{COUNT} (?:of )?(?:(?:our|the|all|your) )?(?:[\w-]+ ){{0,2}}?(?:users|customers|households"
    rf"|homes"
    r"|people|passengers|patients|players|pupils|students|members|clients|requests|orders|calls"
    r"|runs"
    r"|accounts|repositories|payments|transactions|shops|stores|schools|sites|flights|trains|teams"
    r"|organi[sz]ations|codespaces|lines|premises|messages|emails|connections|subscribers|jobs)",
    r"\d[\d.,]*\s?%|one in \w+|a (?:third|quarter|fifth) of|two thirds of|half (?:of )?(?:the|our"
    r"|all)",
    r"(?:everyone|everybody)(?! affected)|nobody can|all (?:our )?(?:users|customers)"
    r"|handful of people|worldwide",
)
_PROCESS = words(
    r"(?:we|i|they|team|engineers)(?: are|'re|'ve| have| will|'ll|'m| am)? (?:\w+ly |now |still "
    r"|also"
    r" |all ){0,2}(?:investigat|work|look|monitor|see|continu|experienc|identif|receiv|appl|deploy"
    r"|implement|restart|rollin|revert|tr[yi]|check|test|find|aware|get|wait|roll|reboot|switch"
    r"|cannot|can't|do|take|tak|put|bring|send|share|post|writ|report|expect|anticipat|hope|plan"
    r"|understand|apolog|keep|confirm|announc|detect|discover|declar|review|learn|chang)\w*",
    r"(?:caused|triggered|due|owing|because|thanks) (?:by|to|of) [^,;.]{3,60}",
    r"(?:a|the|one|our|an) (?:\w+ ){0,3}(?:change|configuration|update|release|deployment|node"
    r"|router"
    r"|certificate|switch|disk|database|cluster|server|cable|provider|pumps?|fix|mitigation"
    r"|rollback)"
    r"(?: \w+){0,3}? (?:has|have|is|was|were|died|failed|broke|been)",
)


def is_specific(clause: str) -> bool:
    """Whether *clause* names a thing, place, group or number that not every outage has."""
    if _MEASURED.search(clause):
        return True
    rest = _PROCESS.without(_VAGUE.without(_NO_NAMES.without(clause)))
    return any(_is_name(token) for token in _TOKEN.findall(rest))


def _is_name(token: str) -> bool:
    low = token.lower().removesuffix("'s")
    if low in _GENERIC or len(low) < 3 or "'" in low:
        return False
    return not low.endswith(("ed", "ly")) and not _TROUBLE_WORD.fullmatch(low)


_TROUBLE_WORD = Phrases(rf"{_NOUNS}|{_VERBS}|{_STATES}|\w*(?:mitigat|remediat|investigat"
                           rf"|affect|impact"
                           r"|experienc|identif|monitor|resolv|restor|recover|deploy|continu|work"
                           r"|report"
                           r"|chang|caus|provid|start|show|updat|improv|return|confirm|implement"
                           r"|apply"
                           r"|see|be|try|mak|tak|giv|go|do|find|look|hav|test|expect|roll|revert"
                           r"|fix)ing")

PLANNED = words(
    r"(?:scheduled|planned|routine|essential) (?:\w+ )?(?:maintenance|works?|upgrade|downtime)",
    r"maintenance (?:window|work)", r"(?:undergoing|performing|perform|carrying out) (?:\w+ )?"
    r"(?:maintenance|work)", r"(?:proactively )be paused", r"being optimised",
    r"we (?:will|'ll|shall|are going to)(?: be)? (?:upgrad|migrat|mov)\w+",
)
"""Work that was announced, not an outage."""

HAPPENED = words(
    r"experienc(?:ed|ing)", r"was|were", r"currently", r"due to", r"caused", r"degraded",
    r"incident",
)
"""It has begun, so it is no announcement."""

PAST = words(r"was|were|had|did|didn't|began|broke|went|lost|fell|hit|came|sent|left|ran|cut|took"
             r"|saw|made|stood|gone|let|shut|burst|died|became|\w{3,}ed|been")
"""Something in the past is told."""

STILL = words(
    r"still (?:\w+ ){0,3}(?:investigat\w+|slow|see\w*|experienc\w+|fail\w*|affected|impacted|down"
    r"|off"
    r"|broken|missing|delayed|can't|cannot|not|have no|recovering|unavailable|out)",
    r"(?:is|are) (?:(?!no\b|not\b)\w+ ){0,2}(?:experiencing|failing|unavailable|degraded"
    r"|not available"
    r"|delayed|slow|down)(?! (?:if|when))",
    r"(?:some|remaining|others?|rest) (?:\w+ ){0,6}(?:remains?|not (?:yet )?(?:delivered"
    r"|recovered))",
    r"remains? (?:\w+ )?(?:off|down|slow|unavailable|closed|dark|affected)",
    r"continu\w+ to (?:investigate|see (?:delays|errors|failures|issues|problems))",
    r"(?:working|work) (?:on|to) (?:backfill\w*|restor\w+ the rest)", r"waiting for",
    r"expect (?:\w+ ){0,2}delays", r"not (?:yet )?(?:delivered|back|restored)|filters don't",
    r"(?:but|though|however|except)[^.]{0,60} (?:is|are|can|do|does)(?:n't| not) \w+",
    r"partial(?:ly)?",
)
"""Something is still broken."""
