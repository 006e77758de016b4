"""Sixteen real outages: how the public judged them, who was blamed, how many were hit.

This is the coding behind the check against reality (``simkit.analysis.reality``); the minutes and
the words of each outage are the variant of the same name in ``outages.yaml``. Facts are told in our
own words from press, company and parliamentary reports; what rests on memory says so.

The coding was written down, and the comparison fixed, before the model was run on any of them:

* Verdict, from the reports alone. *praised* (0): the handling was held up as an example. *mixed*
  (1): reports hold praise or acceptance beside criticism. *criticised* (2): criticism of the
  handling prevails. *condemned* (3): criticised, and an authority (regulator, parliament, court)
  took the conduct of the company up in public, in a report that we have and not from memory.
* Blame, by the clusters of situational crisis communication theory: *human error* where a change
  or a command of the company's own people set it off, *technical* where equipment or software
  failed in operation, *victim* where outsiders attacked; *unknown* where no cause was given.
  Responsibility is 1, and one half where an outsider's act set it off.
* Compared is trust lost, in points, from onset to a day after the last restoration, among those
  who were hit, as the median over parameter draws. More trust lost should go with a worse verdict.
  Against it stand the harm done (severity times duration, times the share of users hit), and the
  same model in which nobody ever speaks.
* Second, because a verdict is about handling as well as harm: how far the words went from silence
  (0) to a plan by the book (100) on the same outage. More should go with a better verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = ("praised", "mixed", "criticised", "condemned")
"""From best to worst; the number of a verdict is its place here."""

BLAME = {"victim": 0.25, "technical": 0.5, "human error": 0.85, "unknown": 0.6}
"""Attribution of responsibility at onset by cluster (Coombs 2007); the model's default where no
cause was ever given."""

NEUTRAL_SHARE = 0.5
"""Share of users hit where no report gives one."""

NEUTRAL_FIRST_WORD = 16.0
"""Minutes to a first word that is known to exist but not when: the median of status pages in the
wild (Metrist, 25 outages)."""


@dataclass(frozen=True)
class Outage:
    """One real outage as it was coded."""

    id: str
    """Name of its variant in ``outages.yaml``."""
    name: str
    verdict: str
    """One of VERDICTS."""
    because: str
    """The evidence for the verdict."""
    blamed: str
    """A cluster of BLAME."""
    reason: str
    """Why this cluster, and why this responsibility."""
    responsibility: float
    """True share of the company, in [0, 1]."""
    share: float | None
    """Share of the service's users who were hit; None where no report gives one."""
    share_from: str
    first_word: float | None
    """Minutes from onset to the first public word; None where no report gives the minute."""
    first_word_is: str
    """``measured``, ``about``, ``at most`` or ``unknown``."""
    silence: float | None
    """Longest known silence in minutes while the service was down."""
    silence_is: str
    """``measured``, ``about``, ``at most`` or ``unknown``."""
    missing: str
    """What no report gives, and what stands in for it."""
    sources: tuple[str, ...]
    """Where the verdict rests on; ``memory`` where it rests on nothing better."""


OUTAGES: tuple[Outage, ...] = (
    Outage(
        "sony-psn-2011", "PlayStation Network, 20 April 2011", "condemned",
        "Six days until the theft of personal data was told; machine-like words; a senator "
        "demanded to know why people were not told", "victim",
        "criminals broke in; that it was possible, and told late, is the company's", 0.5,
        1.0, "77 million accounts, all of them", 180, "about", None, "unknown",
        "Only the days of the posts are known; their hours are placeholders",
        ("https://pixelatedgeek.com/2011/05/"
         "sony-psn-fixed-within-the-week-please-give-us-more-money",
         "https://www.gameinformer.com/b/news/archive/2011/04/27/"
         "connecticut-senator-probes-sony-39-s-tretton-on-psn.aspx")),
    Outage(
        "blackberry-2011", "BlackBerry, 10 October 2011", "criticised",
        "No human face until the fourth day, jargon, hours between updates, a false all-clear; "
        "advisers called the slow answer nearly as harmful as the failure", "technical",
        "a core switch and its stand-by failed; the company's own network", 1.0,
        0.5, "35 of 70 million subscribers by one estimate", 280, "measured", 1410, "at most",
        "Hour of the first, false all-clear: 21:00 UTC stands in; calls with the press left out",
        ("https://abcnews.go.com/Technology/"
         "blackberry-outage-rim-ceo-apologizes-service-returning-normal/story?id=14727816",)),
    Outage(
        "gitlab-2017", "GitLab.com, 31 January 2017", "praised",
        "Press and community praised live notes and stream; used as the model of openness since, "
        "with some mockery of the backups", "human error",
        "an engineer deleted data on the wrong server; backups silently broken", 1.0,
        1.0, "everybody: the site was off", 2, "measured", None, "unknown",
        "Minutes of the hourly progress posts, which are replayed every two hours; the live notes "
        "and the stream are not replayed",
        ("https://increment.com/on-call/the-benefits-of-transparency/",
         "https://slashdot.mozz.us/stories/17/02/02/1453229/")),
    Outage(
        "aws-s3-2017", "AWS S3 us-east-1, 28 February 2017", "mixed",
        "The status page that could not turn red was ridiculed; the candid summary two days later "
        "was well received", "human error",
        "a mistyped command removed too many servers", 1.0,
        1.0, "the whole region, as the service is named here", 100, "at most", 100, "at most",
        "Minute of an earlier banner; three status posts after two hours stand where memory has "
        "them", ("https://www.theregister.co.uk/2017/03/01/aws_s3_outage/",)),
    Outage(
        "github-2018", "GitHub, 21 October 2018", "mixed",
        "Bad estimates, admitted by the company itself; the analysis afterwards was well regarded",
        "technical", "a cut of 43 s and an automatic failover; the company's own systems", 1.0,
        1.0, "all users saw old data", 17, "measured", 518, "at most",
        "Depth of a partial outage: one half; other status posts of the day left out",
        ("https://blog.github.com/2018-10-30-oct21-post-incident-analysis/",)),
    Outage(
        "o2-2018", "O2 (UK), 6 December 2018", "mixed",
        "Clear advice, joint apology with the supplier and quick compensation, beside mixed "
        "messages and no timetable during the day", "technical",
        "an expired certificate in a supplier's software", 0.5,
        1.0, "32 million customers, partner brands with them", 283, "at most", 283, "at most",
        "Minute of the first post of that morning: its latest possible minute stands in; hours of "
        "the evening statements are placeholders",
        ("https://heraldscotland.com/news/"
         "17282010.anger-confusion-mixed-messages-o2-network-remains-crashed-till-friday",)),
    Outage(
        "google-cloud-2019", "Google Cloud, 2 June 2019", "mixed",
        "Late and too narrow first post, little detail, an employee filled the gap; good final "
        "report", "technical", "automation and two settings stopped network control", 1.0,
        None, "several regions of the USA; no share given", 40, "measured", 190, "at most",
        "Depth of a partial outage: one half; share of users: one half; posts of three hours left "
        "out", ("https://icloud.pe/four-hour-google-cloud-outage-blamed-on-network-congestion",)),
    Outage(
        "cloudflare-2019", "Cloudflare, 2 July 2019", "praised",
        "Fast, frank and technical; a standard case of incident reports", "human error",
        "a rule was pushed to the whole world at once without enough testing", 1.0,
        1.0, "all sites behind it", 10, "about", None, "unknown",
        "First word and the minute of the chief's post are from memory; the verdict rests on "
        "memory", ("memory",)),
    Outage(
        "robinhood-2020", "Robinhood, 2 March 2020", "condemned",
        "No direct word to customers for 5.6 hours, words that made it small, a relapse after the "
        "all-clear; class action, and a fine that names outages among its grounds", "technical",
        "overload and failing names; the company's own systems", 1.0,
        1.0, "10 million customers", 117, "at most", 651, "at most",
        "Minute of the first posts: the latest possible minute stands in; state of the service "
        "between restoration and relapse: 5 % failing",
        ("https://www.thesecuritiesattorney.com/robinhood-outages-leave-investors-in-the-dark/",
         "https://www.classaction.org/blog/robinhood-hit-with-class-action-lawsuit-over-app-outage",
         "https://vimarsana.com/article/robinhood-s-regulatory-headaches-pile-up-202107014642252")),
    Outage(
        "facebook-2021", "Facebook and WhatsApp, 4 October 2021", "criticised",
        "'Some people', then three and a half hours of silence and no speaker on air; credit for "
        "the word on data and a fast technical account", "human error",
        "a maintenance command cut the backbone; a tool let it through", 1.0,
        1.0, "everybody, in every country", 29, "measured", 207, "measured",
        "Hours of the evening posts: between bounds that are known",
        ("https://digitalpakistan.pk/blog/"
         "official-statements-from-facebook-tell-very-little-of-what-actually-went-wrong/",
         "https://communicatemedia.com/how-twitter-tastefully-revelled-in-the-downfall-of-facebook-"
         "and-instagram-a-crisis-malmanagement-hack/")),
    Outage(
        "roblox-2021", "Roblox, 28 October 2021", "mixed",
        "About one update a day, which was criticised; payments to creators and a late but deep "
        "account, which were praised", "technical",
        "a new feature failed under load; the company's own systems", 1.0,
        1.0, "50 million players a day", None, "unknown", 1385, "about",
        "Minute of the first status post: 16 min stands in",
        ("https://trueviralnews.com/55206-roblox-is-back-online-after-an-outage-that-lasted-"
         "three-days.html",)),
    Outage(
        "atlassian-2022", "Atlassian Cloud, 5 April 2022", "criticised",
        "A week without a word on the main channels, executives on the ninth day; mocked for "
        "having written the handbook", "human error",
        "a script was given the wrong identifiers and deleted for good", 1.0,
        0.0035, "775 of more than 200,000 customers; the total is from memory", None, "unknown",
        9500, "about", "Minute of the first status post: 16 min stands in; the empty posts of the "
        "first week left out; hours of later posts are placeholders",
        ("https://newsletter.pragmaticengineer.com/p/scoop-atlassian",)),
    Outage(
        "whatsapp-2022", "WhatsApp, 25 October 2022", "mixed",
        "Reported as mended quickly, but sparse on details and without a cause", "unknown",
        "no cause was given", 1.0, 1.0, "two billion users, worldwide", None, "unknown",
        None, "unknown", "Minutes of both statements: 16 min, and half-way to the first report of "
        "the second", ("https://www.republicworld.com/technology-news/apps/meta-issues-statement-"
                       "after-fixing-whatsapp-outage-after-90-minutes-sparse-on-details-"
                       "articleshow.html",)),
    Outage(
        "optus-2023", "Optus, 8 November 2023", "condemned",
        "The chief executive silent for six and a half hours while a minister spoke, wrong "
        "statements, weak compensation; a Senate inquiry faulted the timing, the chief executive "
        "left", "technical", "routers switched themselves off after a change in the parent's "
        "network", 1.0, 1.0, "10 million customers", 148, "measured", 185, "at most",
        "Minute of the final 'restored': a quarter of an hour after it stands in",
        ("https://www.aph.gov.au/Parliamentary_Business/Committees/Senate/"
         "Environment_and_Communications/OptusNetworkOutage/Report/"
         "Chapter_2_-_The_Optus_network_outage",
         "https://www.mobileworldlive.com/operators/optus-fined-after-emergency-call-outage/")),
    Outage(
        "crowdstrike-2024", "CrowdStrike, 19 July 2024", "criticised",
        "First text of the chief executive passive and without an apology; later tone and "
        "technical updates better received; hearing and lawsuits are from memory", "human error",
        "an update with an error went to everybody at once", 1.0,
        None, "8.5 million machines; no share of its customers given", 69, "about", 267, "about",
        "First alert from memory; pace of the repair between the first day and 97 %: a constant "
        "rate; share of users: one half",
        ("https://ia.acs.org.au/article/2024/crowdstrike-ceo-thrashed-for-outage-response.html",)),
    Outage(
        "aws-2025", "AWS us-east-1, 20 October 2025", "mixed",
        "Steady updates with promised times; criticised for slow diagnosis and an early 'fully "
        "mitigated'", "technical", "a race between programs emptied a record; its own systems",
        1.0, None, "some services of one region; no share given", 23, "measured", 54, "measured",
        "Depth after the first wave: judgement; two late posts from memory; share of users: one "
        "half", ("a column of The Register, in a public copy of the status log",)),
)
"""In the order of their dates."""


def named(id: str) -> Outage:
    """Return the outage called *id*; raises KeyError."""
    return {outage.id: outage for outage in OUTAGES}[id]
