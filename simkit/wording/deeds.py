"""Words of deed: what is being done, and what readers can do meanwhile."""

from __future__ import annotations

from simkit.wording.pieces import NOT, TEAM, Phrases, either, rule, words

# ------------------------------------------------------------------------------ action
_STEM = either(r"""
    investigat, work, look, monitor, mitigat, fix, repair, restor, deploy, roll, rebuil, appl,
    revert,
    restart, reboot, rerout, re-rout, redirect, drain, isolat, test, replac, mov, switch, scal, add,
    implement, engag, escalat, coordinat, rais, tak, put, bring, send, check, watch, clean, clear,
    rerun, re-run, replay, process, increas, reduc, disabl, enabl, adjust, swap, remov, deal,
    address,
    resolv, solv, remediat, correct, undo, try, tri, search, trac, analy[sz], diagnos, backfill,
    recover,
    fail(?:ing)? over, transfer, inspect, assess, review, dispatch, reset, reinstall, patch, upgrad,
    migrat, handl, verif, purg, shift, pump, refund, identify, narrow, tun, reload, perform,
    undergo,
    explor, replicat, dig, page, paging, call, phon, contact, ask, pull, lay, splic, drill, bounc,
    promot, load, prepar, stop, paus, open, clos, ship, repeat, dry, reimburs, compensat, hand,
    driv,
    optimi[sz], cool, print, feed, harden, run, go, extend, start, set, cut, chang, tell""")
_NOT_ING = (r"(?!experienc|see|hop|having|los|being|expect|getting (?:reports|many|a lot|lots)"
            r"|suffer|receiv"
            r"|facing|notic|struggl|keeping|provid|continuing to (?:see|experience|provide|keep"
            r"|receive)"
            r"|working (?:normally|as (?:usual|normal|expected|designed|intended)|fine|again"
            r"|properly|on my|order)|doing (?:fine|well|ok|great)|running"
            r" (?:normally|on the|late|behind|as|to|low|again|smoothly)|trying times|updating you"
            r"|taking (?:this"
            r"|your|longer)|going (?:to (?:be|have|take)|through a|down|up|out|offline|well"
            r"|normal)|guess|losing"
            r"|fail|crash|hang|freez|drop|return|show|sorry|aware|com(?:e|ing)|wait|stand|sit"
            r"|arriv|miss|stay"
            r"|leav|mak(?:e|ing) this|tell|writing to|saying|speak|think|feel|enjoy|us(?:e|ing)"
            r"|caus|climb|ris"
            r"|blow|com|hear|learn|say|queu|open|loop|over|refresh|clos)")
_ADVERB = (r"(?:(?:now|still|currently|actively|already|also|urgently|all|both|busy|just"
           r"|presently|again"
           r"|quickly|carefully|immediately|temporarily|hard at|in the process of|therefore|then"
           r"|instead"
           r"|continuing to|continue to|continued to|working to|beginning to|starting to|about to"
           r"|trying to"
           r"|able to|investigating and|due to|going to|since|promptly|have) ){0,3}")
_DONE = either(r"""
    mitigated, resolved, restarted, rebooted, rolled, rerouted, switched, added, deployed, applied,
    implemented, disabled, enabled, stopped, paused, put, asked, called, paged, moved,
    redirected, engaged,
    increased, scaled, updated, fixed, repaired, replaced, restored, completed, reverted, marked,
    taken,
    failed over, sent, opened, promoted, reset, checked, isolated, blocked, rebuilt, raised,
    dispatched,
    invested, enhanced, improved, bought, upgraded, brought, declared, drained, corrected,
    cleared, set up,
    tested, introduced, extended, undone, contacted, escalated, informed, pulled, removed,
    turned on,
    phoned, alerted, hired, concluded, adapted, changed how, put in place, requested,
    shut down the, taken off, warned, notified, rescheduled, cleaned, drilled""")
_FIX = either(r"""
    fix, fixes, hotfix, mitigations?, remediation, rollback, repairs?, rebuild, restart, patch,
    failover,
    change, changes, rolling restart, replacement, recovery work, restoration, build,
    inspection, backup""")
ACTION = (
    rule(r"(?:investigat(?:e|ing)|looking (?:in)?to|lookign into|look(?:ing)? at (?:it|this|the"
         r"|what|why)"
         r"|working (?:on|to|with|towards|hard|a?round|through|from|flat|carefully|quickly"
         r"|urgently|as (?:fast|quickly|hard))|wroking on|on it|on the case"
         r"|monitoring|to monitor|mitigating|repairing|roll(?:ing|ed) (?:\w+ ){0,2}?(?:back|out)"
         r"|roll-?back|moving \w+ away|deploying"
         r"|reverting|reverted|restarting|rebooting|rerouting|rebuilding|failing over|draining"
         r"|solving"
         r"|troubleshooting|diagnosing|escalat(?:ed|ing)|backfilling|replaying|dig(?:ging)? into"
         r"|trying to"
         r"|investigation (?:is|continues|ongoing|has|into)|under investigation|all hands on deck"
         r"|being (?:investigated|looked|rerun|fixed|repaired|rerouted|replaced|restored|worked"
         r"|addressed"
         r"|handled|deployed|rolled|tested|rebuilt|sent|moved|reset|checked|pumped|prepared"
         r"|transferred)"
         r"|work to (?:\w+ ){0,2}(?:mitigate|fix|restore|resolve|repair)|work (?:continues|is under"
         r"|on (?:a|the|this))|keep(?:ing)? (?:an eye|watch\w*)|looking(?! (?:forward|good"
         r"|for))(?=[.;,]))",
         after=rf"(?:{NOT}|stop|avoid|without|was|were|why|our|you|your|are not|shows?"
               rf"|green) (?:\w+ )?|our|not",
         unless=r"(?:all|are|is) (?:\w+ )?working normally|until we(?:'ve"
                r"| have) finished investigating"
                r"|(?:rely|count|bet) on it|monitoring (?:shows|says)"),
    rule(rf"(?:we|i|they|everyone|{TEAM})(?:'re|'m|'s| r| are| am| is| were| have been| has been) "
         rf"{_ADVERB}{_NOT_ING}[a-z]+ing",
         rf"(?:is|are|am|'re) {_ADVERB}(?!opt|updating you){_NOT_ING}{_STEM}[a-z]*ing (?:the|it"
         rf"|them|this|all|each|every|a|an"
         r"|our|her|his|their|on|to|with|through|from|what|why|two|store|out|back|around|in|at)",
         after=r"(?:if|when|once|until|after|before|because|users|they think|unless"
               r"|you) (?:\w+ )?|not|users"
               r"|customers|what",
         unless=r"we are going to be|not (?:\w+ )?(?:work|look)ing"),
    rule(rf"(?:we|i|they|it|{TEAM}) {_ADVERB}(?!works|looks|runs|goes|starts|sets|call\b|tells?"
         rf"|opens|tell|stops?\b"
         rf"|us\b|opt|chang|updat)(?:continue to |have to |had to |need to "
         rf"|needed to )?{_STEM}(?:e|es|s|ed|d|t|en|ied|ted|ped|ged|led)?"
         r"(?: [a-z]\w*)?",
         after=rf"(?:if|when|once|until|after|before|as|what|how|that|because|which|why"
               rf"|while) (?:\w+ )?|{NOT}"
               r"|they think|unless|users|people|to",
         unless=r"(?:we|i) (?:ask for understanding|do not|don't|can't|cannot|call it|check out"
                r"|ask (?:you|for"
                r"|pardon)|go down)|called you|loaded the wrong|they switched|it (?:works|starts?"
                r"|started|runs|went|go|goes)|take (?:\w+ )?(?:this|your"
                r"|security|these|all|it) (?:very )?seriously|it will|we run (?:late|behind)"
                r"|went out saying"
                r"|(?:we|they) (?:ran|changed|set|cut|switched off) (?:something|our)"),
    rule(rf"(?:we|i|they|{TEAM})(?:'ve| have| has) {_ADVERB}{_DONE}",
         rf"(?:we|i|they|and|which|team) {_ADVERB}{_DONE}",
         r"(?:has|have|had|was|were|'s|been|is|are) (?:now |also |already |since |just |then "
         r"|been |being )*"
         r"(?:restarted|rebooted|rolled back|rerouted|switched (?:over|to|on)|deployed|applied"
         r"|implemented"
         r"|disabled|redirected|engaged|replaced|reverted|rebuilt|dispatched|drained|paged"
         r"|called(?! off)"
         r"|undone|removed|taken (?:off|out of)|extended|put (?:in|on|back)|moved|sent (?:to|by"
         r"|out)|informed"
         r"|rescheduled|scaled|routed|swapped|isolated|added|marked|notified|reset|asked|alerted"
         r"|booked|requested|being processed)",
         r"(?:^|[.,:;] )(?:\w+ )?\w+ (?:extended|restarted|replaced|reverted|rebuilt|deployed"
         r"|applied|drained"
         r"|cherry-picked|redirected|dispatched|disabled|removed|isolated|scaled|paged|draining)",
         after=r"not|n't|been|who|if|after|wrong|that (?:was|were)|users|users who|(?:until|once"
               r"|when)(?: \w+){0,5}",
         unless=rf"{NOT} (?:\w+ )?(?:fixed|resolved)|by mistake|last night broke|unplugged"
                rf"|once (?:it|the)"),
    rule(rf"(?:the |a |our |this |and )?{_FIX} (?:[\w'-]+ ){{0,8}}?(?:is|are|has been|have been"
         rf"|was|were|we have|ships?"
         r"|started|begun|goes?|went|going) (?:now |being |currently |already |well )?(?:put "
         r"|out )?(?:underway|under way"
         r"|in place|in progress|running|deployed|applied|rolled|rolling|reverted|put|testing"
         r"|tested|ongoing"
         r"|implemented|shipped|being|on (?:its|the) way|tomorrow|tonight|out|today|going)",
         r"in progress|hotfix \S+|by (?:disabling|reverting|rolling|restarting|uploading|updating"
         r"|scaling|adding"
         r"|removing|routing|redirecting|pausing|remediating|increasing|rerouting|replacing"
         r"|switching"
         r"|temporarily|resetting|restoring|moving)|repairs? (?:should|will|are|is)"
         r"|(?:restoration|repair) efforts|procedures are (?:now )?in place|refunds? (?:go|are"
         r"|will|has|have|is)",
         after=r"not|no|once|when|until|after|if|how|what",
         unless=r"once the (?:\w+ )?(?:fix|mitigation)|change (?:\w+ )?(?:is|was) (?:the|a)"),
    rule(rf"{TEAM}(?:'s|'re)? (?:is |are |has |have |been |now |already |all )*(?:on site"
         rf"|on (?:its|their|the) way"
         r"|at the|there|on the roof|on the phones?|called|dispatched|isolating|scrambling"
         r"|running around"
         r"|informed|assigned|sent|out|coming|heading|arriving|arrive|standing by|in place"
         r"|en route)",
         r"(?:crews|technicians|engineers|plumber|electrician|mechanic) \w+ing|(?:guy|someone"
         r"|somebody) (?:is )?"
         r"(?:coming|on (?:his|her|their|the) way)|on (?:our|the) way|on the phone (?:with|to)"
         r"|as a precaution"
         r"|(?:two|three|four|some|\d+) of (?:\w+ )?(?:are|is) running now",
         after=r"no|not|without", unless=r"(?:thank|available|happy|happier)"),
    rule(rf"(?:we|i|they|and|{TEAM}|will|'ll|we'll|i'll|they'll)(?: will| shall|'ll| are going to"
         rf"| plan to| intend to)"
         rf"? ?(?:be |now |also |then |soon |shortly |continue to |proactively )*(?!opt"
         rf"|updat\w+ you|resolving this|tell|call (?:you|it)|set\b|go\b|open|ask"
         rf"|look forward|run|start\b|hand\b){_STEM}(?:e|ing|ting|ping)? (?:\w+ly )?(?:the|it"
         rf"|them|our|all|each|every|this|how|a|an|on|to|for"
         r"|with|mail\w*|your|those|at|in|further)\b",
         r"(?:will|'ll) (?:be )?(?:bounce|restart\w*|repair\w*|replac\w+|deploy\w*|rolling"
         r"|undergoing|applying"
         r"|scaling|migrat\w+|monitor\w*|working|refund\w*|reimburse\w*)|(?:undergoing|performing"
         r"|carrying out)"
         r" (?:\w+ )?(?:maintenance|work)|maintenance (?:on|work|window|in|to|is|was)"
         r"|scheduled maintenance"
         r"(?! has been)|implementing|proactively be paused|(?:are|is|'re"
         r"|am) in (?:\w+ )?(?:dialogue|contact|touch) with"
         r"|another idea|send (?:by|a|an) \w+|going through|taking it back|run(?:ning"
         r"|s)? on the \w+"
         r"|(?:deadlines?|tickets?|tests?|exams?|lessons?) (?:\w+ ){0,5}(?:is|are|has been"
         r"|will be|to be) (?:moved"
         r"|extended|valid|repeated)|we did (?!not)\w+|pulling|working on it|keep watching"
         r"|cleaning up|clean up"
         r"|give (?:us|them) a \w+ to|we (?:make|send|search|stand by)|we continue(?=[.!])"
         r"|hands? over to",
         after=rf"not|no|once|when|until|after|if|{NOT}|you|what|that we",
         unless=r"will not|seriously|we do(?:n't| not)|send us|(?:will|'ll) (?:start"
                r"|be) (?:seeing|back)"
                r"|nothing we can"),
    rule(r"doing (?:everything|all|our (?:best|utmost))|do(?:ing)? (?:everything|all|what) we can"
         r"|busy \w+ing"
         r"|around the clock|hard at work|flat out|getting (?:it|this|things) (?:sorted|fixed"
         r"|back)",
         unless=r"while we get things sorted"),
)

# ------------------------------------------------------------------------------ workaround
_TELL = either(r"""
    use, take, call, phone, dial, go, try, restart, refresh, reload, reboot, switch, log, sign,
    write,
    copy, pay, keep, save, download, print, boil, stay, walk, visit, send, enter, avoid, clear,
    install,
    reset, change, connect, disconnect, bring, come, retry, re-?enter, re-?start, open, close,
    rerun,
    re-run, stop and start, ring, text, email, e-mail, queue,
    wait (?:\d+|until|with|before|an hour|a),
    travel, ride, drive, board, order, turn, unplug, leave, export, check in, work from,
    work offline,
    fall back, revert to, select, choose, pick, delete, remove, buy, book, rebook, ask, show, hold,
    collect, withdraw, carry, stick, join, access, reinstall, upgrade, quit, do, manually, click,
    store,
    top up, watch, listen, plan, allow, charge, assume, contact your, have your, check your, set,
    look at, look up, note down,
    cook, heat, drink, bring, fill, press, swipe, scan, type, make a, meet, see the, run, create,
    start""")
_NO_HELP = (r"(?!(?:[\w']+ ){0,2}?(?:patient|with us|tuned|calm|us at|our (?:status|blog|page"
            r"|twitter|team)"
            r"|calling|hammering|sending tickets|an eye|checking|posted|up to date|updates|know"
            r"|note that"
            r"|understanding|the time to|care of|assured|on it\b|our word|no bad|for updates"
            r"|the status|in mind"
            r"|wait\b(?! (?:\d|until|with|before|an|a))|back (?:soon|here|later|for)|this page|us a"
            r"|apolog\w+|seriously|be sure|excuse|accept|forgive|inform|stop (?!and)|them$"
            r"|network operator))")
NO_ORDER = words(r"we (?:will|are|have|can|could)? ?(?:call|go|try|restart|switch|use|take|keep"
                   r"|send|write|ask|open"
                   r"|clear|run|change|watch|set|start|do)", r"(?:will|to|they|and then|you'll"
                                                             r"|i) (?:use|take|call|try"
                   r"|restart|refresh|watch|send|keep)",
                   r"seriously", r"call (?:off|us back)", r"keep (?:you|users|everyone|an eye"
                                                          r"|calm|refreshing"
                   r"|watching|calling)", r"it takes?", r"trying to", r"change (?:of|in)",
                   r"stop (?:calling|refreshing)",
                   r"complain to them", r"ask your network operator", r"don't panic",
                   r"slow clap")
ORDER = Phrases(
    rf"(?:^|[.!?:;–—-]\s|[✅👉]\s?|,?\s(?:so|then|please|pls)\s|,\s(?=(?:go to|use the|take|call"
    rf"|phone|restart|refresh"
    rf"|switch to|stay|log out|sign out|change (?:all|your)|walk|board|drive|keep (?:the|your)"
    rf"|leave the)\b))(?:just |instead |simply |kindly |always |only )?"
    rf"{_NO_HELP}((?:{_TELL})(?!,)(?: [\w'/-]+){{1,10}})",
)
"""An order to readers at the start of a clause."""

WORKAROUND = (
    rule(r"work[- ]?arounds?(?: is[^.;]{3,60})?", after=r"no|not|without|a permanent|any"
                                                        r"|develop\w*|have a|for a"),
    rule(rf"(?:please|pls|plz|kindly) (?:to )?(?:do not |don't |dont |do |only |also |always "
         rf"|still |now |just"
         rf" |instead |either |use |not )?{_NO_HELP}{_TELL}(?: (?!us\b"
         rf"|the updates)[\w'-]+){{0,12}}",
         r"(?:cash|card|cards|paper|coins) only|(?:use|with) (?:paper|cash) (?:only|instead)",
         unless=r"please (?:please )?wait\b(?! (?:\d|until|an|a))|contact support|stop (?:calling"
                r"|sending|refreshing)"
                r"|keep in mind|please (?:check|visit|follow|see) (?:our|the|this) (?:status|link"
                r"|page|blog)"),
    rule(rf"you (?:can|may|could|should|must|might|will need to|need to|have to|will be able to"
         rf"|may want to|are able"
         rf" to|'ll need to) (?:still |also |always |instead |now |then |continue to |safely "
         rf"|only |manually "
         rf"|temporarily )?{_NO_HELP}(?!not be|be (?:sure|assured)|rely|see\b|notice|find|read"
         rf"|follow|expect"
         r"|experience|track|not\b|have\b|hear|subscribe|count|get|lose|trust|imagine|think|know"
         r"|understand"
         r"|appreciate|encounter|probably|tell)(?:[\w'-]+ ?){1,12}",
         r"(?:affected |impacted )?(?:customers|users|teachers|passengers|patients|players|people"
         r"|travellers|parents"
         r"|drivers|visitors|students|members) (?:can|should|will need to|may want to|may wish to"
         r"|must|need to|are"
         r" advised to|are asked to) (?:still |also )?(?!(?:not|no longer|see|notice|experience"
         r"|expect|be|have|now|find"
         r"|start|also see|feel|know|trust|rely|lose|continue to (?:see|experience))\b)(?:[\w'-]+"
         r" ?){1,10}",
         after=rf"(?:not|nothing|nobody|no|{NOT})(?: \w+)?|if(?: \w+){{0,2}}|do|what|that|which"
               rf"|where",
         unless=r"rely on|don't need to|nothing you|unable|no longer be able|will not be able"
                r"|you can (?:follow|find"
                r"|read|see|subscribe|track)|still (?:can't|cannot)"),
    rule(r"(?:do not|don't|dont|never|no need to|avoid|refrain from) (?:try|trying|pay|paying|buy"
         r"|buying|enter|entering"
         r"|re-?enter|restart\w*|re-?install\w*|log|logging|open\w*|click\w*|come|us(?:e|ing)"
         r"|trust|tursut|send\w*"
         r"|book\w*|rebook|share|delete|submit\w*|re-?send|retry|repeat\w*|drink\w*|touch\w*"
         r"|turn\w*|unplug|reset"
         r"|update|upgrade|press|travel\w*|driv\w+|visit\w*|change|changing|leave|install\w*"
         r"|refresh|reload|mak\w+"
         r"|plac\w+|type|cancel|attempt\w*|charge|transfer|rely|tak\w+|writ\w+|giv\w+|empty|flush"
         r"|sign|call|approach"
         r"|enter|eat|save|edit\w*|deploy|merge|scan|swipe)(?: [\w'-]+){0,8}",
         after=r"(?:we|they|i|who|that|users|customers|trains|it|some|results|which|pages|emails"
               r"|apps|calls|messages|you"
               r"|photos|still|will|filters|to)(?: \w+)?|no, you|why|need to",
         unless=r"(?:don't|do not) (?:open|save|load|send|work|update|charge|print|start) (?:on"
                r"|for|in|properly|at all)"
                r"|do not call us|never (?:go|use) down|no bad words"),
    rule(rf"(?:if|when|until|for|to|before|where|should|instead of|in case|as"
         rf"|while)\b[^.;:!?]{{2,80}}[,:] (?:please "
         rf"|just |then |you can |simply |instead )?{_NO_HELP}{_TELL}(?: [\w'-]+){{1,10}}",
         unless=r"please (?:please )?(?:wait|be patient)\b(?! an?)|contact us|would be"
                r"|stop(?:ped)? |tell us|we (?:switch"
                r"|stop|send|call|go|take|run)|check your own|send us|blame|let us know"),
    rule(rf"(?:in the meantime|in the meanwhile|meanwhile|until then|for now|for the (?:moment"
         rf"|time being)|till then"
         rf"|as an alternative|alternatively),? (?:\w+ )?(?:{_TELL}|you|here|we (?:recommend"
         rf"|suggest|advise))(?: [\w'-]+)"
         r"{1,10}|[^.;,]{3,50} (?:for now|in the meantime|until then|instead)(?=[.!;,]"
         r"|$)(?<!fine for now)",
         r"(?:can|could|may) be used (?:as an alternative|instead|meanwhile|for now)"
         r"|as an alternative|(?:current "
         r"|temporary )?mitigation is to \w+|safest (?:choice|way|option)|(?:is"
         r"|are) departing each|(?:buses|shuttles?"
         r"|taxis|coaches|ferries|replacement \w+) (?:replace|run instead|(?:are|is) available"
         r"|leave|depart|are running"
         r"|will run|are waiting|have been|in place)|(?:hotspots?|vouchers?|blankets|water"
         r"|bottles|meals|tickets?) (?:[\w'-]+ ){0,4}(?:are"
         r"|is) (?:free|available|at|valid|handed)",
         r"(?:is|are) (?:strongly )?(?:recommended|advised)|advice is to [^.;]{3,60}"
         r"|(?:we )?(?:recommend|suggest|advise|encourage|urge) (?:that )?(?:\w+ )?(?:using"
         r"|to use|you|users|customers"
         r"|switching|waiting|not|retrying|saving|keeping|to|everyone)(?: [\w'-]+){0,6}",
         r"(?:branches|counters|desks|offices|the office|stores|shelters"
         r"|pharmacies)(?: [\w'-]+){0,5} (?:are |is |stay "
         r"|remain )?open(?: today)?(?: [\w'-]+){0,8}|teachers may want to[^.;]{3,60}|(?:works?"
         r"|work) (?:fine )?in the"
         r" (?:office|web version|browser)|(?:they|it|these|notes|files) (?:\w+ )?(?:open"
         r"|work)s? (?:fine )?(?:on|in|via"
         r"|through) the \w+(?: \w+)?",
         after=r"no|not|are working|been|works?",
         unless=r"(?:team|we) (?:is|are) [^.]{0,30}(?:in the meantime|for now)|that's (?:all"
                r"|it) for now|no (?:more|further)"
                r" \w+ for now|back for now|works? (?:again )?for now|we (?:have|ha)"),
)
