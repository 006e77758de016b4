from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.message import CONTENTS, FORM, Message, Promised, Reading, read

SAYS: dict[str, tuple[str, ...]] = {
    "acknowledges": (
        "We see it and we are on it.",
        "The booking page is down.",
        "Some of you can't sign in at the moment.",
        "Texts are arriving hours late.",
        "Trains 4 and 9 have been cancelled.",
        "The outage is over.",
        "Half of Lima has no water.",
        "Invoices don't print.",
        "Something went wrong with last night's bills.",
        "We are looking into reports of dropped calls.",
    ),
    "impact": (
        "Card payments fail in about a third of shops.",
        "Homes in Riverside and Hill Street are without power.",
        "Nobody can upload homework.",
        "Search returns errors for 12% of requests.",
        "Voice mail is unavailable for customers in Portugal.",
        "The departure boards show the wrong platform.",
        "Refunds are delayed by up to two days.",
        "An issue is affecting the seat map in the mobile app.",
    ),
    "since": (
        "Sign-in has been failing since 07:40.",
        "The first errors appeared around 14:20 UTC and calls failed from then on.",
        "It broke about twenty minutes ago.",
        "The trouble began shortly after midnight.",
        "Deliveries have been stuck since Sunday evening.",
        "Between 9:05 and 9:50 this morning no tickets could be sold.",
        "The app has been down for two hours now.",
        "The lines went dead at quarter past six.",
    ),
    "cause": (
        "The failure was caused by a corrupted routing table.",
        "A lorry hit the mast on Green Lane and cut the line.",
        "Root cause: an expired certificate on the mail gateway.",
        "A config push at noon broke the login service.",
        "We traced the errors back to a full disk on one database.",
        "Flights are late because the fuel pumps lost power.",
        "Our engineers found a faulty switch in the main exchange.",
        "The outage is due to a burst water pipe in the server room.",
    ),
    "cause_unknown": (
        "We do not know why yet.",
        "The cause is still unclear.",
        "We are trying to find out what caused it.",
        "Engineers are investigating the root cause.",
        "So far nobody can say what went wrong.",
        "We have no idea why this is happening.",
    ),
    "action": (
        "We're investigating.",
        "Two engineers are on their way to the exchange.",
        "We have restarted the mail servers.",
        "The change is being rolled back.",
        "A fix is being tested.",
        "We are moving calls to the second data centre.",
        "Our team is working on it.",
        "Crews are repairing the line at Stone Bridge.",
    ),
    "workaround": (
        "Please use the website instead of the app.",
        "You can still pay by cash.",
        "Do not pay twice, both payments would be taken.",
        "If you need help now, call 555-0199.",
        "As a workaround, export the list as a file.",
        "Until then, send your order by mail.",
        "Take bus 12 from the east gate.",
        "Boil your water before drinking it.",
        "Restart the app if pictures stay grey.",
    ),
    "next_update": (
        "Next update at 16:50.",
        "We will post again in 30 minutes.",
        "Updates every 20 minutes.",
        "You will hear from us within half an hour.",
        "More news by noon.",
        "I'll write here again at quarter past nine.",
        "We'll tell you tomorrow morning where we stand.",
        "Next word: 14:00 UTC.",
        "Our next bulletin comes on the hour, every hour.",
    ),
    "eta": (
        "We expect the service back by 18:00.",
        "ETA 2h.",
        "Repairs will take about three hours.",
        "The shop reopens tomorrow morning.",
        "Power should be restored before midnight.",
        "It will be fixed within the hour.",
        "Lift 3 is out of order until 5 pm.",
    ),
    "apology": (
        "We're sorry.",
        "Our apologies to everyone who had to wait.",
        "We apologise for the trouble.",
        "Please forgive us.",
        "We deeply regret the delay.",
    ),
    "empathy": (
        "We know many of you are waiting for your wages today.",
        "You are stuck in a cold station and have heard nothing from us.",
        "We are sorry, above all to those who missed a flight home.",
        "We know this ruins the evening for families with small children.",
        "It was a hard night for everyone who depends on a machine at home.",
    ),
    "responsibility": (
        "This was our fault.",
        "We made a mistake when we changed the settings.",
        "We should have tested it first.",
        "That one is on us.",
        "We take full responsibility.",
        "I accidentally deleted the table.",
    ),
    "blames": (
        "Our hosting provider had a power failure.",
        "It's your browser, not us.",
        "The outage is entirely the carrier's fault, their side is broken.",
        "A contractor cut the cable.",
        "This happens because users keep reloading the page.",
        "The press is exaggerating.",
        "An intern pressed the wrong button.",
    ),
    "denies": (
        "This was not an attack.",
        "There is no evidence that your data was stolen.",
        "No messages were lost.",
        "Nobody was hurt.",
        "We are not down.",
        "None of this is our fault.",
        "Nothing you saved has been deleted.",
        "Your money is safe.",
    ),
    "minimises": (
        "Just a tiny hiccup with the login.",
        "It's no big deal.",
        "Nothing to worry about.",
        "Most people won't even notice.",
        "It's only the search page, calm down.",
        "A little glitch, that's all.",
    ),
    "speculates": (
        "Maybe it is the new firewall.",
        "We suspect the heat.",
        "It could be a cable, or perhaps a switch.",
        "My guess is that somebody pulled a plug.",
        "It is probably the update from Monday.",
        "Looks like a hacker to me.",
    ),
    "all_clear": (
        "The incident has been resolved.",
        "All systems are back to normal.",
        "Fixed!",
        "Payments work again.",
        "Power has been restored to all homes.",
        "It's over: every line is running normally.",
        "We're back online.",
    ),
    "postmortem": (
        "A post-mortem will follow next week.",
        "We will publish what went wrong and what we change.",
        "To prevent similar outages in the future, we are adding a second link.",
        "The root cause analysis is on our blog.",
        "We have improved our monitoring so that this cannot happen again.",
    ),
}

SAYS_NOT: dict[str, tuple[str, ...]] = {
    "acknowledges": (
        "All services are operating normally.",
        "Your call is important to us.",
        "There are no known problems.",
        "We will keep you posted.",
        "On Sunday from 01:00 to 03:00 we carry out scheduled maintenance.",
    ),
    "impact": (
        "We are investigating this issue.",
        "Some users may experience errors.",
        "We have identified the problem and are deploying a fix.",
        "This incident has been resolved.",
        "Everything is down.",
    ),
    "since": (
        "We are having problems right now.",
        "Since you ask, we do not know yet.",
        "The next update comes at 15:00.",
        "Payments have worked again since 12:10.",
        "Maintenance starts at 23:00.",
    ),
    "cause": (
        "We have identified the issue.",
        "The cause is still unknown.",
        "This is not caused by the update.",
        "Due to technical difficulties some pages are slow.",
        "Maybe a cable was cut.",
    ),
    "cause_unknown": (
        "We are investigating.",
        "We know the cause.",
        "The cause was a broken pump.",
        "We do not know when it will be fixed.",
    ),
    "action": (
        "We take this seriously.",
        "We are sorry.",
        "Rest assured that your satisfaction matters to us.",
        "We are aware of the problem.",
        "The app is slow.",
    ),
    "workaround": (
        "Please be patient.",
        "You need do nothing.",
        "Please stop calling us.",
        "Transfers to other banks work.",
        "Please follow our status page.",
        "Please bear with us.",
    ),
    "next_update": (
        "We will update you soon.",
        "Another update follows when the fix is deployed.",
        "We will share more as we learn more.",
        "The last update was at 14:00.",
        "It failed at 14:30.",
    ),
    "eta": (
        "There is no ETA yet.",
        "We hope to fix it soon.",
        "Next update at 16:00.",
        "Service was restored at 12:40.",
        "It will work once the fix is out.",
    ),
    "apology": (
        "Thank you for your patience.",
        "We ask for your understanding.",
        "We are not sorry.",
    ),
    "empathy": (
        "We understand your frustration.",
        "We apologise for any inconvenience caused.",
        "We know the cause.",
    ),
    "responsibility": (
        "It is not our fault.",
        "A bug in one of the services caused errors.",
        "We are sorry.",
    ),
    "blames": (
        "We are working with our provider to restore the service.",
        "Lightning struck the mast.",
        "It is nobody's fault.",
        "We made a mistake.",
    ),
    "denies": (
        "We do not comment on reports of an attack.",
        "Other regions are not affected.",
        "We cannot rule out an attack.",
        "Some photos were lost.",
        "Payments do not work.",
    ),
    "minimises": (
        "Fewer than 1% of calls failed.",
        "A brief outage hit the east side at noon.",
        "This is a big deal.",
        "We only noticed it at nine.",
    ),
    "speculates": (
        "Users may see errors.",
        "It can take up to an hour.",
        "We are testing a potential fix.",
        "We will not guess.",
    ),
    "all_clear": (
        "Mobile and fixed lines are down in the north.",
        "We will keep watching until we are confident that it is resolved.",
        "Once the service is restored we will tell you.",
        "We are seeing signs of recovery.",
        "A fix is in place and we are watching.",
        "Logins are restored, but payments fail. We are still investigating the delays.",
        "It is not fixed.",
    ),
    "postmortem": (
        "We are reviewing the logs.",
        "We cannot say yet what happened.",
        "The cause was a broken cable.",
    ),
}


def cases(sentences: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(content, text) for content, texts in sentences.items() for text in texts]


@pytest.mark.parametrize(("content", "text"), cases(SAYS))
def test_a_content_is_found_with_words_that_are_in_the_text(content: str, text: str) -> None:
    reading = read(text)
    assert reading.says(content), reading.findings
    assert reading.words(content) in text
    assert content not in reading.missing


@pytest.mark.parametrize(("content", "text"), cases(SAYS_NOT))
def test_a_tempting_text_does_not_say_it(content: str, text: str) -> None:
    reading = read(text)
    assert not reading.says(content), reading.words(content)
    assert reading.words(content) == ""
    assert content in reading.missing


def test_the_examples_cover_every_content() -> None:
    assert set(SAYS) == set(SAYS_NOT) == set(CONTENTS)


def promises(text: str) -> list[tuple[str, float | None, tuple[int, int] | None]]:
    return [(said.kind, said.wait, said.clock) for said in read(text).promised]


@pytest.mark.parametrize(("text", "wait"), [
    ("Next update in 30 minutes.", 30.0),
    ("Updates every 20 minutes.", 20.0),
    ("You will hear from us within half an hour.", 30.0),
    ("Next word in an hour.", 60.0),
    ("We post again in 1h30.", 90.0),
    ("Updates on the hour, every hour.", 60.0),
    ("We will write again in 10 to 15 minutes.", 15.0),
    ("We report twice a day.", 720.0),
    ("Next comms T+45.", 45.0),
])
def test_a_promised_wait_is_read_in_minutes(text: str, wait: float) -> None:
    assert ("next_update", wait, None) in promises(text)


@pytest.mark.parametrize(("text", "clock"), [
    ("Next update at 16:50.", (16, 50)),
    ("Next update: 16:50 UTC", (16, 50)),
    ("More news by 4 pm.", (16, 0)),
    ("We will post again at 9.15 a.m.", (9, 15)),
    ("Next word at noon.", (12, 0)),
    ("We will tell you more at quarter to four.", (3, 45)),
    ("Next message at 12h30.", (12, 30)),
    ("News at 5.", (5, 0)),
])
def test_a_promised_clock_time_is_read_as_hour_and_minute(
    text: str, clock: tuple[int, int]
) -> None:
    assert promises(text) == [("next_update", None, clock)]


def test_one_message_can_promise_a_word_and_an_end() -> None:
    said = promises("We expect it back by 18:00. Next update in 20 minutes.")
    assert said == [("next_update", 20.0, None), ("eta", None, (18, 0))]


def test_several_times_of_the_next_word_are_several_promises() -> None:
    said = promises("You will hear from me at 9:30, 10:30 and 11:30.")
    assert [clock for _, _, clock in said] == [(9, 30), (10, 30), (11, 30)]


@pytest.mark.parametrize("text", [
    "We will update you soon.", "We will post again in a few minutes.",
    "Next update tomorrow morning.", "Next update at 99:99.", "It failed at 14:30.",
])
def test_a_time_that_nobody_can_check_is_no_promise(text: str) -> None:
    assert promises(text) == []


STARTS = datetime(2021, 10, 4, 15, 39)


def promised(
    words: str, clock: tuple[int, int] | None = None, wait: float | None = None
) -> Promised:
    return Promised("next_update", wait, clock, words)


def test_a_wait_is_due_after_publication_with_or_without_a_start() -> None:
    assert promised("in 30 minutes", wait=30.0).due(12.0, None) == 42.0
    assert promised("in 30 minutes", wait=30.0).due(12.0, STARTS) == 42.0


def test_a_clock_time_is_due_at_its_next_coming() -> None:
    assert promised("at 16:50", (16, 50)).due(10.0, STARTS) == 71.0
    assert promised("at 14:10", (14, 10)).due(10.0, STARTS) == 22 * 60 + 31.0
    assert promised("at 16:50", (16, 50)).due(10.0, None) is None


def test_a_clock_time_that_has_just_passed_is_due_at_once() -> None:
    assert promised("at 15:45", (15, 45)).due(10.0, STARTS) == 10.0


def test_a_clock_time_without_half_of_the_day_is_the_one_that_comes_first() -> None:
    assert promised("at 4:50", (4, 50)).due(10.0, STARTS) == 71.0
    assert promised("at 9:00", (9, 0)).due(10.0, STARTS) == 321.0
    assert promised("at 04:50", (4, 50)).due(10.0, STARTS) == 791.0
    assert promised("at 4:50 am", (4, 50)).due(10.0, STARTS) == 791.0


def test_a_time_tomorrow_is_not_due_today() -> None:
    assert promised("tomorrow at 17:00", (17, 0)).due(10.0, STARTS) == 24 * 60 + 81.0


@given(st.integers(0, 23), st.integers(0, 59), st.floats(0, 10_000))
def test_no_promise_is_due_before_it_was_made_nor_later_than_a_day(
    hour: int, minute: int, at: float
) -> None:
    due = promised(f"at {hour:02}:{minute:02}", (hour, minute)).due(at, STARTS)
    assert due is not None
    assert at <= due <= at + 24 * 60


@pytest.mark.parametrize(("field", "words", "sentence"), [
    ("what", "messages do not arrive", "Messages do not arrive."),
    ("what", "Messages do not arrive!", "Messages do not arrive!"),
    ("who", "everyone in Europe", "Affected: everyone in Europe."),
    ("since", "15:39 UTC", "Since 15:39 UTC."),
    ("since", "since noon", "Since noon."),
    ("since", "10 minutes ago", "It began 10 minutes ago."),
    ("doing", "restarting the name servers", "We are restarting the name servers."),
    ("doing", "Two engineers are on site", "Two engineers are on site."),
    ("you_can", "use text messages", "You can use text messages."),
    ("you_can", "SMS still works", "You can SMS still works."),
    ("you_can", "please do not pay twice", "Please do not pay twice."),
    ("next_update", "16:50", "Next update at 16:50."),
    ("next_update", "30m", "Next update in 30 minutes."),
    ("next_update", "1h", "Next update in 1 hour."),
    ("next_update", "1h30m", "Next update in 90 minutes."),
    ("next_update", "every 20 minutes", "Next update every 20 minutes."),
    ("next_update", "no promise", ""),
    ("next_update", "  ", ""),
])
def test_a_field_of_the_form_reads_as_a_sentence(field: str, words: str, sentence: str) -> None:
    assert Message(form=((field, words),)).full_text == sentence


def test_the_form_comes_first_then_the_free_words_and_last_the_promise() -> None:
    form = (("next_update", "30m"), ("doing", "checking the routers"), ("what", "calls drop"))
    message = Message(text="We are sorry.", form=form)
    assert message.full_text == (
        "Calls drop. We are checking the routers. We are sorry. Next update in 30 minutes.")


def test_a_full_form_says_what_its_fields_ask_for() -> None:
    filled = ("Messages do not arrive", "everyone in Europe", "15:39 UTC",
              "restarting the name servers", "use text messages", "16:50")
    reading = read(Message(form=tuple(zip(FORM, filled, strict=True))))
    for content in ("acknowledges", "impact", "since", "action", "workaround", "next_update"):
        assert reading.says(content), content
    assert [said.clock for said in reading.promised] == [(16, 50)]


def test_an_empty_message_says_nothing() -> None:
    reading = read(Message())
    assert reading == Reading((), (), (), (), 0.8)
    assert reading.missing == CONTENTS


def test_new_words_leave_form_and_channels_as_they_are() -> None:
    message = Message("old", (("since", "noon"),), ("social",), "lead")
    assert message.with_text("new") == Message("new", (("since", "noon"),), ("social",), "lead")


def test_a_message_shows_itself_in_one_short_line() -> None:
    assert repr(Message("We see it.", channels=("social",))) == "<Message 'We see it.' on social>"
    assert repr(Message("We see it.\nWe are on it and more.", channels=("a", "b"))) == (
        "<Message 'We see it. We are on it and m...' on a, b>")
    assert repr(Message("Yes.")) == "<Message 'Yes.'>"


@pytest.mark.parametrize(("text", "denied"), [
    ("This was not an attack.", {"attack"}),
    ("Rumours of a hack are false.", {"attack"}),
    ("There was no malicious activity.", {"attack"}),
    ("We see no sign of sabotage.", {"attack"}),
    ("Nobody got into your accounts.", {"data_breach"}),
    ("We have no evidence that customer data was leaked.", {"data_breach"}),
    ("No messages were lost.", {"data_loss"}),
    ("They have not been deleted.", {"data_loss"}),
    ("Nobody was hurt.", {"harm"}),
    ("The network is working fine.", {"problem"}),
    ("It was not our mistake.", {"fault"}),
    ("We were not hacked and no passwords were stolen.", {"attack", "data_breach"}),
])
def test_what_is_denied_is_named(text: str, denied: set[str]) -> None:
    assert denied <= set(read(text).denied)


@pytest.mark.parametrize("text", [
    "We cannot rule out an attack.", "We do not know whether data was stolen.",
    "Some messages were lost.", "The network is working fine again.",
    "We will not comment on hackers.",
])
def test_what_is_left_open_or_admitted_is_not_denied(text: str) -> None:
    assert read(text).denied == ()


ILL = {
    "shouting": "EVERYTHING IS FINE NOW PEOPLE!!!",
    "alarm word": "This is a catastrophe.",
    "blames": "A contractor cut the cable.",
    "guess as fact": "It must be the new router.",
    "absolute promise": "We guarantee that this will never happen again.",
}


@pytest.mark.parametrize(("kind", "text"), ILL.items())
def test_each_kind_of_ill_form_costs_fifteen_hundredths(kind: str, text: str) -> None:
    reading = read(text)
    kinds = {remark.content for remark in reading.remarks}
    assert kind in kinds or reading.says(kind)
    assert reading.calm == pytest.approx(0.65)


def test_a_kind_counts_once_and_all_five_leave_a_twentieth() -> None:
    assert read(ILL["alarm word"] * 3).calm == pytest.approx(0.65)
    assert read(" ".join(ILL.values())).calm == pytest.approx(0.05)


@pytest.mark.parametrize("text", [
    "The API of the BBC in the USA is down.",
    "Sorry! We are working on it.",
    "DNS, BGP and TCP look fine.",
    "We are investigating errors.",
    "Next update at 16:50.",
    "What we tried did not help.",
])
def test_plain_words_are_calm(text: str) -> None:
    assert read(text).calm == 0.8


def test_a_guess_costs_calm_even_when_it_says_that_it_is_one() -> None:
    assert read("Maybe it is the firewall.").calm == pytest.approx(0.65)


def test_vague_times_and_stock_phrases_are_remarked_without_a_price() -> None:
    reading = read("We apologise for any inconvenience and will be back shortly.")
    assert {remark.content for remark in reading.remarks} == {"vague time", "stock phrase"}
    assert reading.calm == 0.8


def test_swapped_letters_curly_quotes_and_capitals_are_read_alike() -> None:
    assert read("We can’t send messages, next udpate at 16:50").says("next_update")
    assert read("WE CAN'T SEND MESSAGES").says("impact")
    assert read("Ouatge in the payment system").says("acknowledges")


def test_a_text_and_a_message_of_that_text_are_read_once_and_alike() -> None:
    text = "We see it. Next update in 25 minutes."
    assert read(Message(text)) is read(text)
    assert read(Message(text, channels=("social",))) is read(text)


FRAGMENTS = st.sampled_from([
    "we ", "not ", "the ", "is down", " at 16:50", " in 30 minutes", "!!", ". ", "\n", "’", "NOW ",
    "no ", "lost ", "attack ", "because ", "since ", "between 9:00 and 10:00 ", "next update ",
    "💀", "é", "\u202e", "1h30", "99:99", "½", "ß", "İ", "(", "[", "\\", "{0}", "%s", "ﬁx",
    "if you ",
])


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=400), st.lists(FRAGMENTS, max_size=60).map("".join)))
def test_whatever_is_written_the_reading_holds_together(text: str) -> None:
    reading = read(text)
    assert 0.05 <= reading.calm <= 0.8
    for finding in (*reading.findings, *reading.remarks):
        assert text[finding.start:finding.start + len(finding.words)] == finding.words
    contents = [finding.content for finding in reading.findings]
    assert contents == [content for content in CONTENTS if content in contents]
    assert set(contents) | set(reading.missing) == set(CONTENTS)
    assert reading.says("denies") == bool(reading.denied)
    for said in reading.promised:
        assert (said.wait is None) != (said.clock is None)
        assert said.words in text


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(FORM), st.text(max_size=40)), max_size=8), st.text())
def test_any_form_makes_a_text_that_can_be_read(form: list[tuple[str, str]], text: str) -> None:
    message = Message(text, tuple(form), ("social",))
    assert "\n" not in repr(message)
    assert read(message) is read(message.full_text)


@pytest.mark.parametrize("piece", [
    "a", " ", "!", "\n", "we are ", "not the ", "1:11 ", "the issue caused ", "\"'", "💀", "ABC ",
    "from 9:00 to ", "(((", "if you will be ", "no no-one never ",
])
def test_a_huge_or_hostile_text_is_read_without_fail(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " We are sorry."
    assert 0.05 <= read(text).calm <= 0.8


def test_work_grows_no_faster_than_the_text() -> None:
    """Sentences are cut, so no pattern sees more than a bounded stretch at a time."""
    from simkit.wording.reader import TextReader

    longest = max(len(piece.words) for piece in TextReader("we can not " * 1500)._sentences)
    assert longest <= 500
