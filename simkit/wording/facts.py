"""Words of fact: since when, why, or that the cause is not known."""

from __future__ import annotations

from simkit.wording.pieces import MAYBE, NEGATED, NO, NOT, either, gap, rule
from simkit.wording.times import CLOCK, DATE, DAY, DURATION, POINT

# ------------------------------------------------------------------------------ since
_ABOUT = (r"(?:(?:about|around|approximately|approx\.?|roughly|early|late|at least|shortly|just"
          r"|well)"
          r"\s|(?:after|before)\s|at\s|on\s|~\s?){0,3}")
_ZONE = r"(?:\s?(?:utc|gmt|cet|cest|est|pst|pdt|edt|brt|z)(?:[+-]\d+)?)?"
_BEGAN = either(r"""
    start(?:ed|ing|s), beg(?:an|in|inning|un), first (?:seen|noticed|reported|occurred),
    onset, broke out, occurred, happened, noticed, (?:is|was) (?:first )?seen""")
_CHANGE = either(r"""
    updates?, patch, releases?, deploy\w*, upgrade, change, migration, launch, storm,
    maintenance, rollout, restart, switch, holiday, weekend, lesson, night, morning, evening, week,
    accident, quake, fire, flood, move, new version, build""")
# Times that lie ahead, and times at which something ended, say nothing about the start.
_AHEAD_OR_OVER = either(r"""
    will, 'll, shall, until, till, next (?:update|word|message|post|news|note),
    fixed, restored, resolved, recovered, mitigated, back (?:at|by|in), reopens?, update at,
    expect\w*, report (?:back|again), should be, scheduled, maintenance window, open
    (?:today|from), every, publish, plan(?:ned)?, by \d, no later, replaced, undone""")
SINCE = (
    rule(rf"since {_ABOUT}(?:{POINT}|\d{{1,2}}(?= (?:this|in the))){_ZONE}(?: {DAY})?(?:"
         rf" on {DAY})?",
         after=r"(?:recover\w*|restored|resolved|stable|fixed|normal|working|again|worked|back)"
               r"|(?:see|seen|seeing) (?:\w+ )?recovery",
         unless=rf"since {_ABOUT}{POINT}\b.{{0,40}}(?:again|recovered|normal"
                rf"|stable)(?!.{{0,40}}since)"),
    rule(rf"(?:stuck|down|broken|waiting|missing|late|out) since {POINT}",
         rf"since {_ABOUT}{DURATION}", r"since (?:half )?an hour",
         rf"since (?:the|last|our|this|yesterday's|today's|{DAY}'s) {gap(4)}{_CHANGE}(?: today)?"),
    rule(rf"(?:between|from) {_ABOUT}{POINT}[^.;]{{0,40}}? (?:and|to|until|till) (?:\w+ )?{POINT}",
         unless=r"will|shall|scheduled|maintenance window|opens?|we'll|every|be possible"
                r"|between \d+"
                r" stations"),
    rule(rf"from (?:today |this |yesterday |early |last ){{1,2}}(?:morning|noon|evening|night"
         rf"|{CLOCK})",
         r"from yesterday|since yesterday"),
    rule(rf"{_BEGAN} {gap(4, 'to|will')}(?:(?:at|around|about|on|by|in|from|with|after|since) )?"
         rf"{_ABOUT}(?:the )?(?:{POINT}|\d{{1,2}}(?= (?:this|in the)))(?:'s {_CHANGE})?"
         rf"(?:[^.;]{{0,15}}?{CLOCK})?",
         rf"{_BEGAN} {gap(3, 'to')}{DURATION} ago",
         rf"{_BEGAN} {gap(2, 'to')}(?:with|after|since|right after|following) (?:the|our|last"
         rf"|this|an?)"
         rf" {gap(3)}{_CHANGE}",
         unless=r"will (?:start|begin)|maintenance|(?:fix|repair|work|rollback) (?:started|began)"
                r"|started"
                r" (?:to )?recover\w*|we(?:'ve| have)? started"),
    rule(rf"(?:(?:about|around|roughly|approximately|some|over|almost) )?(?:~ ?)?{DURATION} ago"
         rf"|earlier"
         r" today", with_trouble=True,
         after=r"(?:we|i|they|team) (?:\w+ ){0,6}",
         unless=r"wrong an hour ago|restored|recovered|resolved|fixed|added|reported"),
    rule(rf"(?:for|over) the (?:past|last) (?:{DURATION}|(?:few|couple of|two|three) (?:minutes"
         rf"|hours"
         rf"|days))|the last (?:hour|{DURATION}) (?:has|have|was|were)|for {_ABOUT}(?:over "
         rf"|almost |"
         rf"nearly )?{DURATION} (?:now|already)|(?:down|out|off|offline"
         rf"|been) for {_ABOUT}{DURATION}",
         r"earlier (?:today|this (?:morning|afternoon|evening)|tonight)"),
    rule(rf"(?:at|around|about|from|after|before|shortly after|just after"
         rf"|by) {_ABOUT}{CLOCK}{_ZONE}"
         r"(?:,? (?:on|this|yesterday|today)\b[^,.;]{0,25})?", with_trouble=True,
         unless=_AHEAD_OR_OVER),
    rule(rf"(?:timeframe|start(?:ed)?|start date|began|when|date|time):? (?:\w+, )?(?:{DATE}"
         rf"|{POINT})", after=r"(?:next|this) (?:\w+ )?"),
    rule(rf"(?:identified|saw|noticed|detected|received) .{{0,80}}? at {CLOCK}{_ZONE}"),
    rule(rf"(?:on|in) {DATE}(?:,? \d{{4}})?", with_trouble=True,
         unless=r"will|shall|scheduled|publish|next update"),
    rule(r"(?:this (?:morning|afternoon|evening|lunchtime)|last night|yesterday(?! evening's)"
         r"|tonight"
         r"|(?:on(?: a)?|last) (?:mon|tues|wednes|thurs|fri|satur|sun)day|overnight"
         r"|earlier)(?:'s (?:\w+ )?(?:issues?|problems?|outage)|'s (?:release|update|patch"
         r"|change|deploy\w*|storm|incident|outage|disruption))?(?!'s|\w)", with_trouble=True,
         after=r"until|by|for|restored|be (?:\w+ )?",
         unless=_AHEAD_OR_OVER + r"|going through|burst out"),
)

# ------------------------------------------------------------------------------ cause
_THING = either(r"""
    change, changes, update, upgrade, release, deploy, deployment, patch, rollout, migration, bugs?,
    misconfiguration, regression, interaction, scripts?, commands?, jobs?, spike, surge, flood,
    fire,
    storm, trees?, lightning, leak, power (?:cut|failure|outage|loss|surge), cables?, transformer,
    fib(?:re|er), disks?, certificates?, backlog, quer(?:y|ies), switch, router, signal, valve,
    pumps?,
    replica lag, accident, strike, hardware, overload, memory leak, race condition, digger,
    excavator,
    virus, malware, lorry, truck, car, vehicle, bird, birds, squirrel, rats?, feature flags?,
    flag, rule, node, battery,
    generator, heat, frost, snow, ice, wind, landslide, earthquake, crane, boat, anchor,
    construction
    work, roadworks, fix, maintenance, firewall, load balancer, dns, server room, air conditioning,
    cooling, controller, line, pole, substation, feeder, gate, lift, motor, brake, door,
    driver error,
    queue, thread pool, cron job, backup, restore, import, export, configuration, config,
    config push,
    batch, index, token, key, provider, vendor, host, contractor, operator, third[- ]party,
    power""")
_HARM = either(r"""
    caused, triggered, broke,
    (?:took|takes|taking|brought|bringing) (?:\w+ ){0,3}?(?:down|out|away),
    knocked, deleted, led to, resulted in, overloaded, exhausted, corrupted, cut, severed, tore,
    disabled, prevented, overwhelmed, slowed, wiped, blocked, hit, struck, damaged, destroyed,
    flooded,
    filled, infected, locked, crashed, went through, (?:fell|came down) (?:on|onto|across),
    set off, jammed,
    dropped, erased, overwrote, emptied, stopped the, stopped our, shut down, burned, is causing,
    was causing, has broken, had broken, has failed us, failed us, (?:evaded|suppress\w*)""")
_ENDED = either(r"""
    failed, fails, died, broke, broken, burst, burn(?:ed|t)(?: down)?, overheated, expired, ran out,
    run out, lapsed, crashed, tripped, abended, collapsed, (?:was|is|got|been|were|are) (?:cut,
    stolen, damaged, deleted, delted, unplugged, flooded, overloaded, full, malformed,
    misconfigured,
    expired), lost its \w+, has gone, blew, froze, leaked, did not start, filled up""")
_PART = either(r"""
    router, switch, node, disks?, drive, cables?, transformer, signal, certificate, fib(?:re|er),
    pumps?,
    generator, cooling(?: \w+)?, air conditioning, substation, power supply, controller,
    (?:\w+ )?batch,
    load balancer, fuse, battery, feeder(?: \w+)?, transmitter, antenna, mast, pipe, water main,
    bridge,
    relay, turbine, valve, firewall, data ?cent(?:re|er), overhead line, index, depot,
    storage array,
    hard drive, licen[cs]e, token, domain, job, script, import, backup, sensor, some requests,
    gearbox,
    undersea cable, main line, compressor, boiler, motor, tyre, engine, rail, track, points""")
_FLAW = either(r"""
    faulty, bad, botched, incorrect, wrong, expired, failed, buggy, defective, problematic,
    unhealthy,
    misconfigured, malformed, flawed, rogue, corrupt(?:ed)?, broken, overheated, damaged, burst,
    blown,
    erroneous, full, loose, frozen, leaking, degraded, missing, stolen, overloaded, outdated,
    ageing,
    cracked, cross origin""")
_FLAWED = either(r"""
    change, update, upgrade, release, deploy, deployment, patch, rollout, router, switch, server,
    cable,
    disk, certificate, configuration, config, setting, rule, script, job, node, transformer,
    signal, line,
    sensor, valve, pump, power supply, card, module, link, route, announcement, query, file,
    index, fuse,
    firmware, driver, battery, component, main, pipe, import, key, token key, token, calendar,
    build,
    BGP announcement, copy job, deployments?, rack, plug, cooling unit, fan, memory, drive,
    api change,
    overnight (?:\w+ ){0,2}job, setting, table, version""")
_VAGUE_CAUSE = either(r"""
    (?:this|that|these|it|the|an?) (?:issue|problem|incident|outage|situation|fault,
    error|disruption),
    this, that, these, it(?= |\.|$), yesterday's, (?:system|network|our|these) (?:issues,
    problems, outage), brevity, (?:operational|technical|various|unknown|those|these|many)
    reasons?, technical (?:difficulties|issues?|problems?),
    an? (?:technical|temporary|ongoing|unknown)
    (?:issue|problem|fault|error), unforeseen, circumstances, unknown, reasons, time,
    you\b(?! keep),
    (?:come, go, start, arrive, travel, fly, attend)\b, what, some (?:issue|problem|reason),
    maintenance, (?:scheduled|planned|essential) maintenance, your,
    our team, us\b, patience, the inconvenience, be, be sent""")
CAUSE = (
    rule(rf"(?:caused by|due to|owing to|as a (?:result|consequence) of|because of|the result of"
         r"|resulted from|stem(?:s|med)? from|traced (?:back )?to|pointed to|triggered by"
         r"|provoked by"
         r"|attribut(?:ed|able) to|comes? from|came from|brought on by|down to|thanks to|blamed on"
         rf"|result from|from a failed)(?! {_VAGUE_CAUSE})[^.;!?]{{3,70}}",
         after=rf"{NO}(?: \w+)?|{MAYBE}(?: \w+){{0,3}}|are|fall|deliver|inconvenience",
         unless=r"will (?:\w+ )?be (?:paused|unavailable|down|offline)|who knows"),
    rule(r"because (?!of |we |you |it |this |that |they (?:are|were) |the (?:issue"
         r"|problem))(?:[\w'-]+ )"
         r"{1,6}[\w'-]+",
         r"because we (?:had|have|made|did|forgot|ran|pushed|changed|lowered|let|skipped|asked"
         r"|loaded"
         r"|used|deleted)[^.;]{3,60}",
         after=rf"not|{MAYBE}", unless=r"will be|who knows"),
    rule(rf"(?:root |underlying |likely |main )?(?:cause|reason"
         rf"|culprit)(?: of [^.]{{3,40}}?)?(?:(?: has been|"
         rf" was| is)? (?:identified|found|traced|known|confirmed) (?:as|to be|to)| was| is|:"
         rf"| turned out"
         rf" to be| are) (?!{NOT}\b|(?:now|still|unknown|unclear|under|being|yet|known|tracked"
         rf"|currently|identified"
         r"|found|that we|understood|as yet|something|pending|also|to be|in"
         r"|one of)\b)[^.;!?]{3,70}",
         r"(?:root )?cause (?:in|at|on|with) [^.;]{3,50}(?:understood|known|found)",
         after=NEGATED, unless=r"(?:was|were|is) not the cause"),
    rule(r"[^.;,!?]{3,60} (?:is|was|are|were|has been|identified as"
         r"|confirmed as) (?:also )?(?:the |behind )"
         r"(?:(?:(?:root|main|actual|likely) )?(?:cause|reason|source|culprit|this|the outage"
         r"|it))\b"
         r"|[^.;,!?]{3,60},? (?:which is|and that is|that's|that is) why",
         unless=rf"{NOT}|{MAYBE}(?! culprit)|investigat\w+|(?:we|i) know (?:what|who)|this (?:is"
                rf"|was) (?:the|why)"),
    rule(rf"(?:identified|found|detected|discovered|located|isolated"
         rf"|bottom of it:?) (?:that )?(?:an?|the"
         rf"|one|two|our|some) {gap(4)}(?:{_THING}|{_FLAW} \w+|fault in|error in|defect|mistake"
         r"|misconfigur\w+)",
         r"(?:identified|found) [^.;]{3,60} as the (?:likely |main )?(?:source|cause|origin|root"
         r"|culprit)",
         unless=r"identified (?:and|a) [^.]{0,60}?(?:potential|possible) fix"
                r"|identified and [^.]{0,30}?(?:fix"
                r"|mitigation)|workaround"),
    rule(rf"(?:an?|the|our|one of our|this|some|that|when an?|two|one of our own) (?:[\w'-]+"
         rf" ){{0,6}}?{_THING}"
         rf"(?: (?!that\b|which\b)[\w'-]+){{0,6}}? (?:that |which |has |had )?{_HARM}",
         rf"(?:\w+ )?{_THING}(?:e?s)?(?: [\w'-]+){{0,5}}? (?:that )?{_HARM}",
         r"[\w-]+ \w+ triggered (?:an?|the) \w+",
         r"(?:problem|issue|fault) (?:is|was|turned out to be|lies) (?:an? (?!known|problem"
         r"|issue)|with (?:the|a|one|our)"
         r"|in (?:the|a|one|our)|related to|linked to)[^.;]{3,60}"
         r"|it was an? (?:\w+ ){1,5}(?:issue|problem|fault|bug|error"
         r"|failure)(?: [^.;]{3,40})?|(?:occurred|happened) while \w+ing[^.;]{3,60}",
         after=rf"not|{MAYBE}(?: \w+)?|(?:issue|problem|incident|outage) (?:that )?|no|what",
         unless=rf"{MAYBE} (?:have )?{_HARM}|we (?:broke|cut|disabled|stopped) (?:the|off)"
                rf"|stopped the rollout"),
    rule(rf"(?:an?|the|one|two|our|some|that|its|both) (?:[\w'-]+ ){{0,3}}{_PART}(?:"
         rf" (?!that\b)[\w'-]+)"
         rf"{{0,4}}? (?:has |have |had |was |were |is )?{_ENDED}",
         r"(?:an?|one of (?:our|the|its|two|three)) (?!number|lot|few|user|customer|problem"
         r"|issue)(?:[\w'-]+ ){1,4}(?:\([^)]{3,30}\) )?"
         r"(?:failed|died|burst|collapsed|expired|overheated|exploded)|(?:failed|broke|crashed"
         r"|expired|tripped|died|collapsed),?"
         r" (?:causing|leading to|resulting in|which (?:caused|led))[^.;]{3,60}",
         rf"{_PART} (?:\w+ )?(?:failure|fault|fire|theft|leak|defect|break)|tripped on \w+"
         rf"|memory leak"
         rf"(?: in [^.;]{{3,40}})?|fire broke out[^.;]{{0,40}}|\w+ (?:starvation|exhaustion"
         rf"|overload)"
         rf"|{_PART} (?:{_ENDED})|(?:car|person|people|cow|cattle|tree|branch"
         rf"|bag) on the (?:tracks?|line|rails)",
         after=rf"{MAYBE}(?: \w+){{0,2}}|{NO}|if|when",
         unless=rf"{MAYBE} (?:have )?{_ENDED}|{MAYBE} be \w+, but"),
    rule(rf"(?:an?|the|some|of|one|our) (?:\w+ )?{_FLAW} (?!with|for|to|and|on|in"
         rf"|at)(?:\w+ )?{_FLAWED}",
         rf"(?:cause|reason|culprit):? (?:\w+ )?{_FLAW} \w+",
         r"(?:bug|defect|flaw|error|mistake|fault) in (?:a|an|the|our"
         r"|one)\b(?! (?:\w+ )?(?:display|screen))"
         r"[^.;]{3,50}", r"(?:the|a) bug (?:which|that|where)[^.;]{3,50}|(?:an?|the) (?:failure"
                         r"|breakdown|fault) (?:in|of|at) (?:a|the|our|one)"
         r" [^.;]{3,80}", r"(?:an? |the |some )?(?:\w+ )?misconfiguration(?: \w+)?",
         r"(?:infrastructure|track circuit|hardware|software|configuration|human|operator|power"
         r"|process|cable|disk|database|signal|rail)"
         r" (?:fault|failure|error)(?! message)(?: in [^.;]{3,40})?",
         r"(?:an?|the) (?:likely )?(?:recent|new|routine|internal|backend|software|network"
         r"|config\w*|database"
         r"|firewall|overnight|storage) (?:\w+ ){0,2}(?:change|push|update|deploy\w*"
         r"|rollout) (?:that"
         r"|which|is (?:the|a|likely))[^.;]{3,60}",
         after=rf"{MAYBE}(?: \w+){{0,2}}|{NO}(?: \w+){{0,2}}|replac\w+|if|avoid|prevent|buy|use",
         unless=rf"{MAYBE} be\b|error messages?|process error and"),
    rule(r"(?:we|i|he|she|they|someone|somebody|(?:an?|the|our|one of our) (?:\w+ ){1,3}?)(?: had"
         r"|'d)?"
         r" (?:accidentally |mistakenly )?(?:pushed|uploaded|deployed|ran|deleted|released"
         r"|lowered|removed"
         r"|sent|changed|unplugged|loaded|installed|skipped|used|set|typed|switched off|pressed"
         r"|left out"
         r"|forgot|asked for|ordered|raised|entered|let|allowed|missed|overwrote|restarted"
         r"|configured"
         r"|migrated|wiped|rolled out|copied|imported|printed)[^.;,]{0,40}?(?:wrong|bad"
         r"|too (?:few|many|much"
         r"|little|early|late|small|big)|by (?:mistake|accident|error)|without (?:telling|asking"
         r"|testing"
         r"|a way|a test|a check|notice)|twice|a test|a step|a check|to renew|our sms|run out"
         r"|expire|lapse"
         r"|the cache|on a friday)[^.;,]{0,30}",
         r"ran out of (?:disk|memory|space|capacity|ip|licen[cs]es|\w+)|(?:was|were"
         r"|got) (?:damaged|cut|severed|hit|struck|unplugged) (?:by|during|when)[^.;]{3,50}"
         r"|kernel panic|drivers? (?:is|are) ill|(?:driver|staff)"
         r" shortage|(?:mistakenly|accidentally|inadvertently|wrongly) (?:rolled|pushed|deployed"
         r"|deleted"
         r"|disabled|removed|switched|unplugged|changed|shut)[^.;]{0,40}"
         r"|our (?:cloud )?provider has failed us"
         r"|needs replacing|changed something|maintenance was skipped"),
    rule(rf"(?:after|following|when) (?:an?|the|our|one of our|one|two|someone"
         rf"|somebody) {gap(4)}(?:{_THING}|"
         rf"{_PART}|{_FLAW} \w+|thunderstorm|crash|collision|explosion|eruption|theft|incident at)"
         r"(?: [^.;,]{3,40})?", with_trouble=True,
         after=r"(?:restored|recovered|resolved|started|since|began|right|soon|shortly)",
         unless=r"will|once|update you|roll\w* out the fix|please|if you"),
)

# ------------------------------------------------------------------------------ not known
_FIND = either(r"""
    investigat\w+, look(?:ing)? (?:into|for), determin\w+, identify(?:ing)?, search\w*(?: for)?,
    find(?:ing)?(?: out)?, establish\w*, trac(?:e|ing), pin(?:ning)?(?: down| point)?, pinpoint\w*,
    understand(?:ing)?, hunt\w*(?: for)?, narrow(?:ing)? down, diagnos(?:e|ing), isolat(?:e|ing),
    locat(?:e|ing), work(?:ing)? out, figur(?:e|ing) out, tell us, see, 
    get(?:ting)? to the bottom of""")
_CAUSE = (r"(?:the |a |its |their |possible |potential |exact |underlying |root |actual |real "
          r"|precise "
          r"){0,4}(?:root cause|cause|causes|reason|reasons|source|origin|culprit|trigger)")
_WHAT = (r"(?:why|what(?: exactly)? (?:it is|it was|happened|happens|is happening|caus\w+"
         r"|is caus\w+|the"
         r" (?:cause|reason|problem|issue|matter|trouble)|is (?:going|wrong|behind)|went wrong"
         r"|broke|'s"
         r" \w+|to blame)|what's (?:\w+ing|wrong|behind|up)|where (?:it|the (?:leak|fault|problem"
         r"|error"
         r"|break))|how (?:it|this|that) (?:happened|came|could))")
CAUSE_UNKNOWN = (
    rule(rf"(?:{NOT}|no one|nobody|none of us|unable to|yet to|without"
         rf"|few) (?:\w+ ){{0,4}}?(?:know\w*|found"
         r" out|find out|find|found|understand|understood|say|tell|determined?|identif(?:y|ied)"
         r"|sure|clear"
         r"|established?|explain|certain|confirmed?|locate[d]?|seen|see|a clue|an idea"
         r"|the faintest|worked"
         rf" out|figured out|pinned)(?: \w+){{0,3}}? (?:{_CAUSE}|{_WHAT})",
         r"do(?:n't| not) (?:yet |really |honestly )?know(?: yet| that)?\s?[.!;]|we don't know why",
         after=r"i|if you|you", unless=r"know (?:how|what) (?:to|you)"),
    rule(rf"{_CAUSE}(?: of [^.]{{3,40}}?)?(?: is| remains| was| are)?(?: still| yet| as yet"
         rf"| currently| so far"
         r"| also| at present)* (?:unknown|unclear|open|(?:not|n't) (?:yet |fully "
         r"|been )*(?:known|clear"
         r"|found|identified|understood|established|confirmed)|being (?:investigated|determined"
         r"|looked)"
         r"|(?:is )?under (?:investigation|analysis|review)|a mystery|pending|tbd|tbc"
         r"|to be (?:determined"
         r"|established|found|confirmed))",
         r"unknown (?:cause|reason|origin)s?|(?:rca|cause|analysis) (?:is )?(?:pending|tbd|tbc)"
         r"|(?:reason|cause)[^.]{0,40}?(?:is |was )?not (?:yet )?found(?: still| yet)?"
         r"|(?:un|not (?:yet )?)clear (?:\w+ )?(?:why|what|how|where)"),
    rule(rf"{_FIND} (?:\w+ )?(?:{_CAUSE}|{_WHAT})",
         after=rf"{NOT}|(?:have|had|has|been) (?:\w+ )?|once we|when we",
         unless=r"(?:will|'ll) publish|post-?mortem|cause is understood|found the cause|help us"),
    rule(r"no (?:idea|clue)(?: yet)?(?: \w+){0,4}? (?:why|what|how|where|when)|no (?:idea|clue)\b"
         r"|who knows"
         r"(?: why)?|what (?:is|the \w+ is) happening|ruled out (?:one|two|three|four|several"
         r"|some|many|most)"
         r"|(?:was|were|is) not the (?:\w+ )?cause|possible (?:places|causes|reasons)|at a loss"
         r"|no cause"
         r"(?: yet| found)?|(?:two|three|several|some|many|competing) theories|mystery|puzzl(?:ed"
         r"|ing)|baffl"
         r"(?:ed|ing)|in the dark about|(?:we are|we're|i am|i'm) (?:\w+ )?guessing"
         r"|scratching our heads"
         r"|cannot explain|can't explain|without (?:an )?explanation|haven't ruled",
         after=r"and have|there is"),
)
