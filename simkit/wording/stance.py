"""Words of stance: apology, empathy, whose fault, what is denied, made small or guessed."""

from __future__ import annotations

from simkit.wording.pieces import MAYBE, NOT, Rule, either, gap, rule
from simkit.wording.times import DURATION

APOLOGY = (
    rule(r"sor+y+|sry|srry|apolog\w+|excuse us|ashamed|regret(?:s|ted)?|(?:beg|ask)(?: for| your"
         r"| you)* pardon|pardon us"
         r"|forgive us|ask (?:for )?forgiveness|mea culpa|our bad",
         after=r"(?:not|no|without|won't|never|you'll be|so feel|don't|isn't|need to|be)"),
)

_FORMULA = (r"frustrat\w+|inconvenien\w+|understand your|know the cause|know what (?:it|the)"
            r"|who we are|how important|annoying"
            r"|know why|value|as you (?:may )?know|know that (?:it|the (?:fix|issue|problem"
            r"|cause))|know exactly")
_SEEN = either(r"""
    waiting, stuck, stranded, queued, stood, standing, sitting, relying, counting on, worried,
    afraid,
    scared, waited, left, missing, depending, depend, had to, rely, missed, lost, late for,
    whose""")
EMPATHY = (
    rule(r"(?:we|i) (?:all )?(?:know|see|realise|realize|understand|can imagine|imagine|feel|hear"
         r"|recogni[sz]e|appreciate|get)"
         r" (?:that |how |what |very well |this |it ){0,2}(?:(?:a lot|many|some|most|all|lots"
         r"|thousands|a few) of )?(?:you|them|people"
         r"|families|parents|hits|comes|means?|hurts|leaves|ruins|mattered|matters|hard|much"
         r"|worrying|frightening|plans|patients"
         r"|customers|shops|is a (?:bad|hard|terrible|difficult))\b(?! (?:to know|for your|can\b"
         r"|may\b|have questions|want to know"
         r"|know|are having (?:problems|trouble|issues)))[^.!?;]{3,80}",
         unless=_FORMULA),
    rule(rf"(?:you|some of you|many of you) (?:are|may be|have been|were|have"
         rf"|had) (?:\w+ ){{0,2}}?{_SEEN}[^.!?]{{3,60}}",
         r"(?:above all|especially|particularly|in particular|(?:sorry|and|apologies)(?= to)"
         r"|hard on|hard for|apologi\w+|thinking of|our thoughts (?:are )?with"
         rf"|difficult for|painful for|stressful for)(?: \w+)? ?(?:to |for |with )?(?:those|all"
         rf"|everyone|anyone|families|people|anybody|all of you)"
         rf" (?:who |of you who |that )?(?:\w+ )?(?:{_SEEN}|were|have|are|had|cannot"
         rf"|could not)[^.!?]{{0,80}}",
         r"(?:hard|bad|long|difficult|worrying|frightening|stressful|anxious|painful|rough"
         r"|terrible|awful) (?:\w+ )?(?:morning|day|night"
         r"|evening|hours?|time|wait|week|for (?:families|people|you|those|everyone|parents"
         r"|patients|many|anyone)|on (?:you|anyone"
         r"|everyone|those|families))[^.!?]{0,50}",
         r"waited (?:weeks|months|hours|all)[^.!?]{0,60}|no (?:way|fun) to (?:spend"
         r"|start)[^.!?]{3,50}",
         after=rf"{NOT}|no|(?:if|until|when)(?: \w+)?",
         unless=r"is a bad time|all day|(?:day|night|long) (?:shift|to)|what a|waiting for (?:the"
                r"|a) (?:fix|vendor|provider)|bad timing"
                r"|(?:for|after) a long time|long time"),
)

RESPONSIBILITY = (
    rule(r"(?:our|my) (?:own )?(?:fault|falt|mistake|error|responsibility|failure|oversight|fail"
         r"|doing|bad|negligence|blunder)",
         r"(?:this|that|it|this one|that one)(?: is| was|'s)?(?: entirely| all| fully"
         r"| squarely)? ?on us(?! to)|the (?:fault|mistake|blame)"
         r" (?:is|was) (?:\w+ )?ours|(?:error|mistake|failure|failing"
         r"|shortcoming)s? on our (?:part|side)|(?:planning|human) error on",
         after=rf"{NOT}|none of (?:this|it) (?:is|was)|nor|no|correct(?:ing)?|fix(?:ing)?",
         unless=r"not our|isn't our|wasn't our|our (?:\w+ )?error (?:rate|log|message|page)s?"),
    rule(r"(?:we|i) (?:simply |just |really |clearly )?(?:should(?:'ve| have)|ought to have"
         r"|could have (?:prevented|caught)|failed (?:to|you|at)"
         r"|let you down|were wrong|was wrong|got (?:it|this|that) (?:\w+ )?wrong|made (?:a |an "
         r"|the |some )?(?:\w+ )?(?:mistake|error)s?"
         r"|messed up|screwed up|broke it|forgot|overlooked|missed (?:it|this|the|a)|own (?:this"
         r"|it|that)|(?:take|accept|bear|assume) (?:\w+ )"
         r"{0,2}(?:responsibility|the blame)|(?:are|am) (?!not )(?:\w+ )?(?:responsible|to blame)"
         r"|did not (?:test|check|see it)|caused (?:this|it)"
         r"|have no (?:excuse|one else)|(?:badly )?underestimated|fell short|dropped the ball"
         r"|had no alarm|skipped|loaded the wrong|asked for too"
         r"|tested too)",
         after=r"if|whether|that"),
    rule(r"(?:mistakenly|accidentally|inadvertently|erroneously|wrongly)(?: \w+)?",
         r"(?:a |the )?(?:process|human|operator|procedural|planning) (?:error|failure"
         r"|mistake)(?! by)"
         r"|gaps? in our \w+|(?:shortcoming|failing"
         r"|oversight)s? (?:in our|on our)|this oversight|(?:this|that) (?:is|was) (?:simply "
         r"|just )?(?:unacceptable|inexcusable|not good enough)|mortified|our \w+ (?:was not"
         r"|were not|weren't"
         r"|wasn't) (?:good enough|ready|tested|prepared)"
         r"|we [^.;]{3,40} (?:by (?:mistake|accident|error)|without (?:a way back|testing|a test))",
         after=r"not|if|may have",
         unless=r"users? (?:\w+ )?(?:mistakenly|accidentally)|may have"
                r"|you (?:\w+ )?(?:accidentally|mistakenly)|colleague|intern"),
)

_FIRM = either(r"""
    providers?, vendors?, suppliers?, contractors?, subcontractors?, carriers?, manufacturers?,
    partners?,
    third[- ]part(?:y, ies), agency, reseller, (?:hosting, cloud, phone, software, power, cable,
    security,
    payment, telecom, outsourcing, network, grid, utility) (?:company, firm, people, provider,
    partner,
    bank, operator, folks, team), partner bank, landlord, council, integrator, upstream""")
_THEIRS = (rf"(?:(?:one of )?(?:the|our|an?|some|its|their)?(?: \w+){{0,3}}? ?{_FIRM}(?:"
           rf" [A-Z]\w+)?)")
_WRONG = either(r"""
    errors?, faults?, failures?, outage, mistakes?, failed, fails, broke, breaks, caused,
    changed, let us,
    has failed, has let, made a, did(?: not, n't) (?!\w*ly \w+ the, damage, cause, break),
    forgot, ignored, (?:\w+ ){0,5}knocked, (?:\w+ ){0,3}damaged, is to blame, is responsible,
    is down, skipped,
    is at fault, are to blame, are responsible, switched off, cut, deleted, messed,
    experienced (?:\w+ ){0,3}(?:issues?, problems?, outages?, failures?),
    had an? (?:\w+ )?(?:outage,
    incident, issue, problem, failure, fault, power), is having (?:\w+ )?(?:trouble, problems?,
    issues?, an outage),
    has (?:trouble, problems, an outage), are having (?:trouble, problems, issues),
    (?:configuration, config, network) (?:change, error, configuration), configuration, broke it,
    was late""")
_ROLE = either(r"""
    intern, colleagues?, employee, night shift, junior, contractor, administrator, predecessors?,
    previous team,
    other team, other department, it department, marketing, management, sales, developers?,
    engineer, operator,
    admin, trainee, head office, finance, technician, temp, worker, someone, somebody""")
_DID = either(r"""
    pushed, left, forgot, deleted, made, broke, did, caused, messed, ignored, refused, unplugged,
    failed, didn't,
    never, would not, wouldn't, changed, pressed, decided, insisted, screwed, cut, pulled,
    tripped, skipped,
    switched, typed, did not, spilled, shut, wiped, removed""")
_CROWD = either("""
    users, customers, people, players, you, everyone, everybody, passengers, parents, clients,
    fans""")
BLAMES = (
    rule(rf"{_FIRM}(?:'s)?(?: [A-Z]?\w+)?(?: \w+)? {_WRONG}",
         rf"(?:errors?|issues?|faults?|failures?|outage|problems?|route|incident|disruption"
         rf"|trouble|mistake)(?: \w+){{0,4}}? (?:with|at|from"
         rf"|of|by|in|within|internal to|on) {_THEIRS}",
         rf"(?:caused|triggered|due|down|skipped|broken|cut|damaged|severed|hit) (?:by"
         rf"|to) {_THEIRS}|(?:due|down|owing) to your (?:\w+ )?(?:provider|operator|isp"
         rf"|carrier|bank)",
         rf"(?:blame|thanks to|complain to|typical of|courtesy of"
         rf"|timing as always from) {_THEIRS}|(?:cloud|hosting|network|telecom)"
         r" (?:people|guys|folks) (?:\w+ )?(?:broke|did|failed|messed)",
         after=rf"{NOT}|no|(?:change|worked|help|error) (?:in|of|on) (?:\w+ )?",
         unless=r"(?:continu\w+ to |still )?investigat\w+ (?:the |an "
                r"|this )?issues? with our (?:\w+ )?(?:provider|vendor|partner)|not (?:the|our)"
                r" (?:provider|vendor|supplier)'?s? fault|working with (?:our|the) \w+ to (?:fix"
                r"|resolve) (?:the|this|an) issue"),
    rule(rf"(?:an?|the|some|one|our|another|one of our) (?:\w+ )?{_ROLE} (?:(?:had"
         rf"|has) )?(?:\w+ly )?{_DID}",
         r"night shift (?:left|forgot|broke)|(?:nobody|no one|they never|management never"
         r"|they didn't) listen(?:ed|s)?|we (?:told|warned)"
         r" (?:them|management|the)|(?:cleaning|clearing) up after|he has been spoken to"
         r"|(?:someone|somebody)(?: else)? (?:forgot|pushed"
         r"|broke|messed|screwed|left|unplugged|pulled)|maintenance was skipped by"
         r"|taken them off the job",
         unless=rf"{MAYBE} (?:someone|somebody)|perhaps"),
    rule(rf"(?:because|since|as) (?:\w+ )?{_CROWD}(?: all)? (?:keep|kept|are|were|did|do|don't"
         rf"|didn't|will|won't|have|flood|hammer|overload"
         rf"|ignore)|{_CROWD} (?:who )?(?:\w+ ){{0,2}}?(?:hammer\w*|flood\w*|overreact\w*"
         rf"|refreshing too|abus\w+|misus\w+|panicking|should have"
         r" read|ignored|doing it wrong|at fault|making (?:this|it) worse)|if (?:everyone"
         r"|everybody|people|users|you)(?: all)? (?:\w+ )?(?:stopped"
         r"|would stop|had|hadn't|didn't|would just|read)",
         r"you (?:probably|likely|may|might|must|have) (?:have |be |are |using |did )?(?:an? "
         r"|an )?(?:old|outdated|wrong|not|bad|poor|using|forgot"
         r"|unsupported|slow|own)|(?:check|restart|blame|fix|ask"
         r"|contact) your (?:own )?(?:connection|internet|wi-?fi|router|device|settings"
         r"|phone|browser|computer|equipment|network operator|operator|isp|provider)(?! \w+ (?:on"
         r"|via))",
         r"(?:it's|it is|is|that's|probably) your (?:own )?(?:\w+ )?(?:fault|mistake|device|phone"
         r"|connection|wi-?fi|side|end|browser|computer"
         r"|settings|network)|your (?:own )?(?:fault|mistake|side|end)(?! of)|user error"
         r"|local circumstances|hotel wi-?fi|overreacting"
         r"|stop (?:whining|complaining)",
         unless=r"if (?:this|it) is your|whether"),
    rule(rf"not us|(?:{NOT}|isn't|wasn't) our (?:fault|mistake|problem|doing|side|end)"
         rf"|nothing to do with us|(?:their|his|her|its) (?:own )?"
         r"(?:fault|mistake|side|end|mess|negligence|incompetence)|(?:on|at) (?:their"
         r"|the provider's|the vendor's|the supplier's) (?:side|end)"
         r"|(?:is|are|was) to blame|blame (?:the|them|him|her|it)|(?:the )?(?:press|media"
         r"|newspapers?|journalists?|reporters?) (?:\w+ ){0,2}"
         r"(?:exaggerat\w+|wrong|lying|lies|invented?|blow\w*|panic\w*|mak\w+ (?:this|it))"
         r"|let us down|(?:has|have) failed us|(?:screwed|messed)"
         r" (?:it |us )?(?:up|over)|without telling us|third[- ]party (?:\w+ )?(?:configuration"
         r"|change|failure|error|outage|bug)|not my (?:circus"
         r"|fault|problem)|broke it again|out of proportion",
         after=rf"no one|nobody|not|sorry (?:\w+ )?|{NOT}|we",
         unless=r"(?:this|it) (?:isn't|is not|wasn't) (?:your|their|the \w+'s|anyone's"
                r"|anybody's) fault|we (?:messed|screwed)"),
)

_LOST = either(r"""
    lost, lose, losing, deleted, missing, disappear(?:ed)?, gone, erased, wiped, damaged,
    destroyed, corrupted,
    vanished, overwritten, affected by loss""")
_DATA = either(r"""
    data, messages?, files?, information, documents?, photos?, records?, passwords?, accounts?,
    details, credentials,
    tickets?, work, results?, payments?, transfers?, seats?, orders?, bookings?, calls,
    recordings?, emails?, history,
    content, posts, reservations?, marks, appointments?, purchases, points, notes, drafts,
    invoices, pictures, uploads,
    they, it, everything, nothing""")
_NO_SIGN = either(r"""
    no (?:evidence, signs?, indications?, reason to believe, proof, trace, hint)s?,
    nothing to suggest,
    nothing (?:that )?(?:points, pointing, suggests), 
    not seen (?:any )?(?:evidence, signs?, traces?)""")
_OPEN = (r"(?:can|could)(?:not|'t| not)(?: yet)? (?:rule|exclude|say|confirm|tell|comment"
         r"|explain)|(?:not|no) comment|whether|(?:not|n't) rule[d]?"
         r"|not yet know|(?:do not|don't|n't) know|not sure|no reports yet|too early")
DENIES: dict[str, tuple[Rule, ...]] = {
    "attack": (
        rule(rf"{NOT} (?:\w+ ){{0,4}}?(?:attack\w*|hack|hacked|hackers?|cyber-? ?(?:attack"
             rf"|incident)\w*|intrusion|sabotage|ransomware|malware"
             r"|virus|malicious|security (?:incident|breach|issue|problem)|ddos"
             r"|foul play)(?: [\w'-]+){0,8}",
             rf"{_NO_SIGN} (?:of |for |to |that |at ){{0,2}}(?:\w+ ){{0,5}}?(?:attack\w*|hack\w*"
             rf"|intru\w+|sabotage|malicious|ransomware|foul play"
             r"|cyber\w*|ddos|outsider|third party involve\w*)",
             r"(?:nothing to do with|unrelated to|not related to|ruled? out|exclude|excluded|no"
             r"|rumou?rs?(?: of| that| about)?|reports? (?:of|that)"
             r"|claims? (?:of|that)) (?:\w+ ){0,4}?(?:attack\w*|hack\w*|cyber\w*|sabotage"
             r"|intrusion)(?: (?:is|are) (?:\w+ )?(?:false|wrong|untrue"
             r"|unfounded|not true))",
             r"(?:nothing to do with|unrelated to|ruled out) (?:\w+ ){0,3}(?:attack\w*|hack\w*"
             r"|cyber\w*|sabotage|intrusion)|(?:there (?:is|was) )?no"
             r" (?:\w+ )?(?:attack|hack|intrusion|sabotage|malicious \w+|foul play)|(?:attack\w*"
             r"|hack\w*|sabotage) (?:\w+ ){0,3}(?:is|are|was|were|can be|has been) (?:\w+ )?"
             r"(?:false|untrue|wrong|ruled out|excluded|unfounded|not true|baseless)(?! yet)"
             r"|(?:nobody|no one|no-one) (?:\w+ )?(?:hacked|attacked"
             r"|broke in|broken in|sabotaged)(?: \w+)?|no hackers?",
             after=r"can|could",
             unless=_OPEN + r"|not just|not only|cannot (?:yet )?say"),
    ),
    "data_breach": (
        rule(rf"(?:no|nobody's|none of (?:your|the|our)|nothing|no one's"
             rf"|{NOT}) {gap(5, 'because|so|but|and')}(?:stolen|leak\w*|breach\w*|compromised"
             rf"|accessed"
             r"|exposed|copied|read by (?:others|anyone|strangers)|seen by (?:others|anyone"
             r"|strangers|outsiders)|in the wrong hands)",
             rf"{_NO_SIGN} (?:of |that |to ){{0,2}}(?:\w+ ){{0,6}}?(?:leak\w*|breach\w*|stolen"
             rf"|compromised|accessed|exposed|unauthori[sz]ed access)",
             r"(?:nobody|no one|no-one|no stranger|no outsider"
             r"|no third party) (?:\w+ ){0,2}?(?:got|get|gets|had|has|gained|has had|broke|broken"
             r"|stole|saw|read|took|copied|accessed) (?:\w+ ){0,2}?(?:into|access|in|your|any"
             r"|their|the)(?: [\w'-]+){0,3}",
             rf"(?:your |all |customer |personal |user )(?:\w+ )?{_DATA} (?:is|are|remains?"
             rf"|stays?|was|were) (?:\w+ )?(?:safe|secure|protected"
             r"|untouched)",
             unless=_OPEN + r"|if your|action (?:is|was) taken|not taken lightly"
                            r"|not (?:\w+ )?taken"),
    ),
    "data_loss": (
        rule(rf"(?:no|none of (?:your|the|our|these)|not a single"
             rf"|not one) (?:[\w'-]+ ){{0,5}}?(?:is|are|was|were|been|be|got|has"
             rf"|have)? ?(?:\w+ )?{_LOST}",
             rf"(?:nothing|nobody|no one) (?:[\w'-]+ ){{0,5}}?{_LOST}(?: (?:anything|data"
             rf"|messages|\w+))?",
             rf"{_DATA} (?:is|are|was|were|has|have|had|'s|'re)? ?(?:(?:not|n't)|\w+n't) (?:been "
             rf"|be )?{_LOST}|they (?:are|were|have) not (?:been )?{_LOST}"
             rf"|{_DATA} (?:\w+n't|{NOT}) (?:\w+ )?{_LOST}|no (?:data )?loss(?: of \w+)?",
             rf"(?:you )?(?:will not|won't|not going to) lose (?:any|your) {_DATA}",
             rf"(?:your |all |customer |user |every |these |the )(?:[\w'-]+ ){{0,4}}?{_DATA}?"
             rf" ?(?:is|are|remains?|stays?|was|were) (?:\w+ ){{0,2}}?(?:safe|intact"
             rf"|stored|preserved|untouched|still there|all (?:still )?there|kept|saved)"
             rf"|they(?:'re| are) (?:\w+ )?(?:safe|stored|still there|intact|saved)",
             after=r"(?:if|whether)(?: \w+){0,4}",
             unless=_OPEN + r"|los(?:ing|t) (?:time|hope|patience|power|connection|access|contact"
                            r"|in)|no longer|gone (?:wrong|away)|not gone"
                            r"|money (?:is|are)|if (?:nothing|no)|no idea|i'm not"
                            r"|(?:problem|issue|fault|outage|error|trouble)s? (?:is|are) still"),
    ),
    "harm": (
        rule(r"(?:nobody(?:'s \w+)?|no one|no-one|no (?:passengers?|patients?|people|persons?"
             r"|staff|\w+)) (?:\w+ ){0,3}?(?:hurt|injured|harmed|in danger|at risk"
             r"|endangered|charged(?: twice)?|wounded|delayed|unsafe|worse off|out of pocket)",
             rf"{NOT} (?:\w+ ){{0,2}}?(?:at risk|in danger|dangerous|endangered|unsafe|a safety)"
             rf"|no (?:\w+ )?(?:danger|risk|injur\w+|casualt\w+|harm|safety (?:issue"
             r"|risk|concern)s?)(?! of)|(?:your )?(?:money|funds|savings|balances?|deposits?"
             r"|salar(?:y|ies)) (?:is|are|remains?|stays?) (?:\w+ ){0,2}(?:safe"
             r"|there|secure|correct|untouched)|(?:everyone|everybody|all passengers|all patients"
             r"|passengers|patients|people|machines|aircraft|trains) (?:is|are"
             r"|remains?|were|was)? ?(?:\w+ )?(?:safe|fine|unharmed)(?! on)|nobody (?:will"
             r"|is going to) (?:lose|pay)(?: \w+)?|no money (?:\w+ ){0,3}(?:lost"
             r"|missing|stolen|gone)|safe to (?:drink|use|eat|travel)",
             unless=_OPEN + r"|not safe|isn't safe"),
    ),
    "problem": (
        rule(r"(?:we|it|this|that|app|service|site|system|network|servers?|platform|nothing"
             r"|there)(?: (?:is|are|was|were|'s|'re)|'re|'s) (?:\w+ )?(?:not (?:down"
             r"|broken|offline|an? (?:\w+ )?(?:outage|problem|issue|incident|fault|crash"
             r"|emergency))|perfectly fine|just fine|absolutely fine)",
             r"(?:there (?:is|was|are|were)|we (?:have|see|had)|i see) (?:absolutely "
             r"|currently )?no (?:\w+ )?(?:outage|problems?|issues?|disruptions?|incidents?"
             r"|faults?|interruption)(?! (?:with other|for other|in other|else))|no (?:outage"
             r"|problem|issue)s?(?: here| on our (?:side|end)|[.,!]|$)|nothing is (?:wrong"
             r"|broken|down)|never (?:went )?down|which is (?:\w+ )?normal for|(?:is"
             r"|are) (?:completely |perfectly |totally |quite )?normal for (?:a|the|this)"
             r"|(?:is |are )?work(?:s|ing)? (?:as (?:designed|intended)|for me)"
             r"|not a real (?:problem|issue)|monitoring (?:shows|is) (?:all )?green|sites are up"
             r"|(?:rumou?rs?|reports?|claims?) (?:of|about|that) (?:\w+ ){0,3}?(?:outages?"
             r"|problems?|issues?|is down|are down) (?:are|is) (?:false|wrong|untrue|exaggerated)",
             after=rf"if|when|until|once|unless|whether|say|says|again|believe|back (?:and )?"
                   rf"|{NOT}|that other|all other|when there",
             unless=r"not yet|until|once|other (?:services|systems|features|regions|models)"
                    r"|resolved|restored|recovered|since|all systems normal|no (?:issues?|problems?"
                    r"|disruptions?) (?:to|for|with|in) (?:other|the other)|impact to"
                    r"|never go down|they work|going to make"),
    ),
    "fault": (
        rule(rf"not us|(?:{NOT}|none of (?:this|it)) (?:\w+ )?(?:our|on our) (?:fault|mistake"
             rf"|problem|doing|error|side"
             rf"|end|responsibility)|nothing to do with us|not my (?:fault|circus)"
             r"|we (?:did|have done) nothing wrong|(?:we|i) (?:are|am)(?: not|n't) (?:responsible"
             r"|to blame|at fault)|we're not (?:responsible|to blame|at fault)"
             r"|(?:isn't|wasn't|is not|was not) us|we (?:did not|didn't) (?:cause|do"
             r"|break)(?: (?:this|it|anything))?|(?:beyond|outside|out of) our control",
             after=r"sure|that's", unless=r"whether|say (?:it|this) (?:is|was) not our"),
    ),
}
FINE = rule(
    r"(?:everything|all)(?:'s| is) (?:perfectly |absolutely |just )?(?:fine|ok|okay|good"
    r"|working)\b",
    r"(?:app|service|site|website|platform|system|systems|network|portal|shop|product|application"
    r"|servers?)s? (?:is|are) (?:\w+ )?(?:fine|available"
    r"|up|working (?:fine|normally|as (?:designed|intended|expected)))(?! (?:again|now|to|for|in"
    r"|from|as)\b)",
    r"operations? continues?|business as usual",
    after=rf"if|when|until|once|unless|whether|again|back (?:and )?|{NOT}|other(?: \w+)?|before",
    unless=r"again|not yet|other (?:services|systems|features|regions|models)|resolved|restored"
           r"|recovered|since|fixed|now\b",
)
"""All is well: a denial where nothing in the text admits a problem."""

_SMALL = either("""
    tiny, small, little, minor, slight, mini, wee, minuscule, trivial, insignificant, negligible,
    harmless, quick, short, teeny, bit of a""")
MINIMISES = (
    rule(rf"{_SMALL} (?:\w+ )?(?:hiccups?|glitch(?:es)?|blips?|inconveniences?|hitch(?:es)?"
         rf"|snags?|bumps?|wobbles?|quirks?|niggles?|matter|thing|problem|issue"
         r"|nuisance|annoyance|delay|nap|break|pause|cough|tweak|fault|trouble|something)",
         r"nothing (?:\w+ )?(?:to worry about|serious|dramatic|major|big|bad|to see here"
         r"|to be alarmed|more\b|else\b[.!])|no (?:big |real |great )?(?:deal|drama"
         r"|biggie|harm done|worries|cause for (?:alarm|concern))|no reason (?:to|for) (?:worry"
         r"|panic|alarm|concern)|no need (?:to|for) (?:worry|panic|be alarmed"
         r"|drama|alarm)|not (?:a big|the end of|a real|that bad|a huge|worth|a major|such a"
         r"|too bad|a disaster)(?: \w+){0,2}|isn't (?:a big|the end|that bad)"
         r"|hardly (?:a|worth|any|noticeable)|barely (?:noticeable|noticed|affected|a)|(?:won't"
         r"|will not|wouldn't|do not|don't|didn't) even notice|(?:most|many)"
         r" (?:\w+ ){0,3}(?:won't|will not|did not|didn't) (?:\w+ )?notice|storm in a teacup"
         r"|out of (?:all )?proportion|overreact\w*|exaggerat\w+|sort (?:itself"
         r"|themselves) out|first[- ]world problem|walking is healthy|could be worse"
         r"|happens to (?:everyone|the best)|calm down|don't panic|don't worry,? it(?:'s| is)"
         r"|that's all(?=\s?[.!])|a bit (?:wonky|bumpy|shaky|slow\w*|flaky|wobbly|late|rough)"
         r"|(?:just|only) a (?:\w+ )?(?:bit|little|minor|small|few|couple|handful"
         r"|glitch|hiccup|blip|nap|burp|cough|moment|formality)|a (?:few|couple of"
         r"|handful of) (?:screens|pixels|pages|people|users) (?:flickered|load|see|saw)",
         after=rf"{NOT}|no|than|every", unless=r"not a (?:small|minor|little)|no small"),
    rule(r"(?:it is|it's|this is|that is|that's|its) (?:only|just|merely) (?!now|been|happened"
         r"|be\b|had|come|not|about)(?:[\w'-]+ ){1,4}[\w'-]+"
         rf"|just {DURATION} of|merely (?:a|an|the) \w+|mere \w+|(?:a )?(?:tad|bit|little"
         rf"|touch) slow(?:er)?|tiny",
         after=r"not", unless=r"not just|not only|only available|measured|just (?:been|happened)"),
)

_HEDGE = (r"(?:maybe|perhaps|probably|presumably|supposedly|apparently|conceivably|possibly"
          r"|most likely|in all likelihood)")
SPECULATES = (
    rule(rf"{_HEDGE}(?: [\w'-]+){{1,8}}",
         after=r"most|don't|usually", unless=r"you (?:should|can|may) (?:probably|perhaps)"),
    rule(r"(?:we|i|they|some|engineers) (?:\w+ )?(?:suspects?|guess|think|reckon|assume|believe"
         r"|bet|imagine|fear|presume)(?: that)? (?:it|this|the|that|there|somebody"
         r"|someone|we are|we're|they|a|an|our|some|one|he|she|you)(?: [\w'-]+){1,8}|(?:we"
         r"|i) suspect(?: [\w'-]+){1,6}|suspected (?:cause|culprit|reason|source|\w+)"
         r"|(?:my|our) (?:bet|guess|theory|hunch|gut|money|suspicion|best guess"
         r"|working theory)(?: [\w'-]+){1,6}|(?:the )?(?:likely|probable|possible|most likely"
         r"|suspected|potential) (?:cause|source|culprit|reason)|(?:we are|we're|i am"
         r"|i'm) (?:\w+ )?guessing",
         r"(?:it|this|that|which) (?:could|might|may) (?:well |also |just |all )?(?:be|have been"
         r"|be caused|have (?:something )?to do)(?: [\w'-]+){1,8}|could be (?:a|an"
         r"|the|that|some|our|your|related|down to|caused|because|anything)(?: [\w'-]+){0,6}"
         r"|(?:might|may) (?:be (?:a|an|the|that|some|our|related|caused|gone|because"
         r"|overheating|to blame)|have been)(?: [\w'-]+){0,6}|(?:may|might|could) (?:have been "
         r"|be )(?:caused|triggered|due|related|behind)(?: [\w'-]+){0,6}|must (?:be"
         r"|have been) (?:the|a|an|some|our|their|hack\w*)(?: [\w'-]+){0,5}|looks like (?:a|an"
         r"|the|it|some|our|someone)(?: [\w'-]+){1,6}|seems? (?:to be|like) (?:a|an|the"
         r"|some|caused|related|our)(?: [\w'-]+){0,6}|who knows|fingers crossed|rumou?r has it"
         r"|(?:it )?smells like(?: \w+){1,3}|wouldn't be surprised|it's always \w+",
         after=rf"{NOT}|we(?: do)?n't|users|customers|you|delays",
         unless=r"(?:do not|don't|not) (?:think|believe|guess|suspect)|there (?:may|might"
                r"|could) be|not guess|users? (?:may|might|could)|customers? (?:may|might|could)"
                r"|could be delayed|rather than guess|reason to believe|can be used|comment on"
                r"|individual \w+ may be due"),
)
