"""Words of promise: when the next word comes, and when it will be over."""

from __future__ import annotations

from simkit.wording.pieces import TEAM, either, gap, rule
from simkit.wording.times import CLOCK, DAY, DURATION, INTERVAL, POINT, WAIT

_NEWS = either(r"""
    updates?, news, word, info, information, messages?, notes?, post, report, statement,
    announcements?,
    bulletin, ping, comms, communication, briefing, status, check-in, progress report, details,
    call""")
_SAY = either(r"""
    update, post, report(?: back)?, write, announce, inform, tell, let (?:you, everyone, all) know,
    (?:come, get, be) back (?:to you, with, here), come back, get back, share, hear, read from,
    speak,
    talk, send, keep you (?:posted, informed, updated), provide, give, say, follow up, notify,
    be in touch, communicate, publish, check back, check in, message, text, email, mail, call,
    explain,
    confirm, knock, speak, be here, phone, tweet, brief, ring, show""")
_ZONE = r"(?:\s?(?:utc|gmt|cet|cest|est|pst|pdt|edt|brt|local\stime))?"
_AT = (r"(?:at|by|until|till|around|about|before|no later than|latest|not later than|due|expected"
       r"|shortly after|after)")
_BARE = r"(?:\d{1,2}|half past)(?=\s*(?:$|[.;!?)]|,\s|utc|gmt|cet|and\b|or\b))"
_AHEAD = (r"(?:tomorrow(?:\s(?:morning|afternoon|evening|noon|night|midday))?|tonight"
          r"|this\s(?:evening|afternoon|morning)"
          rf"|later today|{DAY})(?:,?\s(?:at|by|before|around)\s{CLOCK})?")
_MORE = rf"(?:(?:,|\sand|,\sthen|,\sand|\sor)\s(?:at\s)?{CLOCK}){{0,4}}"
_NEXT_TIME = (rf"(?:(?:(?:on|for|again|the latest|today|again at)\s)?(?:{_AT}\s){{1,3}}(?:the\s"
              rf"|this\s)?(?:{CLOCK}|{_AHEAD}"
              rf"|{_BARE}){_ZONE}{_MORE}|(?:on\s)?{_AHEAD}|{WAIT}|{INTERVAL}(?:, every hour)?)")
_NOT_IN_GAP = (r"when|once|as soon|soon|if|was|were|it was|until (?:it|we|the)|yesterday|because"
               r"|so|but|please|since|that"
               r"|power|trains")
_TOLD_BEFORE = (r"reported (?:at|by)|(?:last|previous|the last) (?:update|word|message)"
                r"|last updated|posted at|no (?:next )?update")
NEXT_UPDATE = (
    rule(rf"(?:next|another|further|more|new|following) {_NEWS}{gap(0)}(?:"
         rf" (?!(?:{_NOT_IN_GAP})\b)[\w'-]+){{0,6}}?"
         rf"(?: on [^,.;]{{3,20}}?)?:? (?:{_NEXT_TIME}|{CLOCK}{_ZONE}{_MORE}|{_BARE})",
         rf"{_NEWS}:? (?:[\w'-]+ ){{0,3}}?{INTERVAL}(?:, every hour)?",
         rf"{_NEWS} (?:follows?|to follow|coming|due|will follow|again|will come|expected|promised)"
         rf"(?: [\w'-]+){{0,4}}? {_NEXT_TIME}",
         rf"more (?:from us |news |here |information |details |to come "
         rf"|on this ){{0,2}}{_NEXT_TIME}"
         rf"|back (?:here|with (?:more|news|you|an update)|to you) {_NEXT_TIME}",
         rf"next {_NEWS}[^.;!?]{{0,20}}? (?:at|by) {_BARE}",
         rf"{_NEWS} (?:at|by|in|within|around) (?:{CLOCK}{_ZONE}|{DURATION}|{_BARE})",
         unless=_TOLD_BEFORE + r"|no more \w+ (?:at|by)|no further"),
    rule(rf"(?:update|news|info|word|message|note) ?:? {CLOCK}", after=r"(?:this|last|previous"
                                                                       r"|was) (?:\w+ )?",
         unless=_TOLD_BEFORE + r"|update \d\d?:\d\d ?(?:utc )?[:-]|update \d+ ?[:.]"
                               r"|^update \d\d?[:.]\d\d:"),
    rule(rf"(?:we|i|you|you'll|and|they|she|he|{TEAM})(?:'ll|'d| will| shall| can expect to"
         rf"| should| plan to| aim to"
         rf"| are going to| intend to| hope to|) (?:\w+ )??(?:\w+ )??{_SAY}s?(?:"
         rf" (?!(?:{_NOT_IN_GAP})\b)[\w',-]+){{0,10}}?,?"
         rf" {_NEXT_TIME}",
         rf"{_NEXT_TIME},? (?:we|i|you)(?:'ll| will)? (?:\w+ ){{0,2}}?(?:{_SAY})",
         rf"{INTERVAL} and (?:post|report|write|tell|share)(?: [\w'-]+){{0,4}}",
         rf"(?:post|posting|reporting|write|report)(?: [\w'-]+){{0,3}} {INTERVAL}",
         rf"(?:inform|tell|update|notify) you [^.;]{{0,12}}?(?:until|by|at"
         rf"|in) (?:the )?(?:latest )?(?:{CLOCK}|{DURATION})",
         rf"(?:hear|read) from (?:us|me|him|her)[^.;]{{0,40}}? {_NEXT_TIME}",
         after=r"when|if|that|please|can|you can|should",
         unless=r"went wrong|(?:we|i) (?:posted|reported|wrote|told|sent|updated|announced|said) "
                r"|publish (?:what|a|the|our) "
                r"|no time|sent (?:after|at|before)|review|report by|messages? (?:you|sent)"
                r"|you send|should (?:show|return)"
                r"|to (?:give|show|send) (?:a|an) |will be sent|refund|deliver\w*|explain how"
                r"|vouchers?"),
)

_OVER = either(r"""
    fixed, restored, resolved, back, available, working, work, works, subsid\w+, completed?,
    done, processed,
    running, reopen\w*, recover\w*, finish\w*, online, up, normal, delivered, solved, repaired,
    caught up, mitigated, gone, over, ready, live, restoration, resolution, visible, good, returns?,
    returned, resumed?, resumes, fixes, fix, solution, paid out, runs?, open, power, service, shown,
    showing, list, in, clear, correct(?:ed)?, deployed, ships?, arrives?, whole, operational,
    lines""")
_AIM = either(r"""
    expect(?:ed, s)?, estimate[sd]?, should, plan(?:s, ned)?, hope(?:s, fully)?, aim(?:s, ing)?,
    will,
    shall, 'll, \w+'ll, going to, likely, anticipate[sd]?, forecast, target(?:ing)?, be, needs?,
    probably, intend, shoud""")
_BY = (rf"(?:(?:by|at|until|till|before|around|about|no later than|on|from|over|after"
       rf"|during)\s(?:the\s)?(?:(?:about|around"
       rf"|approximately|approx\.?|late|early)\s)?(?:{POINT}|{DURATION}|night)|{WAIT}|(?:early "
       rf"|late )?(?:tonight|today)"
       rf"|tomorrow(?:\s\w+)?|over the weekend|this (?:evening|afternoon|morning)"
       rf"|in an hour or so)")
# Between the aim and the time must be no word of telling: that would be the next update.
_TELLING = (r"update|updates|post|tell|write|report|news|word|inform|announce|information|message"
            r"|hear|publish|note|review"
            r"|refund\w*|vouchers?|text|say|explain|share|reported|experienc\w+|queue|read|know"
            r"|confirm")
_FREE = gap(12, _TELLING)
_PAST = (r"(?:was|were|been|had) (?:\w+ )?(?:restored|resolved|fixed|recovered|repaired|mitigated"
         r"|completed|closed|blocked"
         r"|undone|back)|took \d|should have|deadline|no eta|don't know when")
ETA = (
    rule(rf"eta(?: is| of|:| -|=)? ?(?:for (?:\w+ ){{1,3}}?)?(?:is )?(?:(?:now|about|around"
         rf"|approx\.?|~|in|at|by) ?)*"
         rf"(?:{gap(4)}~? ?{DURATION}|{CLOCK}|{DAY})",
         after=r"no|not"),
    rule(rf"{_AIM} {_FREE}{_OVER} {gap(5, _TELLING)}{_BY}",
         rf"(?:expect|expected|estimat\w+|anticipate[sd]?|hope|aim) {_FREE}(?:by|within|before"
         rf"|until|in) (?:about |around |the next"
         rf" |less than )?(?:{POINT}|{DURATION})",
         rf"{_OVER} {gap(3, _TELLING)}(?:in|within) (?:about |around |approx\.? |less than "
         rf"|under |~ ?|the next )?{DURATION}",
         rf"{_OVER} {gap(3, _TELLING)}(?:within the (?:next )?(?:half[ -])?hour|after {DURATION})",
         rf"(?:takes?|needs?|needed|lasts|require) {gap(3, _TELLING)}(?:(?:about|around|another"
         rf"|up to|aprox|approx\.?|until|till"
         rf"|at least|some|~) ?)?(?:{DURATION}|(?:until|till) {POINT})|(?:it|whole"
         rf"|all) (?:\w+ )?(?:the whole night|all (?:night|day))",
         rf"expect (?:yours|it|them) {_BY}|(?:to|will|'ll) (?:restore|fix|complete|finish|reopen"
         rf"|resume) {gap(5, _TELLING)}{_BY}",
         after=r"(?:report|write|rolling|rolled|roll|check)|(?:was|were|has|have|had|been"
               r"|had been) (?:\w+ )?|no|not|which",
         unless=_PAST + r"|maybe|back (?:here|to you|with)|need (?:your|you|help)"
                        r"|delayed by up to|takes? (?:care|note)"
                        r"|needs? to|lasted|reported as"),
    rule(rf"(?:closed|cancell?ed|out of (?:order|service)|unavailable|suspended|paused"
         rf"|not (?:available|possible|running)|off"
         rf"|shut|offline|down|stopped|correct(?: it)?|delayed|interrupted"
         rf"|no \w+)(?: [\w'-]+){{0,6}}? (?:until|till|before) "
         rf"(?:about |around )?{POINT}",
         rf"until {CLOCK}|until tomorrow(?: \w+)?|no (?:\w+ ){{1,3}}(?:before|until) {CLOCK}",
         after=r"(?:open|inform you latest|stay|you) (?:\w+ )?",
         unless=r"was|were|lasted|could not|from|inform you|next update|stay inside|open until"
                r"|extended until|moved"),
    rule(rf"maintenance (?:window )?[^.]{{0,60}}?(?:from|between) [^.]{{0,60}}?(?:to|until"
         rf"|and) [^.]{{0,30}}?{CLOCK}(?: utc)?",
         rf"(?:will|'ll|won't) [^.]{{0,60}}?(?:from|between) (?:on )?{POINT}[^.]{{0,30}}?"
         rf" (?:to|until|and) [^.]{{0,20}}?{CLOCK}(?: utc)?",
         rf"from {CLOCK} (?:to|until) {CLOCK}[^.]{{0,20}}? (?:we|because|maintenance|the)"
         rf"|from {CLOCK} to {CLOCK} because",
         unless=r"was|were|experienced|has been"),
    rule(rf"(?:by|before|at|until|from) (?:{POINT}|nine|ten|eight)(?: utc| on"
         rf"| sharp)?,? {gap(5, _TELLING)}(?:(?:will|should|to) (?:be|have)"
         rf"|it will|is back|are back|runs?)(?: \w+){{0,2}}? (?:{_OVER}|as planned|planned"
         rf"|everything|nobody)",
         rf"(?:reopens?|reopening|comes? back|is back|are back|follows|resumes?|returns?|back"
         rf"|finishes|ends|runs? again|restarts? service"
         rf"|ready|fix(?:ed)? (?:ships|comes|due))(?: (?!(?:{_TELLING})\b)[\w'-]+){{0,4}}?"
         rf" (?:{_BY})",
         rf"(?:fix|solution|parts?|repair|power|service)(?: [\w'-]+){{0,4}} (?:ships?|arrives?"
         rf"|comes?|due|expected) (?:{_BY})",
         after=r"(?:was|were|has|have|came|went|be here|information|not|working) (?:\w+ )?",
         unless=_PAST + r"|information follows|we(?:'ll| will)? (?:be|come|are) back (?:here"
                        r"|to you|with)|back here|been back"
                        r"|was back|as of"),
)
