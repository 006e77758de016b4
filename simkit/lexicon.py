"""The words by which a message shows what it says: rules per content, and nothing that reads.

A rule is looked for in one sentence at a time. Gaps are bounded (``.{0,40}?``), so a text of any
size is read in linear time. What is written here are kinds of phrases, not sentences; the figures
that they reach on labelled messages come from ``tests/benchmarks/reading.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simkit.spoken_time import CLOCK, DATE, DAY, DURATION, INTERVAL, POINT, WAIT


_NT = re.compile(r"(^|\||\(\?:)n't")


def _any_not(match: re.Match[str]) -> str:
    return match[1] + r"\w+n't"


@dataclass(frozen=True)
class Rule:
    """A kind of phrase that shows a content, and what takes it back."""

    shows: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Anywhere in the sentence, this takes it back."""
    after: re.Pattern[str] | None = None
    """Right before the phrase, this takes it back, such as ``no`` or ``until``."""


def _words(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern for whole words, any case; ``n't`` stands for any word that ends so."""
    joined = _NT.sub(_any_not, "|".join(alternatives))
    return re.compile(rf"(?<!\w)(?=[\w~])(?:{joined})(?!\w)", re.IGNORECASE)


def _after(*alternatives: str) -> re.Pattern[str]:
    joined = _NT.sub(_any_not, "|".join(alternatives))
    return re.compile(rf"(?<!\w)(?:{joined})\W*$", re.IGNORECASE)


def _rule(*shows: str, unless: str = "", after: str = "") -> Rule:
    return Rule(_words(*shows), _words(unless) if unless else None,
                _after(after) if after else None)


# Pieces that several rules use.
_NO = r"(?:no|not|n't|\w+n't|never|without|nobody|no one|none|neither|nor|zero|free of|nothing)"
_NEGATED = rf"{_NO}(?:\s(?:\w+\s){{0,2}}(?:\w+)?)?"
_BE = r"(?:is|are|was|were|be|been|being|'s|'re|remains?|remained|stays?|went|goes|got|gets)"
_GROUP = (r"(?:users?|customers?|people|members|clients?|passengers?|patients?|players?|guests?"
          r"|subscribers?|pupils|students?|teachers?|parents|travell?ers|households|homes"
          r"|merchants?|developers?|teams?|organi[sz]ations?|accounts?)")
_TEAM = (r"(?:(?:our |the |all |both |several |two |three )?(?:\w+ )?(?:team|teams|engineers?"
         r"|technicians?|crews?|staff|devs?|developers?|programmers?|specialists?|experts?|ops"
         r"|operators?|people|electricians?|supplier|vendor|provider|partners?|police|colleagues?"
         r"|fire brigade|linesmen|mechanics?|administrators?|admins?))")
_OTHERS = (r"(?:(?:cloud|service|network|internet|hosting|payment|infrastructure|resource|transit"
           r"|identity|upstream|external|third[- ]party|software|data ?cent(?:re|er)|energy|sms"
           r"|telecom|power|our|the|a|an|one of our)[ -]){0,3}(?:provider|providers|vendor|vendors"
           r"|supplier|suppliers|partner|partners|contractor|contractors|subcontractor|carrier"
           r"|carriers|manufacturer|third[- ]party|third[- ]parties|operator|agency|reseller)")

# ---------------------------------------------------------------- trouble and specificity
_STATES = (
    r"down|offline|broken|stuck|frozen|unavailable|inaccessible|unreachable|unresponsive|unstable"
    r"|unusable|degraded|impaired|interrupted|disrupted|delayed|declined|rejected|refused|blocked"
    r"|cancell?ed|suspended|paused|halted|stopped|overloaded|congested|incorrect|inaccurate"
    r"|missing|dead|dark|corrupt(?:ed)?|duplicated|faulty|defective|wrong|late|slow|slower|sluggish"
    r"|laggy|limited|affected|impacted|charged twice|cut off|out of (?:order|service|action)"
    r"|acting up|struggling|gone|lost|empty|incomplete|erratic|intermittent|overdue|stale|locked"
    r"|closed because|timing out|in error|erroring|misbehaving|unwell|disconnected|dropping"
)
TROUBLE = _rule(
    r"issues?|problems?|iss?ues?|outages?|incidents?|faults?|errors?|disruptions?|disturbances?"
    r"|interruptions?|degrad(?:ed|ation|ations)|delays?|delayed|difficult(?:y|ies)|failures?"
    r"|fail(?:s|ed|ing)?|trouble|troubles|glitch(?:es)?|hiccups?|blips?|crash(?:es|ed|ing)?"
    r"|breakdowns?|latency|latencies|time-?outs?|packet loss|slow-?downs?|unavailab\w+|lag"
    r"|black-?outs?|power cuts?|mess|malfunction\w*|recurrence|regression|bugs?|defects?|anomal\w+"
    r"|broke|broken|stuck|frozen|froze|offline|freezes|freezing",
    rf"{_BE}\s(?:\w+\s){{0,2}}(?:{_STATES})",
    r"(?:down|slow|slower|late|wrong|dead|unresponsive|inaccessible|unreachable)\s?[.!;,]",
    r"(?:slow|slower)\s(?:to|than|loading|for|in|on)|late because|out of (?:order|service|action)",
    r"load(?:s|ing)? (?:\w+ ){0,2}slow(?:ly|er)?|acting up|cancell?ed until|dropping out",
    r"(?:not|n't|never|no longer|cannot|can't|cant)\s(?:\w+\s){0,2}?(?:work|load|open|run|arriv|show"
    r"|display|appear|updat|start|send|connect|stop|going|go|respond|deliver|process|complet"
    r"|possible|available|visible|shown|sent|reach|log|sign|join|play|pay|book|buy|be|get|access"
    r"|see|use|us|print|place|make|create|upload|download|view|call|post|search|receiv|transfer)\w*",
    r"(?:nobody|no one|no-one) can (?:\w+ ){1,3}|(?:un|not )able to (?:\w+)",
    r"(?:no|without) (?:mains )?(?:power|electricity|service|signal|connection|internet|water"
    r"|connectivity|network|access|heating|gas|sound|picture|dial tone)",
    r"(?:lost|losing|loses|lose) (?:\w+ ){0,2}(?:power|connection|connectivity|access|signal|contact"
    r"|radio|link)",
    r"(?:stopped|quit|ceased) (?:working|loading|responding|sending|running)|stopped (?:at|between)",
    r"(?:prevent(?:s|ed|ing)|block(?:s|ed|ing)) (?:\w+ ){0,4}from",
    r"(?:is|are|was|were|started|began) (?:returning|showing|displaying|seeing|dropping|rejecting)",
    r"(?:elevated|increased|high|higher|unusual) (?:\w+ ){0,2}(?:rates?|numbers?|levels?|latency"
    r"|latencies|times?|volumes?|p99)",
    r"(?:longer|slower|lower|worse|less|different) (?:\w+ ){0,2}than (?:\w+ )?(?:expected|usual"
    r"|normal|planned)|longer (?:queue|wait|loading|response|processing)\s?times?",
    r"went (?:black|down|dark|dead|offline|wrong)|go(?:es|ing)? wrong|knocked (?:out|offline)|died"
    r"|(?:switched|turned|shut|cut) off|shut down|tripped|locked out|deadline exceeded|sev-?\d",
    r"(?:premises|homes|customers|houses) off|have disappeared|disappear(?:s|ed)|vanish(?:ed|es)"
    r"|deleted the|being hacked|were hacked|hit by|catch(?:ing)? up|backlog",
    r"we (?:can )?see it(?: too)?|doing it|balances? shows? zero|shows? (?:zero|wrong|the wrong"
    r"|last week's|incorrect|old)|(?:is|are) gone|cannot see|waits? of|nothing (?:\w+ )?works",
    r"saw (?:other people's|another|someone else's)|arrive tomorrow|act(?:s|ing) strange\w*",
    r"(?:spinning|spinners?|stale|missing|duplicate|empty|incomplete|garbled)\s\w+",
    r"imp?act(?:s|ed|ing)?|affect(?:s|ed|ing)|mitigat\w+|remediat\w+|hit by",
    after=_NEGATED + r"|if(?: you| there)?(?:\s\w+){0,4}|in case(?: of)?",
    unless=r"(?:normal|planned|scheduled) maintenance will",
)
"""A problem is named, or presupposed."""

OVER = _rule(
    r"(?:has|have|had) (?:now |fully |since |been )*(?:recovered|restored|resolved|fixed|repaired"
    r"|solved|remediated|mitigated|corrected)|(?:been|be|was|were|is|are) (?:\w+ ){0,2}(?:resolved"
    r"|restored|fixed|repaired|solved|remediated|mitigated)|recover(?:y|ed|ing|s)|resolved|restor"
    r"(?:e|ed|ing|ation)|fixed|solved|repaired|back up|back online|back to normal|back in service"
    r"|we(?: are|'re) back|(?:is|are|be|come|comes) back(?: again)?|good again|normal again"
    r"|works? again|go(?:es)? through again|run(?:s|ning)? again|it's over|came back"
    r"|(?:has|have) caught up|until \w+ (?:\w+ ){1,5}again|why it happened|what happened"
    r"|what it was|investigating (?:this|the|an)",
    after=r"until (?:\w+ ){0,6}|not(?: \w+)?",
)
"""Words of recovery, which presuppose a problem."""

_GENERIC_WORDS = """
a about above across active actively additional adjusted address addressing affected affecting
after again ahead all also although always am an and announcement another any anything apologies
apologise apologize apply applied applying approximately are area areas around as at available
availability aware back be because become been before began begin beginning behaviour being below
best between both brief broad but by can cannot cant cause caused causes causing certain change
changed changes changing circumstances closely come completed completely complete conditions
confident configuration confirmed connection continue continued continues continuing correct
could currently customer customers day days deeply degradation degraded delay delayed delays
dependency deploy deployed deploying deployment detail details determine did different difficult
difficulties disruption disruptions disturbance do does doing don't down due during each earlier
effect effects either elevated encounter encountering end ends engineer engineers engineering
ensure error errors event every everything exact expect expected experience experienced
experiencing explain exploring extended fail failed failing failure failures far fault faults
feature features few fix fixed fixes fixing following for found from full fully function
functionalities functionality functions further future gap get getting give given glitch
go going good got had hand happen happened happening happens has have having he help here
hiccup high higher highly hope hotfix hour hours how however i identified identify identifying if
impact impacted impacting impacts implement implemented implementing improve improved improvement
improvements in incident incidents inconvenience increase increased individual information
initial intermittent internal into investigate investigated investigating investigation is issue
issues it its just keep kind know known last later latest lead leading learn less likely limit
limitations limited link little long longer look looking lost made main make making many matter
may maybe me mess might minor minute minutes mitigate mitigated mitigating mitigation mitigations
moment monitor monitored monitoring more most much multiple my near need network new next no none
normal normally not nothing noted notice noticed now number numbers occur occurred occurring of off
offline ok old on once one ones only operating operational options or other others our out outage
outages over overall part parts partner partners past patience people percentage performance
performing period permanent place please portion possible potential present prevent preventing
previous previously problem problematic problems proactively process processes product products
progress provide provided provider providers quickly reason reasons recovered recoveries recover
recovering recovery reduced reduce reduction region regions related remain remaining remains
remediate remediated remediating remediation report reported reports resolution resolve resolved
resolving respond responding response result resulted resulting restore restored restoring
return returning reverted revert reverting right rolled rollout roll rolling root rc safe same saw
say scenarios see seeing seen serious serve service service(s) services several severe shared
short should shortly show showing side sign signals signs similar since situation situations
slight slow slower small so solution solved some something soon sorry specific stable started
starting state status stay steps still stop stopped subset such support sure system systems take
taken taking team teams technical temporarily temporary than thank thanks that that's the their
them then there there's these they thing things third party this those though time times to
today together too total towards triggered trouble trying two type under underlying understand
understood undergoing unexpected until up update updated updates updating upstream us use used
user users using usual various vendor very vendor want was way we we'd we'll we're we've well
went were what when where which while who whole why widespread will with within without work
worked workaround working works worse would yet you you're your yours yourself
third-party unable unavailable interrupted wait waiting confirm degrade detected discovered
scheduled planned maintenance window upgrade enhancements transition behave differently encounter
hi hello dear everyone all guys folks attention note said happens rest assured frustration loyalty
brings bring deserve truly value valued matters share becomes news stand tuned posted glitchy
platform-wide sitewide wide-ranging wide various number persists persist persisting weeks week
second third first fewer half night morning afternoon evening hour's tonight tomorrow yesterday
monday tuesday wednesday thursday friday saturday sunday utc gmt cet cest est pst pdt edt am pm
hit concretely reach trend trending positive being we’re it's isn't doesn't can't couldn't won't
didn't aren't wasn't weren't haven't hasn't i'm i've they're you've what's let's that'll
broken broke crashed crash dead slowly slowness stuck fine another oh god gone idea worse nobody
""".split()
_GENERIC = frozenset(_GENERIC_WORDS)
_VAGUE = re.compile(
    r"\b(?:some|multiple|several|various|many|a number of|a few|certain|our|other|the)\s(?:of\s)?"
    r"(?:our\s|the\s)?(?:\w+\s)?(?:services?|systems?|products?|features?|functionalit(?:y|ies)"
    r"|users?|customers?|people|things|areas|regions)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"{DURATION}|{CLOCK}|{DATE}|https?:\S+", re.IGNORECASE)
_TOKEN = re.compile(r"\d[\d.,]*\s?%|[^\W\d_][\w'-]*|/\w+")
EVERYONE = _words("everyone", "everybody", "all (?:our )?(?:users|customers)", "evryone", "nobody can")


def is_specific(clause: str) -> bool:
    """Whether *clause* names something besides words that fit any outage."""
    if EVERYONE.search(clause):
        return True
    rest = _VAGUE.sub(" ", _TIMES.sub(" ", clause))
    return any(token.lower() not in _GENERIC for token in _TOKEN.findall(rest))


# ---------------------------------------------------------------- contexts
PLANNED = _words(
    r"(?:scheduled|planned|routine) (?:maintenance|work|works|upgrade|downtime)",
    r"maintenance (?:window|work)", r"(?:undergoing|performing|perform) (?:\w+ )?maintenance",
    r"(?:proactively )be paused", r"being optimised",
)
PAST_TROUBLE = _words(
    r"experienc(?:ed|ing)", r"was|were", r"currently", r"due to", r"caused", r"degraded",
)
NOW_TROUBLE = _words(
    r"still (?:\w+ ){0,3}(?:investigat\w+|slow|see|experienc\w+|fail\w*|affected|impacted|down"
    r"|broken|missing|delayed|can't|cannot|not|have no|recovering|unavailable)",
    r"(?:is|are) (?:\w+ ){0,2}(?:experiencing|failing|unavailable|degraded|not available|delayed)",
    r"(?:some|remaining) (?:\w+ ){0,6}(?:remain|remains|not (?:yet )?(?:delivered|recovered))",
    r"continu\w+ to (?:investigate|see (?:delays|errors|failures|issues|problems))",
    r"(?:working|work) (?:on|to) (?:backfill\w*|restor\w+ the rest)", r"waiting for",
    r"expect (?:\w+ ){0,2}delays", r"not (?:yet )?(?:delivered|back|restored)",
)
WINDOW = re.compile(
    rf"(?<!\w)(?:between|from)\s(?:(?:about|around|approximately|on)\s)?{POINT}"
    rf"[^.;]{{0,40}}?\s(?:and|to|until|till|-)\s(?:(?:about|around|approximately|on)\s)?"
    rf"(?:\w+\s)?{POINT}",
    re.IGNORECASE,
)
FUTURE = _words(r"will", r"'ll", r"shall", r"going to", r"plan(?:ned|s)?", r"scheduled", r"open",
                r"expect(?:ed|s)?")

# ---------------------------------------------------------------- contents
_STARTED = (r"(?:start(?:s|ed|ing)?|beg(?:an|in|inning|un)|first (?:seen|noticed|reported|occurred)"
            r"|onset|broke out|went down|occurred|happened|noticed)")
_BROKE = (r"(?:stopped|died|failed|lost|broke|crashed|tripped|froze|changed|went|dropped|declined"
          r"|unavailable|down|closed|posted|sent|took|fell|not \w+|errors?|outage)")
SINCE = (
    _rule(rf"since (?:about |around |approximately |approx\.? |roughly |early |at least )?{POINT}"
          rf"(?: {DAY})?(?: (?:utc|gmt|cet|cest|est|pst))?(?: on {DAY})?",
          after=r"recover\w*|restored|resolved|stable|fixed|normal|back|working|again|"
                r"(?:see|seen|seeing) (?:\w+ )?recovery",
          unless=rf"since (?:about |around )?{POINT} .{{0,30}}(?:again|recovered|normal|stable)"
                 r"(?!.{0,40}since)"),
    _rule(rf"since {POINT}", after=r"(?:stuck|down|broken|waiting|missing|late)"),
    _rule(rf"since (?:about |around )?{DURATION}",
          r"since (?:the|last|our|this) (?:\w+ ){0,3}(?:update|patch|release|deploy\w*|night|lesson"
          r"|upgrade|change|migration|launch|start|maintenance|weekend|week|morning|storm|rollout)"
          r"(?: today)?"),
    _rule(rf"(?:between|from) (?:about |around |approximately |on )?{POINT}"
          rf"(?:[^.;]{{0,40}}? (?:and|to|until|till) (?:\w+ )?{POINT})",
          unless=r"will|shall|scheduled|maintenance window|open|opens|we'll|every|between (?:\d+ )?"
                 r"stations"),
    _rule(rf"from (?:today |this |yesterday |early ){{1,2}}(?:morning|noon|evening|{CLOCK})"),
    _rule(rf"{_STARTED} (?:(?:at|around|about|on|approximately|shortly (?:after|before)|just after"
          rf"|roughly|from|by) ){{0,2}}(?:the )?{POINT}(?:[^.;]{{0,15}}?{CLOCK})?",
          rf"{_STARTED} (?:about |around |roughly |approximately )?{DURATION} ago",
          unless=r"will (?:start|begin)|fix (?:started|began)|started (?:to )?recover\w*"),
    _rule(rf"(?:about |around |roughly |~ ?|some )?{DURATION} ago",
          after=r"(?:we|i|they|was|were|team) (?:\w+ ){0,4}",
          unless=r"wrong an hour ago|restored|recovered|resolved|fixed|added"),
    _rule(rf"(?:for|over) the (?:past|last) {DURATION}|for (?:about |over |almost |nearly )?"
          rf"{DURATION} now|for the past (?:two|three|few|couple of) days"),
    _rule(rf"(?:started|beginning|starting) (?:on|at|around) {POINT}"),
    _rule(rf"{_BROKE}\b.{{0,60}}? (?:at|after|around|about|on|shortly after) (?:about |around "
          rf"|approximately )?{CLOCK}(?: (?:this|yesterday|today|on|last) ?\w*)?",
          unless=r"will|until|next (?:update|word|message)|fixed|restored|resolved|again at|update"
                 r"|recovered|mitigated|closed|back|expect(?:ed)?|report|apologi\w+"),
    _rule(rf"(?:at|around|about) (?:approximately |about |around )?{CLOCK}"
          rf"(?: (?:utc|gmt|cet|pst|est))?(?: (?:on|this|yesterday|today)[^,.]{{0,25}})?"
          r",? .{0,80}?\b(?:began|broke|failed|started|stopped|lost|died|experienced|went|dropped"
          r"|crashed|triggered|took)",
          r"(?:identified|saw|noticed|detected|received) .{0,80}? at " + CLOCK,
          unless=r"will|next update|restored|we'll"),
    _rule(rf"(?:on|at|in) {DATE}(?:, \d{{4}})?,? (?!.{{0,20}}\bwill\b).{{0,120}}?\b(?:experienced"
          r"|degraded|unavailable|failed|began|highlighted|triggered|caused|saw|was|were)",
          unless=r"will|next update|publish"),
    _rule(rf"(?:blip|outage|failed|arrive|arrived|happened|down|broke|crashed|interruption"
          rf"|problem|problems|release|fault|disruption)\b.{{0,30}}? (?:tonight|last night"
          rf"|this morning|this afternoon|yesterday|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)",
          r"the (?:release|update|patch|change|deployment) (?:\w+ ){1,3}(?:last night|this morning"
          r"|yesterday)",
          unless=r"will|until|publish"),
)

_CAUSED = (r"(?:caused|triggered|broke|took down|takes? down|brought down|knocked (?:out|offline)"
           r"|deleted|led to|resulted in|overloaded|exhausted|corrupted|cut|severed|tore|disabled"
           r"|has failed us|failed us|prevented|overwhelmed|slowed)")
_CULPRIT = (
    r"(?:(?:configuration|config|code|database|network|software|firmware|backend|internal|routine"
    r"|recent|schema|api|dns|routing|firewall|load balancer|access|planned|system|security"
    r"|operating system) ){0,3}"
    r"(?:change|changes|update|upgrade|release|deploy|deployment|patch|rollout|migration|bug|bugs"
    r"|misconfiguration|maintenance|regression|interaction|script|command|job|spike|surge|flood"
    r"|fire|storm|tree|lightning|leak|power (?:cut|failure|outage|loss)|cable|transformer|fibre"
    r"|fiber|disk|certificate|backlog|query|queries|attack|switch|router|signal|valve|pump|lag"
    r"|replica lag|accident|strike|hardware|capacity|cooling|overload|memory leak|race condition"
    r"|provider|vendor|contractor|digger|excavator|bird|squirrel|fix|we|feature flag|flag|rule"
    r"|server|database|cluster|node|battery|generator|heat|frost|snow|ice|wind|car|truck|vehicle)"
)
_FLAWED = (r"(?:faulty|bad|botched|incorrect|wrong|expired|failed|buggy|defective|problematic"
           r"|unhealthy|misconfigured|malformed|flawed|rogue|corrupt(?:ed)?|old|stolen|broken"
           r"|overheated|damaged|burst|blown|unexpected|erroneous)")
_PARTS = (r"(?:(?:\w+ )?(?:change|update|upgrade|release|deploy|deployment|patch|rollout|router"
          r"|switch|server|cable|disk|certificate|configuration|setting|rule|script|job|node"
          r"|transformer|signal|line|sensor|valve|pump|power supply|card|module|link|route"
          r"|announcement|query|file|index|firmware|driver|fuse|battery|component|requests))")
_HARDWARE = (r"(?:router|switch|node|disk|drive|cable|transformer|signal|certificate|fibre|fiber"
             r"|pump|generator|cooling|air conditioning|substation|power supply|controller|batch"
             r"|load balancer|fuse|battery|feeder|transmitter|antenna|mast|pipe|main|bridge|relay"
             r"|recloser|turbine|valve|hard drive|firewall|data ?cent(?:re|er)|overhead line|index)")
_MAYBE = (r"(?:may(?:be)?|might|could|can|possibly|probably|perhaps|suspect\w*|think|believe|guess"
          r"|whether|if|bet|assume|assuming|presumably)")
CAUSE = (
    _rule(r"(?:caused by|due to|owing to|as a result of|because of|the result of|result from"
          r"|resulted from|stem(?:s|med)? from|traced (?:back )?to|pointed to|triggered by"
          r"|attribut(?:ed|able) to|comes? from|came from|brought on by|thanks to|down to)"
          r"(?! (?:this|that|these|it|the (?:issue|problem|incident|outage|situation)|brevity"
          r"|an? (?:issue|problem|incident|outage|fault|error)(?: we| that| which|,|\.|$)|a fault"
          r"|operational reasons|technical (?:reasons|difficulties|issues|problems)|your|our team"
          r"|unforeseen|circumstances|unknown|reasons|time|you|what|some (?:issue|problem)"
          r"|maintenance|(?:scheduled|planned) maintenance|a (?:technical|temporary) "
          r"(?:issue|problem|fault|error))\b)[^.;!?]{3,70}",
          after=_NEGATED + rf"|{_MAYBE}(?: \w+){{0,3}}|be",
          unless=r"will (?:\w+ )?be (?:paused|unavailable|down|offline)|who knows"),
    _rule(r"because (?!of |we |you |it |this |that |they (?:are|were) )(?:\w+ ){1,6}\w+",
          r"because we (?:had|have|made|did|forgot|ran|pushed|changed|lowered|let)[^.;]{3,60}",
          after=rf"not|{_MAYBE}", unless=r"because (?:the|a) (?:issue|problem)|will be"),
    _rule(r"(?:root |underlying |likely )?(?:cause|casue|reason|culprit)(?: of [^.]{3,40}?)?"
          r"(?:(?: has been| was| is)? (?:identified|found|traced|known) (?:as|to be|to)| was| is"
          r"|:| turned out to be)"
          r" (?!(?:not|now|still|unknown|unclear|under|being|yet|known|currently|identified|found"
          r"|that we|understood|as yet|something|pending|also|to be|in)\b)[^.;!?]{3,70}",
          r"root cause (?:in|at|on|with) [^.;]{3,50}",
          after=_NEGATED, unless=r"(?:was|were|is) not the cause"),
    _rule(r"[^.;,!?]{3,60} (?:is|was|are|were|has been|identified as|confirmed as) (?:also )?the "
          r"(?:(?:root|main|actual|likely) )?(?:cause|reason|source|culprit)",
          unless=rf"not|{_MAYBE}|investigat\w+|this (?:is|was) the"),
    _rule(r"(?:identified|found|detected|discovered|located|isolated) (?:and \w+ )?"
          r"(?:that )?(?:a|an|the|one|two|our|some)"
          rf" (?:\w+[ -]){{0,4}}?(?:{_CULPRIT}|{_FLAWED} \w+|fault in|error in|defect|mistake"
          r"|misconfigur\w+)",
          unless=r"identified (?:and|a) (?:\w+ ){0,8}(?:potential|possible) fix|identified and"
                 r" (?:\w+ ){0,4}(?:fix|mitigation)"),
    _rule(rf"(?:an?|the|our|one of our|this) (?:[\w'-]+ ){{0,6}}?{_CULPRIT}(?: [\w'-]+){{0,6}}?"
          rf" (?:that |which )?(?:{_CAUSED}|(?:is|was) causing|that caused|which caused)",
          rf"{_CULPRIT}(?: [\w'-]+){{0,4}}? {_CAUSED}",
          after=rf"not|{_MAYBE}|(?:issue|problem|incident|outage) (?:that )?",
          unless=rf"{_MAYBE} (?:have )?(?:{_CAUSED})|we (?:broke|cut|disabled) (?:the|off)"),
    _rule(rf"(?:an?|the|one|two|our|some|that) (?:[\w'-]+ ){{0,3}}{_HARDWARE}(?: [\w'-]+){{0,5}}? "
          r"(?:has |have |had |was |were |is |ran |run |lost )?(?:failed|died|broke|broken|burst"
          r"|burn(?:ed|t)|overheated|expired|cut|stolen|out|crashed|tripped|abended|damaged|dead"
          r"|flooded|blown|fell|its)",
          rf"{_HARDWARE} (?:\w+ )?(?:failure|fault|fire|theft|leak|defect|break)|tripped on \w+"
          r"|fire broke out[^.;]{0,40}|\w+ (?:starvation|exhaustion|overload)|(?:certificate|index)"
          r" (?:was |got |has )?(?:expired|ran out|run out|deleted|delted)"
          r"|certificate run out|car on the tracks|person on the tracks",
          after=rf"{_MAYBE}(?: \w+){{0,2}}|{_NO}|if"),
    _rule(rf"(?:an?|the|some|of) (?:\w+ )?{_FLAWED} (?!with|for|to|and|on){_PARTS}",
          r"(?:bug|fault|defect|error|mistake|flaw) in (?:a|an|the|our|one)\b[^.;]{3,50}",
          r"(?:a |an |the |some )?(?:\w+ )?misconfiguration(?: \w+)?",
          r"(?:hardware|software|configuration|human|operator|power|process|cable|disk|database)"
          r" (?:fault|failure|error)(?! message)(?: in [^.;]{3,40})?",
          after=rf"{_MAYBE}(?: \w+){{0,2}}|{_NO}(?: \w+){{0,2}}|replac\w+|if|avoid|prevent",
          unless=rf"{_MAYBE} be|error messages?"),
    _rule(r"(?:pushed|uploaded|deployed|ran|deleted|released|lowered|removed|sent|changed) "
          r"(?:the wrong|a wrong|a bad|the \w+|an? [\w ]{1,20}|something)[^.;]{0,30}"
          r"(?:by mistake|by accident|without telling us|by error)",
          r"(?:pushed|uploaded|deployed|ran|released|installed) (?:the wrong|a wrong|a bad) \w+",
          r"(?:let|allowed) (?:a|the|our) \w+ (?:run out|expire|lapse)|ran out of (?:disk|memory"
          r"|space|capacity|ip|licen[cs]es)|switched off our[^.;]{3,30}|drivers are ill"
          r"|our (?:cloud )?provider has failed us|needs replacing|changed something"),
)

CAUSE_UNKNOWN = (
    _rule(rf"(?:do(?:es)? not|don't|doesn't|did not|didn't|cannot|can't|can not|have not|haven't"
          rf"|has not|hasn't|not|never|unable to|no one|nobody|none of us|yet to|without"
          r"|(?:is|are|was|were)n't)\s(?:\w+ ){0,4}?(?:know|knows|knowing|found out|find out|found"
          r"|understand|understood|say|tell|determined?|identif(?:y|ied)|established?|sure|clear"
          r"|explain|certain|confirmed?|locate[d]?)(?: \w+){0,4}? (?:the (?:\w+ )?(?:cause|reason"
          r"|source|culprit)|why|what (?:it (?:is|was)|happened|caused|causes|is causing"
          r"|is (?:going|wrong)|went wrong|the (?:cause|reason|problem|issue)|is behind|broke)"
          r"|where it|how (?:it|this) happened)"),
    _rule(r"(?:cause|reason|source|origin|casue)(?: of [^.]{3,40}?)? (?:is|remains|was|are)"
          r"(?: still| yet| as yet| currently| so far| also| at present)? (?:unknown|unclear|not "
          r"(?:yet |fully )?(?:known|clear|found|identified|understood|established|confirmed)"
          r"|being (?:investigated|determined|looked)|under investigation|a mystery|open"
          r"|to be (?:determined|established|found))",
          r"unknown (?:cause|reason|origin)s?|cause[^.]{0,20}?(?: yet|still) (?:unknown|open)",
          r"(?:reason|cause)[^.]{0,40}?(?:is |was )?not (?:yet )?found(?: still| yet)?"),
    _rule(r"(?:investigat(?:e|ing|ion)(?: into| of)?|looking (?:into|for)|determin(?:e|ing)"
          r"|identify(?:ing)?|search(?:ing)?(?: for)?|find(?:ing)?(?: out)?|establish(?:ing)?"
          r"|trac(?:e|ing)|pin(?:ning)? down|understand(?:ing)?|hunting(?: for)?|narrow(?:ing)? down"
          r"|diagnos(?:e|ing)|isolat(?:e|ing)|locat(?:e|ing)|work(?:ing)? out|figur(?:e|ing) out)"
          r" (?:\w+ )?(?:the |a |its |their )?(?:possible |potential |exact |underlying |root |actual "
          r"|real ){0,2}(?:root cause|cause|causes|reason|source of)",
          r"(?:find(?:ing)? out|understand|determin(?:e|ing)|figur(?:e|ing) out|work(?:ing)? out"
          r"|establish(?:ing)?|looking into|investigating) (?:why|what (?:happened|caused|went"
          r"|is causing|is wrong))",
          after=r"not|(?:have|had|has|been) (?:\w+ )?", unless=r"(?:will|'ll) publish"),
    _rule(r"no idea (?:\w+ ){0,3}(?:why|what|how|where)|who knows(?: why)?|what (?:is|the \w+ is)"
          r" happening|(?:rca|root cause|cause) (?:is )?(?:pending|tbd|tbc|unknown)"
          r"|ruled? (?:it |that |this |them )?out|(?:was|were|is) not the (?:\w+ )?cause"
          r"|possible places|at a loss|cause not (?:yet )?known|no cause(?: yet| found)?"
          r"|mystery|puzzled|baffled",
          after=r"and"),
)

_DOING = (
    r"investigat|work|look|monitor|mitigat|fix|repair|restor|deploy|roll|rebuild|appl|revert"
    r"|restart|rerout|re-rout|redirect|drain|isolat|test|replac|mov|switch|scal|add|implement"
    r"|engag|escalat|coordinat|rais|tak|put|bring|send|check|watch|clean|rerun|re-run|replay"
    r"|process|clear|increas|reduc|disabl|enabl|adjust|swap|remov|deal|address|resolv|remediat"
    r"|correct|undo|undoing|go|try|trying|do|prepar|set|call|ask|contact|find|search|trac|analy[sz]"
    r"|diagnos|backfill|recover|run|start|failing over|transfer|inspect|assess|review|dispatch"
    r"|reset|reinstall|reboot|patch|updat|upgrad|migrat|handl|verif|purg|shift|rollback|pump"
    r"|refund|identify|narrow|tun|reload|perform|undergo|optimi[sz]|cancel|explor|continu|replicat"
)
_NOT_DOING = (r"(?!experienc|see|aware|hop|sorry|going to (?:be|have)|having|los|being|expect|getting"
              r"|suffer|receiv|facing|notic|struggl|keeping|providing|continuing to (?:see|experience"
              r"|provide|keep|receive)|working (?:normally|as|fine|again|properly|on my)|doing (?:fine"
              r"|well|ok)|running (?:normally|on the|late|behind|as)|trying times|updating you"
              r"|taking this|going through a)")
_ADVERB = (r"(?:(?:now|still|currently|actively|already|also|urgently|all|both|continuing to"
           r"|continue to|continued to|working to|continuing|busy|in the process of|beginning to"
           r"|starting to|about to|trying to|able to|then|just|investigating and|hard at|presently"
           r"|again|have|quickly|carefully|immediately|temporarily|going to) ){0,3}")
ACTION = (
    _rule(r"(?:investigat(?:e|ing)|looking (?:in)?to|lookign into|look(?:ing)? at (?:it|this|the)"
          r"|working (?:on|to|with|towards|hard|around)|wroking on|monitor(?:ing)?|on it|on the case"
          r"|mitigating|repairing|rolling (?:back|out)|rolled (?:back|out)|deploying|reverting"
          r"|reverted|restarting|rebooting|rerouting|rebuilding|rebuidling|failing over|draining"
          r"|troubleshooting|diagnosing|escalat(?:ed|ing)|backfilling|replaying|under investigation"
          r"|investigation (?:is|continues|ongoing|has|into)|being (?:investigated|looked|rerun|fixed"
          r"|repaired|rerouted|replaced|restored|worked|addressed|handled|deployed|rolled)"
          r"|work to (?:\w+ ){0,2}(?:mitigate|fix|restore|resolve|repair)|work (?:continues|is under"
          r"|on (?:a|the|this))|working (?:closely )?with)",
          after=r"(?:not|stop|avoid|without|was|were|why) (?:\w+ )?",
          unless=r"(?:all|are|is) (?:\w+ )?working normally|until we(?:'ve| have) finished"
                 r" investigating"),
    _rule(rf"(?:we|i|they|{_TEAM})(?:'re|'m|'s| are| am| is| were| was| have been| has been) "
          rf"{_ADVERB}{_NOT_DOING}(?:{_DOING})(?:\w+|\b)",
          rf"(?:we|i|they|it|{_TEAM}) {_ADVERB}(?:{_DOING})(?:e|es|s|ed|d|t|en)?(?:\b)"
          r"(?<!works)(?<!look)(?<!looks)",
          after=r"(?:if|when|once|until|after|before|as) (?:\w+ )?|not|they think|unless",
          unless=r"(?:we|i) (?:ask for understanding|do not|don't|can't|cannot|call it|check out)"
                 r"|it (?:works|starts|started|updates|runs|went|did|does)|we take (?:this|your|the"
                 r"|security|these|all)|we did(?:n't| not)|we do(?:n't| not)|seriously"),
    _rule(rf"(?:we|i|they|{_TEAM}|we've|they've|i've|have|has)(?:'ve| have| has)? (?:now |also "
          r"|already |since |just |then |therefore |immediately |promptly )?(?:mitigated|resolved"
          r"|restarted|rolled|rerouted|switched|added|deployed|applied|implemented|disabled"
          r"|enabled|stopped|paused|put|asked|called|moved|redirected|engaged|identified and"
          r"|increased|scaled|updated|fixed|repaired|replaced|restored|completed|reverted|marked"
          r"|taken|started|begun|failed over|sent|opened|promoted|reset|checked|isolated|blocked"
          r"|rebuilt|raised|dispatched|invested|enhanced|improved|bought|upgraded|changed|brought"
          r"|declared|drained|released|corrected|cleared|set up|tested|introduced|made)"
          r"(?! aware| the call)(?! (?:recovered|normal))",
          after=r"not|n't|haven't|been|who|which|if|once|when|until|after",
          unless=r"not (?:\w+ )?(?:fixed|resolved)|by mistake|last night broke"),
    _rule(r"(?:fix|hotfix|mitigations?|remediation|rollback|repair|work|rebuild|restart|patch|failover"
          r"|change|changes|update|rolling restart|workaround) (?:\w+ ){0,8}?(?:is|are|has been|have"
          r" been|was|were|we have) (?:now |being |currently |already )?(?:put )?(?:underway|under way"
          r"|in place|in progress|running|deployed|applied|rolled|rolling|reverted|put|testing|tested"
          r"|ongoing|implemented|shipped)|in progress|hotfix (?:\w+|cherry-picked)|by (?:disabling"
          r"|reverting|rolling|restarting|uploading|updating|scaling|adding|removing|routing"
          r"|redirecting|pausing|remediating|increasing|rerouting|replacing|switching|temporarily)",
          after=r"not|no|once|when|until|after|if", unless=r"once the (?:\w+ )?(?:fix|mitigation)"),
    _rule(rf"{_TEAM} (?:is|are|has|have been)? ?(?:\w+ )?(?:on site|on (?:its|their|the) way|at the|there|on the roof"
          r"|on it|called|dispatched|isolating|scrambl\w+|running around|are|informed|assigned)",
          r"(?:crews|technicians|engineers|teams?) (?:\w+ing)|all hands on deck|on site",
          after=r"no|not|without", unless=r"(?:thank|available|happy|happier)"),
    _rule(r"(?:will|'ll) (?:be )?(?:bounce|bouncing|restart\w*|repair\w*|replac\w+|deploy\w*|switch\w*"
          r"|rolling|undergoing|fix(?:ing)?|updating the|applying|apply|scaling|migrat\w+|add|bring"
          r"|continue to (?:monitor|investigate|work)|proactively|refund|reimburse|monitor\w*"
          r"|working|disable|revert|address)",
          r"maintenance (?:on|work|window|in|to|is|was)|(?:undergoing|performing) (?:\w+ )?maintenance"
          r"|scheduled maintenance(?! has been)",
          r"(?:are|is) (?:being|to be) (?:\w+ed|rerun|undone|taken|put|rebuilt)|implementing"
          r"|in (?:close )?(?:dialogue|contact) with|another idea|send (?:by|a|an) \w+"
          r"|(?:we|they) (?:make|search|correct|send|do|use|become|get)\b|rerouting|run on the"
          r"|(?:deadline|tickets?|tests?) (?:\w+ ){0,4}(?:is|are|has been) (?:moved|extended|valid)"
          r"|going through|taking it back|we did \w+|hand over to|on (?:our|the) way",
          after=r"not|no|once|when|until|after|if",
          unless=r"will not|we do not|we don't"),
    _rule(r"trying (?:to|everything)|doing (?:everything|all)|busy \w+ing"),
)

_TELL = (r"(?:use|take|call|phone|go|try|restart|refresh|reload|reboot|switch|log|sign|write|copy|pay"
         r"|keep|save|download|print|boil|stay|walk|visit|send|enter|avoid|clear|install|reset"
         r"|change|connect|disconnect|bring|come|retry|re-?enter|re-?start|open|close|rerun|re-run"
         r"|stop and start|ring|text|email|queue|wait (?:\d|until|with|before)|plan|travel|ride|drive"
         r"|board|order|turn|unplug|leave|export|check in|work from|fall back|revert to|select|choose"
         r"|delete|remove|buy|book|ask|show|hold|collect|withdraw|carry|rely|stick|join|access"
         r"|reinstall|upgrade|quit|start|stop|do|manually|click|follow (?:the|these) steps|store|pin)")
_NOT_HELP = (r"(?!(?:\w+ ){0,2}(?:patient|with us|tuned|calm|us at|our (?:status|blog|page|twitter)"
             r"|calling|hammering|sending tickets|an eye|checking|posted|up to date|updates|note|know"
             r"|understanding|the time to|care|assured|on it\b|our word|no bad|for updates|the status)"
             r")")
WORKAROUND = (
    _rule(r"work[- ]?arounds?", after=r"no|not|without|a permanent|any|develop\w*"),
    _rule(rf"(?:please|pls|plz|kindly) (?:to )?(?:do not |don't |dont |do |only |also |always |still |now |just "
          rf"|instead |either |use )?{_NOT_HELP}{_TELL}(?: (?!us\b|the updates)[\w'-]+){{0,12}}",
          unless=r"please (?:please )?wait\b|contact support|stop calling|stop sending|please keep in"
                 r" mind|please (?:check|visit|follow) (?:our|the|this) (?:status|link|page|blog)"
                 r"|please stop (?!and)|please follow the link"),
    _rule(rf"you (?:can|may|could|should|must|might|will need to|need to|have to|will be able to"
          rf"|may want to|are able to) (?:still |also |always |instead |now |then |continue to "
          rf"|safely |only |manually )?{_NOT_HELP}(?!not be|be (?:sure|assured)|rely|see|notice|find"
          rf"|read|follow|expect|experience|track|also see|still see|not|have\b|hear|subscribe|count)"
          r"(?:[\w'-]+ ?){1,12}",
          r"(?:affected |impacted )?(?:customers|users|teachers|passengers|patients|players|people)"
          r" (?:can|should|will need to|may want to|may wish to|must|need to) "
          r"(?!(?:still )?(?:not|no longer|see|notice|experience|expect|be\b|also|have\b|now|find))"
          r"(?:[\w'-]+ ?){1,10}",
          after=_NO + r"|if(?: \w+){0,2}|do|nothing",
          unless=r"you (?:can )?rely on|don't need to|nothing you|you can (?:follow|find|read|see"
                 r"|subscribe|track)|unable|no longer be able|will not be able"),
    _rule(r"(?:do not|don't|dont|never|no need to) (?!need|have to|know|want|worry|panic|think"
          r"|apologi|comment|say|stop\b|see|hesitate|get|believe|run\b|work|expect|call us|forget"
          r"|understand|like|promise|even|let|plan|care|show|appear|load|hope|yet|guess|arrive|blame"
          r"|can|be|miss|listen|have)"
          r"(?:try|pay|buy|enter|re-?enter|restart|re-?install|log|open|click|come|use|trust|tursut|send"
          r"|book|share|delete|submit|resend|re-?send|retry|repeat|drink|touch|turn|unplug|reset|update"
          r"|upgrade|press|travel|drive|visit|change|leave|install|refresh|reload|make|place|type|cancel"
          r"|attempt|go|charge|transfer|rely|take|write|give)(?: [\w'-]+){0,8}",
          after=r"(?:we|they|i|who|that|users|customers|trains|it|some|results|which|pages|emails|apps"
                r"|calls|messages|you)(?: \w+)?|no, you|please|why"),
    _rule(rf"(?:(?:if|when|until|for|to|before|where|should|instead of|in case)\b[^.,;:]{{2,80}}[,:] "
          rf"(?:please |just |then |you can |simply )?{_NOT_HELP}{_TELL}(?: [\w'-]+){{1,10}})",
          unless=r"please (?:please )?(?:wait|be patient)|contact us|would be|stopped|stop calling|tell"
                 r"|we (?:switch|stop|send|call|go|take)"),
    _rule(rf"(?:in the meantime|meanwhile|until then|for now|as an alternative|alternatively),?"
          rf" (?:\w+ )?(?:{_TELL}|you|here|we (?:recommend|suggest|advise))(?: [\w'-]+){{1,10}}",
          r"(?:can|could|may) be used (?:as an alternative|instead|meanwhile|for now)"
          r"|as an alternative|(?:current |temporary )?mitigation is to \w+|safest (?:choice|way|option)"
          r"|(?:is|are) departing each|(?:buses|shuttles?|taxis) (?:replace|run instead|are available)"
          r"|(?:recommend|suggest|advise|encourage) (?:that )?(?:\w+ )?(?:using|to use|you|users|customers"
          r"|switching|waiting|not|retrying|saving|keeping)(?: [\w'-]+){0,6}",
          r"(?:branches|counters|desks|offices|the office|stores)(?: [\w'-]+){0,5} (?:are |is |stay |remain )?"
          r"open(?: today)?(?: [\w'-]+){0,8}",
          after=r"no|not"),
)
# An order at the start of a clause, to readers.
ORDER = re.compile(
    rf"(?:^|[.!?:;,–—-]\s|\band\s|\bbut\s|👉\s?)[\W_]*(?:just |instead |simply |kindly )?{_NOT_HELP}"
    r"((?:use|take|call|go to|try|restart|refresh|reload|reboot|switch to|log (?:out|off|in)|sign (?:in|out)"
    r"|write|copy|keep|save|download|print|boil|walk|stay (?:inside|home|where|off|away)|avoid|clear"
    r"|change|unplug|reinstall|retry|pay (?:in|by|with)|board|bring|turn|reset|pay cash|wait with|ring"
    r"|plan|queue|send (?:it|your|them) (?:by|as|via)|come to)(?: [\w'-]+){1,10})",
    re.IGNORECASE,
)
ORDER_UNLESS = _words(r"we (?:will|are|have|can)? ?(?:call|go to|try|restart|switch|use)", r"i know",
                      r"(?:will|to|we|they|and then|you'll) (?:use|take|call|try|restart|refresh)",
                      r"take (?:this|your|the|it) (?:very )?seriously", r"call (?:off|us back)",
                      r"keep (?:you|users|everyone|an eye|calm|refreshing)", r"it takes?",
                      r"trying to", r"change (?:of|in)")

_NEWS = (r"(?:updates?|news|word|info|information|messages?|note|post|report|statement|announcements?|bulletin"
         r"|ping|comms|communication|briefing|status|check-in|progress report|udpate|details|call)")
_SAY = (r"(?:update|post|report|write|announce|inform|tell|let (?:you|everyone|all) know|come back|get back"
        r"|be back|share|hear|read from|speak|talk|return|send|keep you (?:posted|informed|updated)|provide"
        r"|give|say more|follow up|notify|be in touch|communicate|publish|check back|check in|message)")
_BY = (r"(?:at|by|until|till|around|about|before|no later than|latest|not later than|from|on|for|due|expected"
       r"|approximately|~|shortly after|after|again)")
_WHEN = (rf"(?:(?:{_BY}\s){{0,3}}(?:the\s|this\s)?(?:{CLOCK}|tomorrow(?:\s\w+)?|tonight|this\s(?:evening|afternoon"
         rf"|morning)|{DAY})(?:\s?(?:utc|gmt|cet|cest|est|pst|brt|local\stime))?"
         rf"(?:(?:,|\sand|,\sthen|,\sand|\sor)\s(?:at\s)?{CLOCK}){{0,4}}|{WAIT}|{INTERVAL})")
NEXT_UPDATE = (
    _rule(rf"(?:next|another|further|more|new|following|the next) {_NEWS}(?: (?!when|once|as soon|soon|if|until"
          rf")[\w'-]+){{0,6}}?:?,? ?{_WHEN}",
          rf"next {_NEWS}:? {_WHEN}",
          rf"{_NEWS}:? (?:[\w'-]+ ){{0,3}}?{INTERVAL}(?:, every hour)?",
          rf"{_NEWS} (?:follows?|to follow|coming|due|will follow|again|will come|expected)"
          rf"(?: [\w'-]+){{0,4}}? {_WHEN}",
          rf"(?:more|news|back)(?: (?:from us|news|here|information|details|to come))? {_WHEN}",
          unless=r"no (?:next )?update|back (?:to normal|online|up|in service) (?:at|by|in|within)|"
                 r"(?:will be|is|are|come|comes|power|be) back (?:\w+ )?(?:at|by|in|within)"),
    _rule(rf"{_NEWS}:? {CLOCK}", after=r"(?:this|last|previous|was|the last) (?:\w+ )?",
          unless=r"last update|updated at|posted at"),
    _rule(rf"(?:we|i|you|you'll|{_TEAM})(?:'ll|'d| will| shall| can expect to| should| plan to| aim to| are going to"
          rf"| intend to)? (?:\w+ ){{0,3}}?{_SAY}(?: (?!when|once|as soon|soon|if|was|were|it was|about)"
          rf"[\w',-]+){{0,10}}?,? {_WHEN}",
          rf"{_WHEN},? (?:we|i|you)(?:'ll| will)? (?:\w+ ){{0,2}}?{_SAY}",
          rf"{INTERVAL} and (?:post|report|write|tell|share)(?: [\w'-]+){{0,4}}",
          rf"(?:post|posting|reporting|write|report)(?: [\w'-]+){{0,3}} {INTERVAL}",
          after=r"when|if|that",
          unless=r"reported (?:at|by)|went wrong|we (?:posted|reported|wrote|told|sent|updated|announced) "
                 r"|publish (?:what|a|the|our) |no time|sent (?:after|at|before)"),
)

_DONE = (r"(?:fixed|restored|resolved|back|available|working|work again|work|completed?|done|processed|running"
         r"|reopen\w*|recover\w*|finish\w*|online|up|normal|delivered|solved|repaired|caught up|mitigated|gone|over"
         r"|ready|live|restoration|resolution|visible|good|return(?:s|ed)?|resumes?|fixes|fix|solution|power"
         r"|everything runs|paid out)")
_AIM = (r"(?:expect(?:ed|s)?|estimate[sd]?|should|plan(?:s|ned)?|hope|aim(?:ing)?|will|shall|'ll|needs?|takes?|going to"
        r"|shoud|likely|anticipate[sd]?|forecast|target(?:ing)?|correct|be)")
_OVER_BY = (rf"(?:(?:by|at|until|till|before|around|about|no later than|on|from|over|after)\s(?:the\s)?(?:about\s|around\s"
            rf"|approximately\s|approx\.?\s)?(?:{POINT}|{DURATION})|{WAIT}|tonight|tomorrow(?:\s\w+)?|today"
            rf"|over the weekend|this (?:evening|afternoon|morning))")
_NOT_ETA = (r"next (?:update|word|message|info\w*|news|post|note)|no eta|(?:was|were|been) (?:\w+ )?(?:restored|resolved|fixed"
            r"|recovered|repaired|mitigated|completed)|update (?:you )?(?:at|in|by)|tell you|will (?:write|post|report|update"
            r"|inform|announce)|we report|hear from|publish|delayed by|delays? of|deadline|no promise|more from us|reported")
ETA = (
    _rule(rf"eta(?: is| of|:| -|=)? ?(?:for \w+ (?:\w+ )?)?(?:is )?(?:now |about |around |approx\.? |~ ?|in |at |by )*"
          rf"(?:{DURATION}|{CLOCK}|{DAY})",
          after=r"no|not"),
    _rule(rf"{_AIM} (?:\w+ ){{0,10}}?{_DONE}(?: [\w'-]+){{0,5}}? (?:{_OVER_BY})",
          rf"{_DONE}(?: [\w'-]+){{0,3}}? (?:in|within) (?:about |around |approx\.? |less than |under |~ ?|the next )?{DURATION}",
          rf"{_DONE}(?: [\w'-]+){{0,3}}? within the (?:next )?(?:half[ -])?hour",
          rf"(?:expect|estimat\w+|anticipate|hope|aim)(?: [\w'-]+){{0,12}}? (?:by|within|before|until|in) "
          rf"(?:about |around |the next |less than )?(?:{POINT}|{DURATION})",
          rf"(?:takes?|needs?|need|last|lasts|require)(?: [\w'-]+){{0,3}}? (?:about |around |another |up to |aprox |approx\.? |until )?"
          rf"(?:{DURATION}|{POINT})",
          rf"(?:shoud|should) take (?:\w+ )?{DURATION}",
          rf"(?:completed|done|finished|fixed|restored)(?: [\w'-]+){{0,2}} in (?:less than |about |approx\.? )?{DURATION}",
          after=r"(?:was|were|has|have|had|been|had been) (?:\w+ )?|no",
          unless=_NOT_ETA + rf"|took {DURATION}|should have"),
    _rule(rf"(?:closed|cancell?ed|out of (?:order|service)|unavailable|suspended|paused|not (?:available|possible|running)"
          rf"|shut|offline|down|stopped|correct(?: it)?|delayed|interrupted)(?: [\w'-]+){{0,6}}? (?:until|till) (?:about |around )?"
          rf"{POINT}",
          rf"until {CLOCK}",
          unless=_NOT_ETA + r"|was|were|lasted|from"),
    _rule(rf"maintenance (?:window )?[^.]{{0,60}}?(?:from|between) [^.]{{0,60}}?(?:to|until|and) [^.]{{0,30}}?{CLOCK}(?: utc)?",
          rf"will [^.]{{0,40}}?(?:paused|unavailable|offline|down|closed) [^.]{{0,40}}?(?:from|between) [^.]{{0,40}}?(?:to|until|and)"
          rf" [^.]{{0,20}}?{CLOCK}",
          rf"from [^.]{{1,30}}? to {CLOCK} because",
          unless=r"was|were|experienced|completed|has been"),
    _rule(rf"(?:by|before|at|until|from) (?:{POINT}|nine)(?: utc| on| sharp)?,? (?:\w+ ){{0,5}}?(?:will be|we will have"
          rf"|runs|should be|it will|is back|are back|will have) (?:\w+ ){{0,2}}(?:delivered|fixed|restored|back|resolved|normal|over"
          rf"|working|available|as planned|planned)?",
          rf"(?:reopens?|comes? back|come back|is back|are back|follows|resumes?|returns?|back for \w+|finishes|ends|runs again|restarts?)"
          rf"(?: [\w'-]+){{0,5}}? (?:{_OVER_BY})",
          rf"(?:will|shall|'ll) (?:\w+ ){{0,6}}?(?:{_DONE}) (?:\w+ ){{0,4}}?(?:{_OVER_BY})",
          unless=_NOT_ETA + r"|information follows"),
)

APOLOGY = (
    _rule(r"sor+y+|sry|srry|apolog\w+|excuse us|ashamed|regret(?:s|ted)?|pardon us|forgive us|mea culpa|our bad",
          after=r"not|no|n't|without|won't|never|you'll be|so feel"),
)
EMPATHY = (
    _rule(r"(?:we|i) (?:all )?(?:know|see|realise|realize|understand|can imagine|imagine|feel|hear|recogni[sz]e)"
          r" (?:that |how |what |very well )?(?:(?:many|some|most|all) of )?(?:you\b|people|families|parents|this (?:hits|comes"
          r"|means|hurts|leaves)|how (?:hard|much|worrying|frightening))(?! (?:frustrat\w+|to know|for|can|may|have questions))"
          r"[^.!?]{3,80}",
          unless=r"frustrat\w+|we know what|inconvenience|who we are|understand your|know the cause"),
    _rule(r"you (?:are|may be|have been|were) (?:\w+ )?(?:standing|waiting|sitting|stuck (?:in|at|on)|stranded|left|missing"
          r"|counting on|relying|worried|afraid|scared)[^.!?]{3,60}",
          r"(?:above all|especially|particularly|in particular|and) to (?:those|all|everyone|anyone|families|the families|you) "
          r"(?:who|whose|of you)[^.!?]{3,60}",
          r"(?:apologi\w+|sorry)[^.!?]{0,20} to (?:all|everyone|those|anybody|anyone|people) (?:who|whose|of you)[^.!?]{3,80}",
          r"(?:hard|bad|long|difficult|worrying|frightening|stressful|anxious|painful|rough|terrible) (?:\w+ )?(?:morning|day|night|evening|"
          r"hours?|time|wait|week|for (?:families|people|you|those|everyone|parents|patients|many))[^.!?]{0,50}",
          r"(?:thinking of|our thoughts are with)[^.!?]{3,40}|waited (?:weeks|months|hours|all)[^.!?]{0,60}",
          after=r"no|not|(?:if|until)(?: \w+)?",
          unless=r"is a bad time|all day|(?:day|night|long) (?:shift|to)|what a"),
)
RESPONSIBILITY = (
    _rule(r"(?:our|my) (?:own )?(?:fault|falt|mistake|error|responsibility|failure|oversight|fail|doing|bad|negligence)",
          r"(?:this|that|it) (?:is|was|'s)?(?: entirely| all| fully)? ?on us|the (?:fault|mistake|blame) (?:is|was) (?:\w+ )?ours",
          after=r"not|n't|isn't|wasn't|nor|never|no|correct",
          unless=r"not our|isn't our|wasn't our|due to our|our (?:\w+ )?error (?:rate|log|message|page)s?"),
    _rule(r"(?:we|i) (?:should(?:'ve| have)|ought to have|could have (?:prevented|caught)|failed to|failed you|let you down|were wrong"
          r"|was wrong|got (?:it|this|that) wrong|made (?:a |an |the )?(?:\w+ )?(?:mistake|error)s?|messed up|screwed up|broke it"
          r"|forgot|overlooked|missed (?:it|this|the|a)|own (?:this|it|that)|(?:take|accept|bear|assume) (?:\w+ )?(?:responsibility|"
          r"the blame)|(?:are|am) (?:\w+ )?(?:responsible|to blame)|did not (?:test|check|see it)|caused (?:this|it)"
          r"|have no (?:excuse|one else)|had no alarm)",
          after=r"if|whether|that"),
    _rule(r"(?:mistakenly|accidentally|inadvertently|erroneously|wrongly)(?: \w+)?",
          r"(?:a |the )?(?:process|human|procedural) (?:error|failure|mistake)(?! by)|gaps? in our \w+|(?:shortcoming|failing|oversight)s?"
          r" (?:in our|on our)|this oversight|our \w+ (?:was not|were not|weren't|wasn't) (?:good enough|ready|tested|prepared)"
          r"|we [^.;]{3,40} by (?:mistake|accident|error)",
          after=r"not|if|may have",
          unless=r"users? (?:\w+ )?(?:mistakenly|accidentally)|may have|you (?:\w+ )?(?:accidentally|mistakenly)"),
)
BLAMES = (
    _rule(rf"{_OTHERS}(?:'s)? (?:\w+ )?(?:\w+ )?(?:error|errors|fault|failure|failures|outage|mistake|failed|fails|broke|caused|changed|let"
          r"|has failed|has let|made|did not|didn't|forgot|ignored|is (?:to blame|responsible|down|at fault)|are (?:to blame|responsible)"
          r"|side|switched off|cut|deleted|messed|had an? (?:outage|incident|issue|problem)|(?:configuration|config|network) (?:change|error"
          r"|configuration)|configuration)",
          r"(?:error|errors|issue|issues|fault|failure|failures|outage|problem|problems|route|incident|disruption)(?: \w+){0,4}? (?:with|at|from|of|by|in"
          rf"|within|internal to|on) (?:(?:the|our|an?|one of our|one of|some of our) )?(?:\w+ )?{_OTHERS}",
          rf"(?:caused|triggered|due|down) (?:by|to) (?:(?:the|our|an?|one of our) )?(?:\w+ )?{_OTHERS}",
          rf"(?:blame|thanks to|complain to|typical of|courtesy of|always) (?:\w+ )?(?:\w+ )?{_OTHERS}|from the vendor",
          after=r"not|no",
          unless=r"(?:continu\w+ to |still )?investigat\w+ (?:the |an |this )?issues? with our (?:upstream )?provider|not (?:the|our) (?:provider|vendor|supplier)'?s?"
                 r" fault|working with (?:our|the) \w+ to (?:fix|resolve) (?:the|this|an) issue"),
    _rule(r"(?:an?|the|some|one|our|another) (?:\w+ )?(?:intern|colleague|employee|night shift|junior|contractor|administrator|predecessor|previous team"
          r"|other team|other department|it department|marketing|management|sales|developers?|engineer|operator|admin|trainee|head office)"
          r" (?:\w+ )?(?:pushed|left|forgot|deleted|made|broke|did|caused|messed|ignored|refused|unplugged|failed|didn't|never|would not|wouldn't"
          r"|changed|pressed|decided|insisted|screwed)",
          r"night shift (?:left|forgot|broke)|(?:nobody|no one|they never|management never|they didn't) listen(?:ed|s)?|we (?:told|warned) (?:them|management|the)"
          r"|(?:cleaning|clearing) up after|he has been spoken to|someone (?:else )?(?:forgot|pushed|broke|messed|screwed|left)"),
    _rule(r"(?:because|since|as) (?:\w+ )?(?:users|customers|people|players|you|everyone|passengers|parents|clients)(?: all)? (?:keep|kept|are|were|did|do|"
          r"don't|didn't|will|won't|have|flood|hammer|overload|ignore)",
          r"(?:users|customers|people|players|you|everyone) (?:\w+ ){0,2}(?:hammering|flooding|overreact\w*|refreshing too|abusing|misusing|panicking|should have read"
          r"|ignored|doing it wrong|at fault)|if (?:everyone|everybody|people|users|you)(?: all)? (?:\w+ )?(?:stopped|would stop|had|hadn't|didn't|would just|read)",
          r"you (?:probably|likely|may|might|must|have) (?:have |be |are |using |did )?(?:an? |an )?(?:old|outdated|wrong|not|bad|poor|using|forgot|unsupported|slow|own)",
          r"(?:check|restart|blame|fix) your (?:own )?(?:connection|internet|wi-?fi|router|device|settings|phone|network|browser|computer|equipment)",
          r"your (?:own )?(?:fault|mistake|device is|phone is|connection is|wi-?fi is|side|end)(?! of)|user error|local circumstances|hotel wi-?fi"
          r"|overreacting|stop (?:whining|complaining)"),
    _rule(r"not us|(?:not|isn't|wasn't|never) our (?:fault|mistake|problem|doing|side|end)|(?:their|his|her|its) (?:own )?(?:fault|mistake|side|end|mess|"
          r"negligence|incompetence|problem not ours)|(?:on|at) (?:their|the provider's|the vendor's|the supplier's) (?:side|end)|(?:is|are|was) to blame"
          r"|blame (?:the|them|him|her|it)|(?:the )?(?:press|media|newspapers|journalists) (?:\w+ ){0,2}(?:exaggerat\w+|wrong|lying|lies|invented?|blow\w*|panic\w*)"
          r"|let us down|(?:has|have) failed us|(?:screwed|messed) (?:it |us )?(?:up|over)|without telling us|third[- ]party (?:\w+ )?(?:configuration|change|failure|error|outage|bug)",
          after=r"no one|nobody|not|sorry (?:\w+ )?|don't|isn't|won't|we|never"),
)

_LOST = r"(?:lost|lose|losing|deleted|missing|disappear(?:ed)?|gone|erased|wiped|damaged|destroyed|corrupted|vanished|overwritten)"
_DATA = (r"(?:data|messages?|files?|information|documents?|photos?|records?|passwords?|accounts?|details|credentials|tickets?|work|results?|payments?"
         r"|transfers?|seats?|orders?|bookings?|calls|recordings?|emails?|history|content|posts|reservations?|marks|appointments?|purchases|points)")
_NO_SIGN = r"(?:no (?:evidence|sign|signs|indication|indications|reason to believe|proof)|nothing to suggest|nothing (?:that )?(?:points|pointing|suggests))"
DENIES: dict[str, tuple[Rule, ...]] = {
    "attack": (
        _rule(r"(?:not|n't|never|no|nor)\s(?:\w+ ){0,4}?(?:attack|attacks|attacked|hack|hacked|hackers?|cyber-?\s?(?:attack|incident)|intrusion|sabotage|ransomware"
              r"|malware|virus|malicious|security (?:incident|breach|issue|problem)|ddos)(?: [\w'-]+){0,8}",
              rf"{_NO_SIGN} (?:of |for |to |that |at )?(?:\w+ ){{0,5}}(?:attack\w*|hack\w*|intru\w+|sabotage|malicious|breach|ransomware|foul play|cyber\w*|ddos)",
              r"(?:nothing to do with|unrelated to|not related to|ruled? out|exclude|excluded|rumou?rs? of) (?:\w+ ){0,3}(?:attack\w*|hack\w*|cyber\w*|sabotage|intrusion)"
              r"(?: (?:is|are) (?:false|wrong|untrue))?",
              r"(?:attack\w*|hack\w*|sabotage) (?:\w+ ){0,3}(?:is|are|was|were|can be|has been) (?:\w+ )?(?:false|untrue|wrong|ruled out|excluded|unfounded|not true|baseless)"
              r"(?! yet)|not (?:been )?hacked",
              after=r"(?:can|could)(?:not)?|we",
              unless=r"(?:can|could)(?:not|'t| not)(?: yet)? (?:rule|exclude|say|confirm|tell|comment)|not comment|whether|haven't ruled|not ruled|no comment|not yet know|don't know"
                     r"|n't know|not (?:be )?ruled|cannot (?:yet )?say"),
    ),
    "data_breach": (
        _rule(rf"(?:no|nobody's|none of (?:your|the|our)|not|n't)\s(?:\w+ ){{0,5}}?(?:{_DATA} )?(?:\w+ ){{0,4}}?(?:stolen|leak\w*|breach\w*|compromised|accessed|exposed|taken|copied|"
              rf"in danger of theft|read by (?:others|anyone|strangers))",
              rf"{_NO_SIGN} (?:of |that |to )?(?:\w+ ){{0,6}}(?:leak\w*|breach\w*|stolen|compromised|accessed|exposed|unauthori[sz]ed access)",
              r"(?:nobody|no one|no-one|no stranger|no outsider|no third party) (?:\w+ ){0,2}(?:got|get|gets|had|has|gained|has had|broke|broken) (?:\w+ ){0,2}(?:into|access)(?: [\w'-]+){0,3}",
              rf"(?:your |all |customer |personal |user )(?:\w+ )?{_DATA} (?:is|are|remains?|stays?|was|were) (?:\w+ )?(?:safe|secure|protected|untouched|intact)",
              unless=r"(?:can|could)(?:not|'t| not)(?: yet)? (?:rule|exclude|say|confirm)|whether|not yet know|don't know|not comment|if your|action (?:is|was) taken|steps|not taken lightly"),
    ),
    "data_loss": (
        _rule(rf"(?:no|none of (?:your|the|our|these)|not a single|not one)\s(?:[\w'-]+ ){{0,5}}?(?:is|are|was|were|has been|have been|will be|been|will have been|got|has|have)? ?(?:\w+ )?{_LOST}",
              rf"(?:nothing|nobody|no one)\s(?:[\w'-]+ ){{0,5}}?{_LOST}(?: (?:anything|data|messages|\w+))?",
              rf"(?:not|n't|never)\s(?:\w+ ){{0,2}}?(?:been |be )?(?:{_LOST})(?: (?:your|any|the|anything|a) ?\w*)?|no (?:data )?loss",
              rf"(?:your |all |customer |user |every )(?:[\w'-]+ ){{0,4}}(?:is|are|remains?|stays?|was|were) (?:\w+ )?(?:safe|intact|stored|preserved|untouched|still there|all there|kept)",
              after=r"|we|it|don't|i|(?:if|whether)(?: \w+){0,4}",
              unless=r"(?:can|could)(?:not|'t| not)(?: yet)? (?:rule|exclude|say|confirm|tell)|whether|not yet know|don't know|do not know|losing (?:time|hope|patience|it)|lost (?:power|"
                     r"connection|access|contact|in (?:the )?translation)|no longer|you will not|gone (?:wrong|away)|not gone"),
    ),
    "harm": (
        _rule(r"(?:nobody|no one|no-one|no (?:passengers?|patients?|people|persons?|staff|\w+))\s(?:\w+ ){0,3}?(?:hurt|injured|harmed|in danger|at risk|endangered|charged(?: twice)?|wounded)",
              r"(?:not|n't|never)\s(?:\w+ ){0,2}(?:at risk|in danger|dangerous|endangered|unsafe|a safety)|no (?:\w+ )?(?:danger|risk|injur\w+|casualt\w+|harm|safety (?:issue|risk|concern)s?)(?! of)"
              r"|(?:your )?(?:money|funds|savings|balance|balances|deposits?) (?:is|are|remains?|stays?) (?:\w+ ){0,2}(?:safe|there|secure|correct|untouched)"
              r"|(?:everyone|everybody|all passengers|all patients|passengers|patients|people) (?:is|are|remains?) (?:\w+ )?safe|nobody (?:will|is going to) (?:lose|pay)(?: \w+)?"
              r"|no money (?:\w+ ){0,3}(?:lost|missing|stolen|gone)",
              unless=r"whether|don't know|cannot rule|can't rule|not comment|not sure"),
    ),
    "problem": (
        _rule(r"(?:we|it|this|that|app|service|site|system|network|servers?|platform|everything|all|nothing)(?: (?:is|are|was|were|'s|'re)|'re|'s) (?:\w+ )?(?:not (?:down|broken|offline|an? (?:\w+ )?"
              r"(?:outage|problem|issue|incident|fault|crash))|perfectly fine|just fine|absolutely fine|fine\b(?! again)|wrong on our)",
              r"(?:there (?:is|was|are|were)|we (?:have|see|had)|i see) (?:absolutely |currently )?no (?:\w+ )?(?:outage|problems?|issues?|disruptions?|incidents?|faults?|interruption)(?! (?:with other|for other|in other|else))"
              r"|no (?:outage|problem|issue) (?:here|on our (?:side|end))|nothing is (?:wrong|broken|down)|never (?:went )?down",
              r"which is (?:\w+ )?normal for|(?:is|are) (?:completely |perfectly |totally |quite )?normal for (?:a|the|this)|works? (?:as (?:designed|intended))"
              r"|not a real (?:problem|issue)|monitoring (?:shows|is) (?:all )?green|(?:rumou?rs?|reports?|claims?) (?:of|about|that) (?:\w+ ){0,6}(?:are|is) (?:false|wrong|untrue|exaggerated|unfounded)",
              after=r"if|when|until|once|unless|whether|say|says|again|believe|back (?:and )?|not|that other|all other",
              unless=r"again|not yet|until|once|other (?:services|systems|features|regions|models)|resolved|restored|recovered|since|all systems normal|no (?:issues?|problems?|disruptions?) (?:to|for|with|in) (?:other|the other)"
                     r"|impact to"),
    ),
    "fault": (
        _rule(r"not us|(?:not|isn't|wasn't|is not|was not|never) (?:\w+ )?(?:our|on our) (?:fault|mistake|problem|doing|error|side|end|responsibility)|nothing to do with us"
              r"|we (?:did|have done) nothing wrong|(?:we|i) (?:are|am) not (?:responsible|to blame|at fault)|(?:isn't|wasn't|is not|was not) us|we (?:did not|didn't) (?:cause|do|break)(?: (?:this|it|anything))?"
              r"|(?:beyond|outside|out of) our control|entirely on their side",
              after=r"sure", unless=r"beyond our control\?|whether"),
    ),
}

SEEMS_FINE = _rule(
    r"(?:app|service|site|website|platform|system|systems|network|portal|shop|product|application)s? (?:is|are) (?:\w+ )?(?:fine|available|up|working (?:fine|normally|as (?:designed|intended|expected)))"
              r"(?! (?:again|now|to|for|in|from|as)\b)",
    r"operations? continues?|business as usual",
    after=r"if|when|until|once|unless|whether|again|back (?:and )?|not|other(?: \w+)?",
    unless=r"again|not yet|other (?:services|systems|features|regions|models)|resolved|restored|recovered|since",
)
"""All is well; a denial when nothing in the text admits a problem."""

MINIMISES = (
    _rule(r"(?:tiny|small|little|minor|slight|mini|wee|minuscule|trivial|insignificant|negligible|harmless|short) (?:\w+ )?(?:hiccups?|glitch(?:es)?|blips?|inconveniences?|hitch(?:es)?|snags?|bumps?|wobbles?|quirks?|niggles?"
          r"|matter|thing|problem|issue|nuisance|annoyance|delay)",
          r"nothing (?:\w+ )?(?:to worry about|serious|dramatic|major|big|bad|to see here|to be alarmed)|no (?:big |real |great )?(?:deal|drama|biggie|harm done|worries|cause for (?:alarm|concern))|no reason (?:to|for) (?:worry|panic|alarm|concern)"
          r"|no need to (?:worry|panic|be alarmed)|not (?:a big|the end of|a real|that bad|a huge|worth|a major|such a)(?: \w+){0,2}|isn't (?:a big|the end|that bad)|hardly (?:a|worth|any|noticeable)|barely (?:noticeable|noticed|affected)"
          r"|(?:won't|will not|wouldn't|do not|don't) even notice|(?:most|many) (?:\w+ ){0,3}(?:won't|will not|did not|didn't) (?:\w+ )?notice|storm in a teacup|blown out of|overreact\w*|exaggerat\w+"
          r"|sort (?:itself|themselves) out|first[- ]world problem|walking is healthy|could be worse|happens to (?:everyone|the best)|calm down|only a (?:bit|little|minor|small|few)|just a (?:bit|little|minor|small|few|couple|handful|glitch|hiccup|blip)",
          after=r"not|n't|isn't|no|than", unless=r"not a (?:small|minor|little)|no small"),
    _rule(rf"(?:it is|it's|this is|that is|that's|its) (?:only|just|merely) (?!now|been|happened|be\b)(?:\w+ ){{1,4}}\w+|just {DURATION} of|just (?:one|two|three) (?:little|small|\w+ ago)?|mere \w+"
          r"|merely (?:a|an|the) \w+|(?:a )?(?:tad|bit|little|touch) slow(?:er)?",
          after=r"not", unless=r"not just|not only|only available|measured|just (?:been|happened)"),
)
_HEDGE = r"(?:maybe|perhaps|probably|presumably|supposedly|apparently|conceivably|possibly)"
SPECULATES = (
    _rule(rf"{_HEDGE}(?: [\w'-]+){{1,8}}",
          after=r"most", unless=r"you (?:should|can|may) (?:probably|perhaps)"),
    _rule(r"(?:we|i) (?:\w+ )?(?:suspect|guess|think|reckon|assume|believe|bet|imagine|fear|presume)(?: that)? (?:it|this|the|that|there|somebody|someone|we are|we're|they|a|an|our|some|one)(?: [\w'-]+){1,8}"
          r"|(?:we|i) suspect(?: [\w'-]+){1,6}|suspected (?:cause|culprit|reason|source)|(?:my|our) (?:bet|guess|theory|hunch|gut|money|suspicion|best guess|working theory)(?: [\w'-]+){1,6}"
          r"|(?:the )?(?:likely|probable|possible|most likely|suspected|potential) (?:cause|source|culprit|reason)",
          r"(?:it|this|that|which) (?:could|might|may) (?:well |also |just |all )?(?:be|have been|be caused|have (?:something )?to do)(?: [\w'-]+){1,8}|could be (?:a|an|the|that|some|our|your|related|down to|caused|because)(?: [\w'-]+){0,6}"
          r"|might (?:be (?:a|an|the|that|some|our|related|caused|gone|because)|have been)(?: [\w'-]+){0,6}|(?:may|might|could) (?:have been |be )(?:caused|triggered|due|related|behind)(?: [\w'-]+){0,6}"
          r"|must (?:be|have been) (?:the|a|an|some|our|their|hack\w*|an)(?: [\w'-]+){0,5}|looks like (?:a|an|the|it|some|our)(?: [\w'-]+){1,6}|seems? (?:to be|like) (?:a|an|the|some|caused|related|our)(?: [\w'-]+){0,6}"
          r"|who knows|fingers crossed|rumou?r has it|(?:it )?smells like(?: \w+){1,3}|wouldn't be surprised",
          after=r"not|n't|don't (?:\w+ )?|do not|does not|we(?: do)?n't|users|customers|you",
          unless=r"(?:do not|don't|not) (?:think|believe|guess|suspect)|there (?:may|might|could) be|not guess|users? (?:may|might|could)|customers? (?:may|might|could)|could be delayed|i will not|rather than guess"
                 r"|reason to believe|can be used|comment on"),
)

OUTRIGHT = (
    _rule(r"(?:incident|issue|problem|outage|fault|disruption|matter|case)s? (?:has |have |is |are |was |were )?(?:now |been |fully |completely |already )*(?:resolved|solved|fixed|closed|over|ended)",
          r"all (?:\w+ )?(?:is |are )?(?:back to |operating |running |working )?(?:normal(?:ly)?|good|clear|well|green|fixed|ok|fine)(?: again| now)?|everything (?:is |'s )?(?:\w+ )?(?:back|normal|fine|ok|working(?: again| normally)?|works(?: again)?|good|operational|running(?: again| normally)?|operating normally|up(?: again)?|restored|fixed)"
          r"|(?:it's|it is|the (?:outage|incident|disruption) is|this is) (?:all |finally |now )?over|problem solved|(?:we are|we're) (?:\w+ )?back(?: up| online)?(?! (?:to you|with you|in touch|here|at|in \d|by))|(?:we )?fixed\b ?[!.]|(?<![^\W_]\s)(?<![^\W_],\s)(?:resolved|fixed|solved|done) ?[:!.,]|fully operational"
          r"|(?:resolved|closing|closed|resolving) (?:this|the) incident|all[- ]clear|fixed at",
          after=r"(?:until|once|when|if|after|as soon as|before|unless|confident|that|whether|not|partially|partly|nearly|almost|hope|hopefully|hoping|expect\w*|say|will be|wait)(?: [\w'-]+){0,6}|\w+n't(?: \w+)?|not|will be|be",
          unless=r"all other|confident (?:that )?the (?:issue|incident|problem)|(?:will|should|to|can) be (?:resolved|fixed|solved|restored|back)|not (?:yet )?(?:resolved|fixed|over|solved)|isn't (?:resolved|fixed|over)|until (?:it|everything|all|the \w+) (?:is|are|has)"),
)
RESTORED = (
    _rule(r"(?:has|have|had|which have|is|are|was|were) (?:now |since |been |fully |all |once again |completely |immediately |then |already )*(?:recovered|restored|resolved|remediated|mitigated|fixed|repaired|solved|caught up|back(?! to you)|reopened|running (?:again|normally|as)|working (?:again|normally)"
          r"|operating (?:again|normally)|functioning normally|up again|available again|stable again|operational(?: again)?)",
          r"(?:we|i|they|and|which|promptly|immediately|change) (?:have |'ve |has |had )?(?:now |since |fully |successfully |immediately |promptly |then |also )*(?:mitigated|resolved|fixed|restored|remediated|repaired|restoring|resolving|resolve[sd]?)(?: [\w'-]+){0,4}",
          r"(?:we've|they've|i've) (?:now |since |fully )*(?:mitigated|resolved|fixed|restored|repaired)(?: [\w'-]+){0,4}",
          r"(?:operating|running|working|functioning) (?:normally|as (?:usual|normal|expected))|(?:is |are |now |it's )?back (?:up|online|to normal|in service|in operation|on)|up and running|recovery (?:is )?complete|(?:run|runs|running|work|works|go|goes|load|loads|loading|arrive|arrives|flows?|came back|was came back|come|open|opens|send|sends|moving)(?: \w+){0,3}? (?:again|to schedule|normally)"
          r"|came back|have seen recovery|maintenance (?:has been|is|was) (?:now )?(?:completed?|finished|over)|normal (?:service|operations?) (?:has |have |is |was |were )?(?:been )?(?:resumed|restored)|has returned to normal|service restored|login (?:is )?fixed|\w+ fixed at|will be resolving this incident",
          after=r"(?:until|once|when|if|after|as soon as|before|unless|confident|whether|not|partially|partly|nearly|almost|hope|hopefully|hoping|expect\w*|will|should|to|all other|other|can|may|might|would|must|could|for most people|must)(?: [\w'-]+){0,5}|\w+n't(?: \w+)?|to",
          unless=r"for (?:most|some|many)(?: of)?(?: people| users| customers| you)?|partially|all other (?:\w+ ){0,3}services|(?:will|should|to|expect\w*|can|must) (?:\w+ )?be (?:\w+ )?(?:restored|resolved|fixed|repaired|back|available|delivered|made|mitigated|working)|confident|once the|until|newly created|will (?:help|allow)|as soon as"
                 r"|when (?:we|it|the)|working to|work to|working on|continue to work|not yet|come back at|in order to|is back for everybody within|back (?:by|in|within|at)|will resume|in the process|to resolve|resolve (?:the|this) (?:issue|problem) (?:as|and)|root issue"),
    _rule(r"(?:there was|we had|saw|experienced) (?:a |an |some )?(?:brief|short|temporary|momentary) (?:\w+ ){0,2}(?:blip|outage|interruption|disruption|drop|dip|hiccup|problem|issue|loss)"),
    _rule(r"(?:to resolve the incident|immediately resolved|promptly restoring|resolved the errors|mitigated the (?:impact|incident|issue))(?: [\w'-]+){0,3}"),
)
POSTMORTEM = (
    _rule(r"post[- ]?mortem|post[- ]incident (?:review|report|analysis)|incident (?:report|summary|review)|root[- ]cause analysis|\brca\b|after[- ]action (?:report|review)|retrospective|lessons (?:we )?learn(?:ed|t)|full (?:report|account|write-?up|analysis|review)|write-?up",
          r"(?:publish|share|post|write|report|explain|tell you)(?: [\w'-]+){0,6}? (?:what (?:went wrong|happened)|how (?:this|it) (?:could )?happen(?:ed)?|why (?:this|it) happened|findings|what we (?:change|learned|will change))|what happened(?: yesterday| today| last night| on \w+)?:?(?=[: ])",
          after=r"no", unless=r"rca (?:is )?pending|incident report(?:s|ed)|(?:can't|cannot|don't|do not|not) (?:\w+ ){0,3}(?:know|say|tell|explain|yet)|will (?:help|need)"),
    _rule(r"(?:to|and|in order to|will|help) (?:help )?(?:prevent|avoid|reduce|minimi[sz]e|decrease|detect)(?: [\w'-]+){0,10}? (?:similar|recurrences?|again|future|like this|this (?:problem|issue|from)|regressions|in the future|time to (?:detect\w*|mitigat\w*|recover\w*)|potential for)"
          r"|prevent (?:a |this |similar |these |future )?(?:\w+ ){0,4}(?:recurrences?|again|in the future|going forward|in future|like this)|issues like this(?: one)? in the future|so (?:that )?(?:this|it) (?:does not|doesn't|cannot|can't|won't) happen again"
          r"|(?:reduce|decrease|improve) (?:our |the )?time to (?:detect|detection|mitigat|recover)\w*|preventing (?:a )?recurrence|in response to this incident|as (?:a )?follow[- ]?up (?:to|from)|safeguards",
          r"(?:working (?:to|on)|making|made|implement(?:ing|ed)?|have|has|are|adding|invested in|investing in|reviewing|improving|we've) (?:\w+ ){0,3}?(?:improve(?:d|ments?)?|improving|enhanc(?:e|ed|ing)|invest(?:ed|ing)|strengthen\w*|implement(?:ed|ing)?|updat(?:ed|ing) our|review(?:ed|ing)?) (?:\w+ ){0,4}?(?:monitor\w*|alert\w*|test\w*|process\w*|telemetry|detection|deployment\w*|coordination|playbooks?|procedures?|tooling|resilien\w+|pipeline|safeguards|validation|rollouts?|practices|the way we)",
          r"(?:address|fix|improve|change|consider) (?:\w+ ){0,4}in (?:the )?future \w+|now we have (?:one|an alarm|a check)|working with our (?:[\w-]+ ){0,2}providers? to (?:improve|reduce)|new monitors|investigation pointed to"),
)

CONTENT: dict[str, tuple[Rule, ...]] = {
    "since": SINCE, "cause": CAUSE, "cause_unknown": CAUSE_UNKNOWN, "action": ACTION,
    "workaround": WORKAROUND, "next_update": NEXT_UPDATE, "eta": ETA, "apology": APOLOGY,
    "empathy": EMPATHY, "responsibility": RESPONSIBILITY, "blames": BLAMES,
    "minimises": MINIMISES, "speculates": SPECULATES, "postmortem": POSTMORTEM,
}
"""Contents that one sentence shows by itself."""

ALARM = _words(
    r"disasters?|disastrous|catastroph\w+|nightmare|chaos|chaotic|panic\w*|oh my god|omg|oh no(?: no)*|terrible|horrible|horrif\w+"
    r"|awful|apocaly\w+|meltdown|urgent(?:!|ly)?!|emergency!|doom\w*|help!|help\\.|we(?:'re| are) (?:losing it|doomed|screwed|desperate|overwhelmed)"
    r"|can(?:'t|not) cope|everything is (?:down|broken|dead|gone|lost)|nothing works|gone forever|all is lost|got worse|burning|in flames|on fire"
    r"|(?:total|totally|complete|completely|utter|utterly|absolute) (?:chaos|mess|failure|collapse|down|broken|dead|destroyed|crashed|disaster)"
    r"|crashed completely|went black|mess|pray|no (?:idea|clue) (?:what|why|how)|worst|scary|terrif\w+|devastat\w+|insane|crazy|hell|exploded|collapsed"
    r"|we are being hacked|hacked|being hacked|brace yourselves|god help|all hope|dead|freaking out|hopeless",
)
ALARM_SIGNS = re.compile(r"[\U0001F480\U0001F631\u2620\U0001F6A8\U0001F62D\U0001F630\U0001F628\U0001F4A5]+")
_CAPS = r"[A-Z][A-Z']+"
SHOUTING = re.compile(
    rf"(?:!\s?){{2,20}}|\b{_CAPS}(?:[ ,-]+{_CAPS}){{3,60}}\b|\b(?:NOW|EVERYTHING|EVERYONE|URGENT|HELP|STOP|NEVER|IMMEDIATELY|DISASTER|NOTHING|ALL OF YOU)\b"
)
GUESS_AS_FACT = _words(
    r"(?:it|this|that|the \w+) (?:must|has to) (?:be|have been)(?: [\w'-]+){1,5}|(?:obviously|clearly|surely|undoubtedly|definitely|certainly|without (?:a )?doubt|no doubt)"
    r" (?:the|a|an|it|this|our|their|some|caused|due|because|another)(?: [\w'-]+){0,6}|(?:it is|it's|this is|that's) (?:obviously|clearly|surely|definitely|certainly|always)(?: [\w'-]+){1,6}"
    r"|we (?:already )?know exactly(?: [\w'-]+){1,4}|everyone knows|you probably (?:have|did|are)(?: [\w'-]+){1,6}|100 ?% (?:sure|certain)",
)
ABSOLUTE = _words(
    r"guarantee[ds]?|guaranteed|never (?:ever )?(?:again|happen(?:s|ed)? again)|(?:will|can) never (?:\w+ ){0,3}again|100 ?%(?! of)|i promise|we promise|promise!+|you have (?:my|our) word|give you (?:my|our) word"
    r"|without (?:any )?exception|every single \w+|nobody will have|no matter what|at all costs|(?:you can )?(?:rely|count|bet) on it|definitely|absolutely (?:certain|no|nothing|every\w*)|once and for all|the last outage"
    r"|always (?:works?|on|available)|for ever|forever fixed|best system in the world|impossible that|cannot happen again|can't happen again|by all means|sharp",
)
VAGUE_TIME = _words(
    r"soon|shortly|as soon as (?:possible|we can|it becomes available)|asap|in due (?:course|time)|in the near future|momentarily|before long|any (?:minute|moment) now|at some point|when (?:it is|it's) ready|a few (?:minutes|hours)|later today|in a (?:bit|while|moment)",
)
STOCK = _words(
    r"(?:any |the |for )?(?:any )?inconvenience(?: caused| this may (?:have )?caused?)?|thank you for your (?:patience|understanding|cooperation)|rest assured|appreciate your (?:patience|understanding)|(?:take|takes|taking) (?:this|security|it|your \w+) (?:very |extremely )?seriously"
    r"|highest priority|top priority|value your (?:\w+)|(?:your|the) \w+ (?:matters|is important) to us|working (?:hard|around the clock|tirelessly|diligently)|stay tuned|bear with us|understand your frustration|technical difficulties|committed to (?:\w+ )?excellence|we strive|out of an abundance of caution|ask for (?:your )?understanding",
)
REMARK: dict[str, tuple[re.Pattern[str], ...]] = {
    "shouting": (SHOUTING,), "alarm word": (ALARM_SIGNS, ALARM), "guess as fact": (GUESS_AS_FACT,),
    "absolute promise": (ABSOLUTE,), "vague time": (VAGUE_TIME,), "stock phrase": (STOCK,),
}

_OFTEN_MISSPELT = """issue issues problem problems outage service services system systems update
updates users customers since about again working cause available unavailable should could
payment payments charged flights sorry login server servers message messages experiencing
investigating connect connection delayed failing please tomorrow tonight search everyone
rebuilding fault restored resolved control temperature vouchers back because error errors
internet network website account accounts minutes hours morning evening""".split()
_ANAGRAMS = {(word[0], "".join(sorted(word))): word for word in _OFTEN_MISSPELT if len(word) > 4}
_KNOWN = frozenset(_OFTEN_MISSPELT) | _GENERIC
_WORD = re.compile(r"[^\W\d_]{5,16}")


def spelled(text: str) -> str:
    """Return *text* with swapped letters in common words put right; the length stays the same."""
    return _WORD.sub(_put_right, text)


def _put_right(match: re.Match[str]) -> str:
    word = match[0].lower()
    if len(word) != len(match[0]) or word in _KNOWN:
        return match[0]
    return _ANAGRAMS.get((word[0], "".join(sorted(word))), match[0])
