"""Words of manner: shouting, alarm, guesses as facts, absolutes, vague times, stock phrases."""

from __future__ import annotations

import re

from simkit.wording.pieces import Phrases, words

_CAPS = r"[A-Z][A-Z']+"
_SHOUTING = Phrases(
    rf"(?:!\s?){{2,20}}|\b{_CAPS}(?:[ ,-]+{_CAPS}){{3,60}}\b"
    r"|\b(?:NOW|EVERYTHING|EVERYONE|URGENT|HELP|STOP|NEVER|IMMEDIATELY|DISASTER|NOTHING|NOBODY"
    r"|PLEASE|DOWN|BROKEN)\b",
    re.NOFLAG,
)
_SIGNS = Phrases(
    "[\U0001f480\U0001f631\u2620\U0001f6a8\U0001f62d\U0001f630\U0001f628\U0001f4a5]{1,20}")
_ALARM = words(
    r"disasters?|disastrous|catastroph\w+|nightmare|chaos|chaotic|panic(?:king|ked)|oh my god|omg"
    r"|oh no(?: no){0,5}|terrible"
    r"|horrible|horrif\w+|awful|apocaly\w+|meltdown|urgent(?=!)|emergency(?=!)|doom\w*"
    r"|help(?=!)|(?<![\w,]\W)help(?=[.])|please help(?=[.])|we(?:'re| are) (?:losing it"
    r"|doomed|screwed|desperate|overwhelmed|lost|drowning|dead)|dead in the water|can(?:'t"
    r"|not) (?:cope|believe)|everything is"
    r" (?:down|broken|dead|gone|lost)|nothing works|gone forever|all is lost|got worse|in flames"
    r"|(?:servers?|everything) (?:is |are )?"
    r"burning|(?:total|totally|complete|completely|utter|utterly|absolute) (?:chaos|mess|failure"
    r"|collapse|down|broken|dead"
    r"|destroyed|crashed|disaster)|crashed completely|went black|this mess|(?:we )?pray"
    r"|no (?:idea|clue) (?:what|why|how)|the worst"
    r"|scary|terrif\w+|devastat\w+|insane|what the hell|hell of|exploded|being hacked"
    r"|brace yourselves|god help|all hope|screens"
    r" are dead|freaking out|hopeless|nobody answers|out of control|can't stop it",
)
_GUESS_AS_FACT = words(
    r"(?:it|this|that|the \w+) (?:must|has to) (?:be|have been)(?: [\w'-]+){1,5}|(?:obviously"
    r"|clearly|surely|undoubtedly|definitely"
    r"|certainly|without (?:a )?doubt|no doubt|of course) (?:the|a|an|it|this|our|their|some"
    r"|caused|due|because|another)(?: [\w'-]+)"
    r"{0,6}|(?:it is|it's|this is|that's) (?:obviously|clearly|surely|definitely|certainly"
    r"|always)(?: [\w'-]+){1,6}|we (?:already )?"
    r"know exactly(?: [\w'-]+){1,4}|everyone knows|you probably (?:have|did|are)(?: [\w'-]+){1,6}"
    r"|100 ?% (?:sure|certain)|i think we"
    r" are being hacked|can only be(?: [\w'-]+){1,4}",
)
_ABSOLUTE = words(
    r"(?:will |be )?(?:definitely|certainly|surely|absolutely) (?:be )?"
    r"(?:fixed|back|working|restored|resolved|solved|over)|guarantee[ds]?|guaranteed"
    r"|never (?:ever )?(?:again|happen(?:s|ed)? again)|(?:will"
    r"|can) never (?:\w+ ){0,3}again|100 ?%(?! of)"
    r"|(?:i|we) promise|promise(?=!)|you have (?:my|our) word|give you (?:my|our) word"
    r"|without (?:any )?exception|every single \w+"
    r"|nobody will have|no matter what|at all costs|(?:you can )?(?:rely|count|bet) on it"
    r"|absolutely (?:certain|no|nothing|every\w*)"
    r"|once and for all|the last (?:outage|time)|forever fixed|(?:cannot|can't"
    r"|impossible that it) happen(?:s)? again|\d ?[ap]m sharp",
)
_VAGUE_TIME = words(
    r"soon|shortly|as soon as (?:possible|we can|it becomes available)|asap|in due (?:course"
    r"|time)|in the near future|momentarily"
    r"|before long|any (?:minute|moment) now|at some point|when (?:it is|it's) ready"
    r"|a few (?:minutes|hours)|later today"
    r"|in a (?:bit|while|moment)|for a while",
)
_STOCK = words(
    r"(?:for )?(?:any |the )?inconvenience(?: (?:this|it) (?:may |might )?(?:have )?caused?"
    r"| caused)?|(?:thank you|thanks) for your"
    r" (?:patience|understanding|cooperation)|rest assured|appreciate your (?:patience"
    r"|understanding)|(?:take|takes|taking) (?:this"
    r"|security|it|your \w+) (?:very |extremely )?seriously|(?:highest|top) priority"
    r"|value your \w+|(?:your|the) \w+ (?:matters|is"
    r" important) to us|working (?:hard|around the clock|tirelessly|diligently)|stay tuned"
    r"|bear(?:ing)? with us|understand your"
    r" frustration|technical difficulties|committed to (?:\w+ )?excellence|we strive"
    r"|out of an abundance of caution|ask for (?:your )?"
    r"understanding|unforeseen circumstances",
)
REMARKS: dict[str, tuple[Phrases, ...]] = {
    "shouting": (_SHOUTING,), "alarm word": (_SIGNS, _ALARM),
    "guess as fact": (_GUESS_AS_FACT,), "absolute promise": (_ABSOLUTE,),
    "vague time": (_VAGUE_TIME,), "stock phrase": (_STOCK,),
}
"""Patterns per kind of remark, in the order in which they are told."""
