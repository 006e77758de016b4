"""The word patterns that show what a message says; nothing here but words."""

from __future__ import annotations

import re


def words(*alternatives: str) -> re.Pattern[str]:
    """Return one pattern for *alternatives*, whole words, any case."""
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + ")", re.IGNORECASE)


CONTENT: dict[str, re.Pattern[str]] = {
    "acknowledges": words(
        r"(?:issue|problem|outage|incident|fault|error|disruption|degraded|delay|trouble)\w*",
        r"we see it\b", r"down\b", r"fail(?:s|ed|ing|ure)?\b", r"slow\b", r"recovered\b",
    ),
    "impact": words(
        r"affect(?:s|ed|ing)\b[^.!?]{1,80}", r"impacting\b[^.!?]{1,80}",
        r"(?:performance|availability|issues|errors|delays) (?:for|with|in)\b[^.!?]{1,80}",
        r"[^.!?\n]{3,80}?\b(?:is|are) (?:down|experiencing|slow|failing|unavailable)\b",
    ),
    "since": words(r"since\b[^.!?]{1,40}", r"\d+ (?:min|minutes|hours?) ago\b", r"began\b[^.]{1,30}"),
    "cause": words(r"because of\b[^.]{1,60}", r"caused by\b[^.]{1,60}", r"(?:root )?cause was\b"),
    "cause_unknown": words(r"(?:do not|don't) (?:yet )?know (?:the cause|why)\b", r"root cause\b"),
    "action": words(r"investigating\b", r"working on\b", r"monitor(?:ing)?\b", r"fixing\b", r"we are \w+ing\b"),
    "workaround": words(r"you can\b[^.]{1,80}", r"please (?:use|try|refresh|call|do not)\b[^.]{0,60}"),
    "next_update": words(r"next (?:update|word|message|post)\b[^.!?]{1,40}\d[^.!?\s]*(?: minutes| min| hours?)?"),
    "eta": words(r"eta\b[^.!?]{1,20}", r"within the (?:next )?hour\b"),
    "apology": words(r"sorry\b", r"apolog\w+"),
    "empathy": words(r"we know (?:how|what|that)\b[^.]{1,60}"),
    "responsibility": words(r"our (?:own )?(?:fault|mistake)\b"),
    "blames": words(r"(?:their|your|vendor's|provider's) fault\b"),
    "denies": words(r"(?:this|it) (?:is|was) not an? (?:cyber ?)?(?:attack|hack)\b",
                    r"no (?:\w+ )?data (?:is|was|has been) lost\b"),
    "minimises": words(r"no big deal\b", r"(?:tiny|little|minor) (?:hiccup|glitch)\b"),
    "speculates": words(r"maybe\b[^.]{1,40}", r"probably\b[^.]{1,40}"),
    "all_clear": words(r"(?:resolved|restored|recovered|back to normal|operating normally)\b"),
    "postmortem": words(r"post-?mortem\b", r"root cause analysis\b"),
}

REMARK: dict[str, re.Pattern[str]] = {
    "alarm word": words(r"disaster\b", r"catastroph\w*", r"panic\w*", r"oh my god\b"),
    "guess as fact": words(r"must be\b", r"obviously\b"),
    "absolute promise": words(r"never again\b", r"guarantee\w*", r"100 ?%"),
    "vague time": words(r"(?:soon|shortly)\b"),
    "stock phrase": words(r"inconvenience\b", r"thank you for your patience\b"),
}
SHOUTING = re.compile(r"[A-Z]{2,}(?:[^a-z\w]+[A-Z]{2,}){2,}|!!+")
