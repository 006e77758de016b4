"""Words of ending: it is over, and what was or will be learned."""

from __future__ import annotations

from simkit.wording.pieces import Phrases, either, gap, rule, words
from simkit.wording.times import POINT

_NOT_YET = (r"(?:until|once|when|if|as soon as|usually|before|unless|confident|whether|partially"
            r"|partly|nearly|almost"
            r"|hope|hopefully|hoping|expect\w*|will|should|to|all other|other|may|might|would"
            r"|must|could|think"
            r"|for most people|coming|are coming|come|wait|believe|say|says|said|call it|for most"
            r"|nothing|returning|get|getting|none|get things"
            r")(?: [\w'-]+){0,5}|\w+n't(?: \w+)?|not(?: \w+)?|never")
OUTRIGHT = (
    rule(r"(?:incident|issues?|problems?|outage|faults?|disruption|matter|case"
         r"|bug)(?: \d+)? (?:has |have |is |are |was |were"
         r" )?(?:now |been |fully |completely |already |all )*(?:resolved|solved|fixed|closed"
         r"|over|ended)",
         r"all (?:\w+ )?(?:is |are )?(?:now )?(?:back to |operating |running "
         r"|working )?(?:normal(?:ly)?|good|clear|well"
         r"|green|fixed|ok|fine|sorted|done)(?: again| now)?(?! (?:to|on|at|with)\b)",
         r"everything(?:'s)? (?:is |has )?(?:\w+ )?(?:back|normal|fine|ok|working(?: again"
         r"| normally)|works(?: again)?|good"
         r"|operational|running(?: again| normally)?|operating normally|up(?: again)?|restored"
         r"|fixed|sorted|recovered|returned to normal)",
         r"(?:it's|it is|the (?:outage|incident|disruption|emergency) is|this is|that's) (?:all "
         r"|finally |now |done and )?over"
         r"|problem solved|(?:we are|we're|we r|and we're) (?:\w+ )?back(?: up"
         r"| online)?(?! (?:to you|with|in touch|here|at|in \d|by|on it))"
         r"|(?:we )?fixed\b ?[!.]|(?<![^\W_]\s)(?<!,\s)(?:resolved|fixed|solved|done"
         r"|restored) ?[:!.]|(?<!remain )fully operational"
         r"|(?:resolved|closing|closed|resolving) (?:this|the) incident|all[- ]clear"
         r"|fixed at \d\d?|issue fixed"
         r"|(?:lines|trains|trams|buses|flights|services|systems) (?:\w+ )?(?:are )?(?:running"
         r"|run) (?:normally|to schedule"
         r"|as (?:normal|usual|planned|scheduled)|on time)",
         after=_NOT_YET,
         unless=r"all other|confident (?:that )?the (?:issue|incident|problem)|(?:will|should|to"
                r"|can|could) be (?:\w+ )?(?:resolved"
                r"|fixed|solved|restored|back)|not (?:yet )?(?:resolved|fixed|over|solved)"
                r"|isn't (?:resolved|fixed|over)|until"
                r" (?:it|everything|all|the \w+) (?:is|are|has)|over (?:there|the phone)"
                r"|on our end|for you"),
)
RESTORED = (
    rule(r"(?:has|have|had|which have|is|are|was|were|been|'s|'ve) (?:now |since |been |fully "
         r"|all |once again |completely"
         r" |immediately |then |already |both )*(?:recovered|restored|resolved|remediated"
         r"|mitigated|fixed|repaired|solved|cleared"
         r"|caught up|back(?! to you| here)|reopened|undone|running (?:again|normally|as)"
         r"|working (?:again|normally)|operating (?:again"
         r"|normally)|functioning normally|up again|available again|stable again|possible again"
         r"|open again|on again"
         r"|operational(?: again)?|worked (?:since|fine)|been stable)",
         r"(?:we|i|they|and|which|promptly|immediately|change|we've|they've|i've) (?:have |'ve "
         r"|has |had )?(?:now |since"
         r" |fully |successfully |immediately |promptly |then |also )*(?:mitigated|resolved"
         r"|fixed(?!\W(?:lines?|networks?|phones?|broadband|internet|wireless)\b)"
         r"|restored|remediated|repaired"
         r"|restoring|resolved)(?: [\w'-]+){0,4}",
         r"(?:operating|running|working|functioning) (?:normally|as (?:usual|normal|expected))"
         r"|(?:is |are |now |it's )?back"
         r" (?:up|online|to normal|in service|in operation|on)|up and running"
         r"|recovery (?:is )?complete|(?:run|runs|running|work|works"
         r"|working|goes|go|load|loads|arrive|arrives|flows?|came back|come|open|opens|send|sends"
         r"|moving|can be \w+|possible)"
         r"(?: \w+){0,3}? (?:again|to schedule|normally)",
         r"(?:electricity|power|service|water|network|signal|heating|internet) (?:was |has |is "
         r"|have )?(?:now |\w+ly )?(?:came back|come back|back|returned)"
         r"|have seen recovery|maintenance (?:has been|is|was) (?:now )?(?:completed?|finished"
         r"|over)|normal (?:service|operations?)"
         r" (?:has |have |is |was |were )?(?:been )?(?:resumed|restored)|(?:has "
         r"|have )?returned to normal|fully up|services are (?:\w+ )?online|performing normally"
         r"|service restored|\w+ fixed at"
         r"|will be resolving this incident|back to normal|as of \d\d?:\d\d",
         after=_NOT_YET,
         unless=r"for (?:most|some|many)(?: of)?(?: people| users| customers| you)?"
                r"|partial(?:ly)?|all other (?:\w+ ){0,3}services"
                r"|(?:will|should|to|expect\w*|can|must) (?:\w+ )?be (?:\w+ )?(?:restored"
                r"|resolved|fixed|repaired|back|available"
                r"|delivered|made|mitigated|working)|confident|once the|until|newly created"
                r"|as soon as|working to|working on"
                r"|continue to work|not yet|come back at|in order to|is back for everybody within"
                r"|back (?:by|in|within|at)"
                r"|will resume|in the process|to resolve|root issue|queue is moving|should be no"
                r"|(?:cards?|cash machines|code) work"
                r"|mitigation is|near future|queue"),
    rule(r"(?:there was|we had|saw|experienced) (?:a |an |some )?(?:brief|short|temporary"
         r"|momentary) (?:\w+ ){0,2}(?:blip"
         r"|outage|interruption|disruption|drop|dip|hiccup|problem|issue|loss)"
         r"|blip (?:\w+ ){0,3}earlier"),
    rule(r"(?:to resolve the incident|immediately resolved|promptly restoring|resolved the errors"
         r"|mitigated the (?:impact"
         r"|incident|issue))(?: [\w'-]+){0,3}", after=r"we will|to have"),
)
WINDOW = Phrases(
    rf"(?<!\w)(?:between|from)\s(?:(?:about|around|approximately"
    rf"|on)\s)?{POINT}[^.;]{{0,40}}?\s(?:and|to|until|till|-)\s"
    rf"(?:(?:about|around|approximately|on)\s)?(?:\w+\s)?{POINT}")
"""From when to when: with a problem in the past, a window that is closed."""

NO_WINDOW = words(r"will|'ll|shall|going to|plan(?:ned|s)? to|scheduled|open|expect(?:ed|s)? to"
                  r"|gone|can't get|won't")

_LEARN = either(r"""
    monitor\w*, alert\w*, test\w*, process\w*, telemetry, detection, deployment\w*, coordination,
    playbooks?,
    procedures?, tooling, resilien\w+, pipeline, safeguards, validation, rollouts?, practices,
    approv\w+,
    the way we, how we, checks?, redundancy, failover, documentation, training, review""")
POSTMORTEM = (
    rule(r"post[- ]?mortem|post[- ]incident (?:review|report|analysis)|incident (?:report|summary"
         r"|review)|root[- ]cause analysis"
         r"|rca|after[- ]action (?:report|review)|retrospective|lessons (?:we )?learn(?:ed|t)"
         r"|full (?:report|account|write-?up"
         r"|analysis|review|explanation)|write-?up|preventi(?:ve|on) (?:measures|actions)"
         r"|in a report|our review",
         rf"(?:publish|share|post|write|report|explain|tell you|present|review|describe"
         rf"|look at) {gap(6)}(?:what (?:went wrong|happened)"
         r"|how (?:this|it) (?:could |can )?(?:have )?happen(?:ed)?|why (?:this|it) happened"
         r"|findings|what we (?:change|learned"
         r"|will change|are changing)|how we (?:approve|test|change|prevent))",
         r"what (?:happened|went wrong)(?: yesterday| today| last night| this morning"
         r"| on \w+)?(?:, and (?:why|what)[^.;]{3,40}|:)"
         r"|what we(?:'re| are| will|'ll)? (?:chang\w+|learn\w*)",
         after=r"no", unless=r"rca (?:is )?pending|incident report(?:s|ed)|(?:can't|cannot|don't"
                             r"|do not|not) (?:\w+ ){0,3}(?:know|say"
                             r"|tell|explain|yet)|(?:under|for) review|reviewing|review your"),
    rule(rf"(?:to|and|in order to|will|help|so as to) (?:help )?(?:prevent|avoid|reduce"
         rf"|minimi[sz]e|decrease|detect) {gap(10)}(?:similar"
         r"|recurrences?|again|future|like this|regressions|in the future|time to (?:detect\w*"
         r"|mitigat\w*|recover\w*)|potential for"
         r"|this (?:problem|issue|from))|prevent (?:a |this |similar |these "
         r"|future )?(?:\w+ ){0,4}(?:recurrences?|again|in the future"
         r"|going forward|in future|like this)|prevented in (?:the )?future|next steps|(?:make"
         r"|making|ensure) (?:sure )?(?:that )?(?:this|it)[^.]{0,30}again"
         r"|so (?:that )?we will not[^.]{0,40}again|in (?:the )?future,? we (?:will|'ll)"
         r"|publish (?:further|more|full) details?|issues like this(?: one)? in the future"
         r"|so (?:that )?(?:this|it) (?:does not|doesn't"
         r"|cannot|can't|won't) happen again|(?:reduce|decrease|improve) (?:our "
         r"|the )?time to (?:detect|mitigat|recover)\w*"
         r"|preventing (?:a )?recurrence|in response to this incident"
         r"|as (?:a )?follow[- ]?up (?:to|from)|safeguards",
         rf"(?:working (?:to|on)|making|made|implement(?:ing|ed)?|have|has|are|adding|invested in"
         rf"|investing in|improving|we've|will|we'll)"
         rf" (?:(?!manual)\w+ ){{0,3}}?(?:improve(?:d|ments?)?|improving|enhanc(?:e|ed|ing)"
         rf"|invest(?:ed|ing)|strengthen\w*|implement(?:ed|ing)?"
         rf"|updat(?:ed|ing) our|review(?:ed|ing)?|add(?:ed"
         rf"|ing)) (?:(?!manual)\w+ ){{0,4}}?{_LEARN}",
         r"(?:address|fix|improve|change|consider) (?:\w+ ){0,4}in (?:the )?future \w+"
         r"|now we have (?:one|an alarm|a check)|working with"
         r" our (?:[\w-]+ ){0,2}providers? to (?:improve|reduce)|new monitors"
         r"|look(?:ing)? (?:carefully |closely )?at our (?:systems|processes|setup)"
         r"|investigation pointed to"),
)
