import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vignette import CHANNELS, SEGMENTS, Outage, Post, by_the_book, play, silence

from simkit.errors import UnknownName
from simkit.model.audience import NAMES, STATES, Audience, Segments
from simkit.model.exposure import (
    ELEMENTS,
    INPUTS,
    STRUCK,
    Exposures,
    Said,
    coefficients,
    hazard,
)
from simkit.model.parameters import AUDIENCE, Parameters

DEFAULTS = Parameters.defaults()
NOTHING = np.zeros((len(INPUTS), 1, 3))


def struck(**hazards):
    """Return the inputs of one step in which events strike everybody."""
    inputs = NOTHING.copy()
    for name, amount in hazards.items():
        inputs[INPUTS.index(name)] = amount
    return inputs


def suffering(minutes=240, attribution=0.6, **kwargs):
    """Return an audience after a full outage without a word."""
    audience = Audience(SEGMENTS, DEFAULTS, attribution)
    for _ in range(minutes):
        audience.advance(1.0, NOTHING, 1.0, **kwargs)
    return audience


def crowd_of(segments):
    shares = np.random.default_rng(segments).random((3, segments))
    return Segments(shares[0] / shares[0].sum(), shares[1], shares[2])


# The rule


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.1, 60.0), st.floats(0.0, 1.0), st.floats(-3.0, 6.0))
def test_every_state_stays_between_nothing_and_everything(seed, dt, severity, loudness):
    rng = np.random.default_rng(seed)
    audience = Audience(SEGMENTS, Parameters.draw(seed, 4), None)
    audience.repaired[:] = rng.random(4)
    for step in range(25):
        inputs = rng.random((len(INPUTS), 4, 3)) * (rng.random((len(INPUTS), 1, 1)) < 0.3)
        audience.advance(severity, inputs * 10.0**loudness, dt, annoyance=rng.random(4),
                         unanswered=rng.random(4))
        if step == 10:
            audience.rumour_started(1, rng.random())
            audience.press(2, rng.random())
            audience.restored([0, 3])
    for name, values in audience.snapshot().items():
        assert np.isfinite(values).all(), name
        assert (values >= 0.0).all(), name
        assert name == "wait" or (values <= 1.0).all(), name


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.1, 1.0, 60.0]), st.sampled_from([0.0, 1.0]))
def test_every_state_stays_there_at_the_corners_of_all_ranges(seed, dt, severity):
    rng = np.random.default_rng(seed)
    corners = {one.name: rng.choice([one.low, one.high], 4) for one in AUDIENCE}
    parameters, everybody = Parameters.defaults(4).replace(**corners), np.ones((1, 3))
    audience, exposures = Audience(SEGMENTS, parameters, 1.0), Exposures(4, 3)
    audience.repaired[:] = severity
    for tick in range(0, 300, 20):
        for row in range(4):
            said = Said(dict.fromkeys(rng.choice(list(ELEMENTS), 4), 0), calm=0.0, empathy=1.0,
                        apology=0, accepts=True, denies=bool(row % 2), minimises=True,
                        corrects=True, postmortem=1.0)
            exposures.publish(row, tick, coefficients(said, parameters, row), everybody, [0.1],
                              [0.0])
            for column in rng.choice(STRUCK, 3):
                exposures.impulse(row, column, 1.0)
        audience.advance(severity, exposures.take(tick, 20), dt, annoyance=10.0, unanswered=1.0)
        audience.rumour_started(tick % 4, 1.0)
        audience.press(tick % 4, 1.0)
        (audience.restored if tick % 3 else audience.relapsed)([tick % 4])
        for name, values in audience.snapshot().items():
            assert np.isfinite(values).all(), name
            assert (values >= 0.0).all(), name
            assert name == "wait" or (values <= 1.0).all(), name


def test_a_step_of_no_length_changes_nothing_to_the_bit():
    audience = suffering(90)
    audience.press(0, 0.3)
    before = audience.snapshot()
    audience.advance(1.0, NOTHING, 0.0)
    after = audience.snapshot()
    assert all((before[name] == after[name]).all() for name in STATES)


def test_splitting_a_step_changes_nothing_where_the_rates_are_constant():
    whole, parts = suffering(60), suffering(60)
    for audience in (whole, parts):
        audience.press(0, 0.5)
        audience.advance(0.0, struck(fatigue=0.7, apology=0.9), 0.0)
        audience._now.F[...] = 0.0  # nobody feeds the media any more
        audience._settle()
    whole.advance(0.0, NOTHING, 12.0)
    for _ in range(48):
        parts.advance(0.0, NOTHING, 0.25)
    for name in ("switching", "fatigue", "apology"):
        assert parts.state(name) == pytest.approx(whole.state(name), abs=1e-12), name
        assert whole.state(name).max() > 0.02
    assert parts.media == pytest.approx(whole.media, abs=1e-12)


def test_splitting_an_event_changes_nothing():
    whole, parts = suffering(60), suffering(60)
    whole.advance(1.0, struck(loss_I=0.4, add_F=0.3, add_U=0.2, lift_A=0.1), 0.0)
    for _ in range(4):
        parts.advance(1.0, struck(loss_I=0.1, add_F=0.075, add_U=0.05, lift_A=0.025), 0.0)
    for name in NAMES:
        assert parts.state(name) == pytest.approx(whole.state(name), abs=1e-12), name


def test_a_loss_takes_away_its_share():
    audience = Audience(SEGMENTS, DEFAULTS)
    audience.advance(0.0, struck(loss_I=hazard(0.2)), 0.0)
    assert audience.integrity == pytest.approx(0.8 * 0.70)


def test_a_finer_step_ends_at_the_same_trust():
    plan, outage = by_the_book(hours=3.0), Outage(hours=3.0, horizon=8.0)
    fine, coarse = play(plan, outage, dt=0.25), play(plan, outage, dt=1.0)
    assert fine.trust == pytest.approx(coarse.trust, abs=0.002)
    assert fine.rumour_peak == pytest.approx(coarse.rumour_peak, rel=0.02)


@pytest.mark.long
@pytest.mark.parametrize("posts", [by_the_book(), silence()], ids=["by the book", "silence"])
def test_a_finer_step_ends_at_the_same_trust_whatever_the_constants(posts):
    parameters = Parameters.stack([DEFAULTS, Parameters.draw(3, 50)])
    fine, coarse = (play(posts, Outage(hours=6.0, repaired=1.0), parameters, dt)
                    for dt in (0.25, 1.0))
    assert fine.trust == pytest.approx(coarse.trust, abs=0.002)
    assert fine.lowest == pytest.approx(coarse.lowest, abs=0.002)
    assert fine.rumour_peak == pytest.approx(coarse.rumour_peak, rel=0.05)


# Many worlds


@pytest.mark.parametrize("segments", [1, 3, 4, 9])
def test_a_world_has_the_same_bits_alone_and_among_many(segments):
    rows, chosen = 60, [0, 1, 17, 59]
    parameters, crowd = Parameters.draw(5, rows), crowd_of(segments)
    rng = np.random.default_rng(2)
    together = Audience(crowd, parameters, None)
    alone = {row: Audience(crowd, parameters.row(row), None) for row in chosen}
    for step in range(60):
        severity = np.round(rng.random(rows), 1)
        inputs = rng.random((len(INPUTS), rows, segments)) * 0.05
        dt = rng.choice([0.0, 1.0, 15.0], rows)
        annoyed, unanswered = 0.01 * rng.random(rows), rng.random(rows)
        if step == 30:
            together.restored(np.arange(rows) % 2 == 1)
            together.rumour_started(17, 0.2)
        together.advance(severity, inputs, dt, annoyed, unanswered)
        for row, audience in alone.items():
            if step == 30 and row % 2:
                audience.restored([0])
            if step == 30 and row == 17:
                audience.rumour_started(0, 0.2)
            audience.advance(severity[row:row + 1], inputs[:, row:row + 1], dt[row:row + 1],
                             annoyed[row:row + 1], unanswered[row:row + 1])
    everybody = together.snapshot()
    for row, audience in alone.items():
        for name, values in audience.snapshot().items():
            assert (values[0] == everybody[name][row]).all(), name
        for name in STATES:
            assert audience.population(name)[0] == together.population(name)[row]


def test_a_number_for_all_is_the_same_as_one_for_each():
    one, each = (Audience(SEGMENTS, Parameters.draw(1, 3)) for _ in range(2))
    inputs = np.zeros((len(INPUTS), 3, 3))
    for _ in range(30):
        one.advance(0.7, inputs, 2.0, annoyance=0.01)
        each.advance(np.full(3, 0.7), inputs, np.full(3, 2.0), annoyance=np.full((3, 3), 0.01))
    assert (one.trust == each.trust).all()


# What people feel


def test_nothing_happens_while_everything_works():
    audience = Audience(SEGMENTS, DEFAULTS)
    start = audience.population("trust")
    for _ in range(600):
        audience.advance(0.0, NOTHING, 1.0)
    assert audience.population("trust") == pytest.approx(start)
    assert audience.population("frustration") == audience.population("churn") == 0.0


def test_trust_at_onset_is_the_weighted_sum_of_its_components():
    audience = Audience(SEGMENTS, DEFAULTS)
    assert audience.trust == pytest.approx(0.36 * 0.72 + 0.32 * 0.65 + 0.32 * 0.70)


def test_whoever_uses_it_more_notices_first_and_suffers_more():
    audience = suffering(120)
    for name in ("awareness", "frustration", "switching"):
        casual, daily, critical = audience.state(name)[0]
        assert casual < daily < critical, name
    casual, daily, critical = audience.trust[0]
    assert casual > daily > critical


def test_an_outage_within_the_zone_of_tolerance_costs_little():
    blink = Outage(hours=1 / 6, ramp=1.0, horizon=4.0)
    short, silent = play([Post(5.0), Post(10.0, ("all_clear",))], blink), play([], blink)
    start = Audience(SEGMENTS, DEFAULTS).population("trust")
    assert (start - short.lowest < 0.03).all() and (start - silent.lowest < 0.03).all()
    assert (short.lowest < start).all()


def test_an_apology_lifts_trust_and_fades():
    audience = suffering()
    before = audience.population("trust")
    audience.advance(1.0, struck(apology=1.0), 0.0)
    lifted = audience.population("trust")
    for _ in range(600):
        audience.advance(1.0, NOTHING, 1.0)
    assert lifted > before + 0.02
    assert audience.population("apology") < 0.15


def test_message_fatigue_keeps_later_messages_away():
    rested, tired = suffering(), suffering()
    tired._now.Psi[...] = 1.0
    for audience in (rested, tired):
        audience.advance(1.0, struck(info=0.5), 0.0)
    gain = [audience.population("freshness")[0] for audience in (rested, tired)]
    assert 0.0 < gain[1] < 0.6 * gain[0]


def test_the_distrusted_are_believed_less():
    trusted, distrusted = suffering(60), suffering(60)
    distrusted._now.TI[...] = 0.1
    for audience in (trusted, distrusted):
        audience.advance(1.0, struck(info=0.5), 0.0)
    assert distrusted.population("freshness") < trusted.population("freshness")


def test_a_believed_denial_lowers_attribution():
    audience = Audience(SEGMENTS, DEFAULTS, attribution=0.8)
    audience.advance(1.0, struck(denial=0.3, denied=0.5), 0.0)
    assert (audience.state("attribution") < 0.8).all()
    assert (audience.state("denied") > 0.3).all()


def test_attribution_can_come_from_the_parameters_or_from_each_world():
    two = DEFAULTS.replace(H0=0.3)
    assert (Audience(SEGMENTS, two, None).state("attribution") == 0.3).all()
    rows = Audience(SEGMENTS, Parameters.defaults(2), [0.2, 0.8]).state("attribution")
    assert rows[:, 0].tolist() == [0.2, 0.8]


@pytest.mark.parametrize(("event", "state", "direction"), [
    ("workaround", "frustration", -1), ("eta", "frustration", -1), ("miss", "frustration", +1),
    ("panic", "frustration", +1), ("panic", "ability", -1), ("soothe", "frustration", -1),
    ("info", "uncertainty", -1), ("info", "benevolence", +1), ("info", "integrity", +1),
    ("told", "benevolence", +1), ("told", "integrity", +1), ("minimise", "integrity", -1),
    ("denial", "ability", +1), ("add_H", "benevolence", -1), ("add_U", "rumour", +1),
    ("add_F", "switching", +1), ("add_F", "media", +1), ("add_F", "rumour", +1),
    ("correction", "integrity", +1), ("loss_A", "churn", +1), ("notice", "awareness", +1)])
def test_what_strikes_people_in_an_outage_is_felt_half_an_hour_later(event, state, direction):
    plain, struck_now = suffering(40), suffering(40)
    for audience, inputs in ((plain, NOTHING), (struck_now, struck(**{event: 0.5}))):
        audience.advance(1.0, inputs, 1.0)
        for _ in range(30):
            audience.advance(1.0, NOTHING, 1.0)
    difference = struck_now.population(state)[0] - plain.population(state)[0]
    assert direction * difference > 1e-6


def test_a_promised_update_keeps_what_people_know_fresh():
    plain, promised = suffering(40), suffering(40)
    plain.advance(1.0, struck(info=0.5), 0.0)
    promised.advance(1.0, struck(info=0.5, next_update=2.0), 0.0)
    for audience in (plain, promised):
        audience.advance(1.0, NOTHING, 30.0)
    assert (promised.freshness > plain.freshness).all()


def test_the_credit_of_an_acknowledgement_decays_with_the_wait():
    early, late = suffering(20), suffering(90)
    gains = []
    for audience in (early, late):
        before = audience.benevolence.copy()
        audience.advance(1.0, struck(ack=0.5), 0.0)
        gains.append(audience.benevolence - before)
    assert (gains[0] > 2.0 * gains[1]).all() and (gains[1] > 0.0).all()


@pytest.mark.parametrize("state", ["add_U", "add_F"])
def test_the_uncertain_and_the_frustrated_wait_longer(state):
    plain, worse = suffering(40), suffering(40)
    worse.advance(1.0, struck(**{state: 2.0}), 0.0)
    before = plain.wait.copy()
    for audience in (plain, worse):
        audience.advance(1.0, NOTHING, 1.0)
    assert (worse.wait - before > 1.02 * (plain.wait - before)).all()
    assert (plain.wait - before < 1.4).all()


def test_frustration_is_contagious():
    lonely = Audience(SEGMENTS, DEFAULTS.replace(k_con=1e-9))
    social = Audience(SEGMENTS, DEFAULTS)
    for _ in range(90):
        for audience in (lonely, social):
            audience.advance(1.0, NOTHING, 1.0)
    assert (social.frustration > lonely.frustration).all()


def test_a_campaign_annoys_the_aware_while_the_service_fails():
    plain, annoyed = suffering(120), suffering(120, annoyance=0.01)
    assert annoyed.population("frustration") > plain.population("frustration")
    assert annoyed.population("benevolence") < plain.population("benevolence")
    working, disturbed = Audience(SEGMENTS, DEFAULTS), Audience(SEGMENTS, DEFAULTS)
    working.advance(0.0, NOTHING, 30.0)
    disturbed.advance(0.0, NOTHING, 30.0, annoyance=0.01)
    assert (working.trust == disturbed.trust).all()


def test_unanswered_calls_frustrate():
    answered, unanswered = suffering(120), suffering(120, unanswered=1.0)
    assert unanswered.population("frustration") > answered.population("frustration")


def test_the_peak_of_frustration_is_remembered():
    audience = suffering(300)
    peak = audience.population("frustration")
    for _ in range(600):
        audience.advance(0.0, NOTHING, 1.0)
    assert audience.population("frustration") < 0.2 * peak
    assert audience.population("peak_frustration") >= peak


# Rumour and media


def test_silence_feeds_rumour_and_rumour_dies_out():
    audience = suffering(240)
    assert audience.rumour[0] > 0.05
    for _ in range(400):
        audience.advance(0.0, NOTHING, 5.0)
    assert audience.rumour[0] < 1e-6
    assert audience.population("stifled")[0] > 0.1


def test_a_correction_stops_some_spreaders_but_not_all():
    plain, corrected = suffering(240), suffering(240)
    corrected.advance(1.0, struck(correction=hazard(0.2)), 0.0)
    assert 0.8 * plain.rumour < corrected.rumour < plain.rumour


def test_a_new_rumour_reaches_those_who_were_tired_of_the_old_one():
    audience = suffering(600)
    before = {name: audience.population(name)[0] for name in ("ignorant", "rumour", "stifled")}
    audience.rumour_started(0, 0.1)
    after = {name: audience.population(name)[0] for name in before}
    assert after["rumour"] == pytest.approx(before["rumour"] + 0.1 * (1.0 - before["rumour"]))
    assert after["stifled"] < 0.9 * before["stifled"]
    assert sum(after.values()) == pytest.approx(1.0)


def test_press_attention_is_added_to_what_is_there_and_fades():
    audience = Audience(SEGMENTS, DEFAULTS)
    audience.press(0, 0.4)
    audience.press(0)
    assert audience.media == pytest.approx([0.7])
    audience.advance(0.0, NOTHING, 180.0)
    assert audience.media == pytest.approx([0.35])


def test_disclosure_counts_for_more_before_the_media_have_it():
    early, late = suffering(30), suffering(30)
    late.press(0, 0.9)
    for audience in (early, late):
        audience.advance(1.0, struck(ack=0.5), 0.0)
    assert early.population("integrity") > late.population("integrity")


# Repair


def live_on(audience, days):
    for _ in range(round(24 * days)):
        audience.advance(0.0, NOTHING, 60.0)


def test_without_restoration_trust_stays_where_it_fell():
    audience = suffering()
    fallen = audience.population("ability")
    live_on(audience, 10)
    assert audience.population("ability") == pytest.approx(fallen, abs=1e-9)


@pytest.mark.parametrize(("repaired", "postmortem", "owned", "earned"), [
    (0.0, 0.0, 0.0, 0.35), (1.0, 0.0, 0.0, 0.60), (0.0, 1.0, 0.0, 0.60), (0.0, 0.0, 1.0, 0.50),
    (1.0, 1.0, 1.0, 1.0)])
def test_repair_goes_as_far_as_it_was_earned(repaired, postmortem, owned, earned):
    audience = suffering()
    low = audience.ability.copy()
    audience.restored([0])
    audience.repaired[:] = repaired
    audience.advance(0.0, struck(postmortem=30.0 * postmortem, owned=30.0 * owned), 0.0)
    audience.advance(0.0, NOTHING, 4320.0)
    target = low + (0.72 - low) * earned
    assert audience.ability == pytest.approx((low + target) / 2.0, abs=1e-6)
    audience.advance(0.0, NOTHING, 20 * 4320.0)
    assert audience.ability == pytest.approx(target, abs=1e-6)


def test_repair_lifts_only():
    audience = suffering()
    audience.restored([0])
    audience._now.TA[...] = 0.70  # above what is earned
    live_on(audience, 1)
    assert (audience.ability == 0.70).all()


def test_repair_stops_at_a_relapse():
    audience = suffering()
    audience.restored([0])
    live_on(audience, 1)
    audience.relapsed([0])
    held = audience.ability.copy()
    live_on(audience, 1)
    assert audience.ability == pytest.approx(held)


def test_praise_without_an_outage_lifts_a_component_but_not_trust():
    audience = Audience(SEGMENTS, DEFAULTS)
    start = audience.trust
    audience.advance(0.0, struck(lift_A=0.5, lift_I=0.5, apology=1.0), 0.0)
    assert (audience.ability > 0.72).all()
    assert audience.trust == pytest.approx(start, abs=1e-12)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.2, 3.0))
def test_trust_never_ends_above_its_start(seed, hours):
    parameters = Parameters.draw(seed, 1)
    posts = by_the_book(hours=hours, channels=tuple(CHANNELS), accepts=True, apologises=True)
    outage = Outage(hours=hours, horizon=hours + 13.0, repaired=1.0)
    course = play(posts, outage, parameters, dt=3.0)
    start = Audience(SEGMENTS, parameters).population("trust")
    assert (np.max(course.hourly, axis=0) <= start + 1e-12).all()
    assert (course.trust <= start + 1e-12).all()


# The pattern of the reference: a full outage of six hours

REFERENCE = DEFAULTS.replace(
    lamA=0.0025, lamH=0.0015, lamB=0.0005, lamI=0.0005, apo=0.6, g_apo=0.45, tau_ack=30.0,
    g_ack=0.06, chi=0.52, k_ack=0.35, om_U=0.6, k_cor=0.2, mu=0.0022, h_M=720.0, chur=0.0012)
"""The constants of the reference, before calibration: its figures are about these."""


def played(posts, **outage):
    """Play with the constants and the step of the reference, two minutes."""
    return play(posts, Outage(**outage), REFERENCE, dt=2.0)


@pytest.fixture(scope="module")
def good():
    return played(by_the_book())


@pytest.fixture(scope="module")
def silent():
    return played(silence())


def test_the_good_plan_ends_as_in_the_reference(good):
    assert good.trust == pytest.approx(0.597, abs=0.01)
    assert good.lowest == pytest.approx(0.569, abs=0.01)
    assert good.rumour_peak == pytest.approx(0.16, abs=0.04)
    assert good.churn == pytest.approx(0.044, abs=0.01)


def test_silence_ends_as_in_the_reference_less_the_repair_it_did_not_earn(silent):
    assert silent.trust == pytest.approx(0.506, abs=0.02)
    assert silent.lowest == pytest.approx(0.470, abs=0.015)
    assert silent.rumour_peak == pytest.approx(0.32, abs=0.03)
    assert silent.churn == pytest.approx(0.065, abs=0.01)


def test_earned_repair_keeps_plans_apart_for_days():
    good = play(by_the_book(), Outage(horizon=96.0, repaired=1.0), dt=5.0)
    silent = play(silence(), Outage(horizon=96.0), dt=5.0)
    assert (good.trust - silent.trust > good.hourly[7] - silent.hourly[7]).all()


def test_a_bare_acknowledgement_beats_silence(silent):
    acknowledged = played([Post(5.0), *silence()])
    assert (acknowledged.trust > silent.trust + 0.005).all()


def test_later_acknowledgements_are_worth_less():
    later = [post for post in by_the_book() if post.at > 120.0]
    first = [played([Post(minute, ("acknowledgement", "impact"), empathy=1.0), *later]).trust[0]
             for minute in (4.0, 30.0, 120.0)]
    assert first[0] > first[1] > first[2]


def test_a_missed_time_costs_more_than_a_kept_one_earns(good):
    def with_time(eta):
        posts = by_the_book()
        posts[2] = Post(**{**vars(posts[2]), "eta": eta})
        return played(posts).trust

    missed, kept = with_time(180.0), with_time(360.0)
    assert missed < good.trust < kept
    assert good.trust - missed > kept - good.trust


def test_calm_beats_panic_by_about_a_point():
    panicked, calm = played(by_the_book(calm=0.0)).trust, played(by_the_book()).trust
    assert 0.005 < calm - panicked < 0.03


def test_posting_every_five_minutes_is_worse_than_every_half_hour(good):
    assert played(by_the_book(every=5.0)).trust < good.trust


def test_blame_costs_trust():
    victim = played(by_the_book(), attribution=0.2)
    guilty = played(by_the_book(), attribution=0.85)
    assert victim.trust == pytest.approx(0.655, abs=0.01)
    assert guilty.trust == pytest.approx(0.565, abs=0.01)


def test_another_hour_costs_two_points(good):
    longer = played(by_the_book(hours=7.0), hours=7.0)
    assert 0.01 < good.trust - longer.trust < 0.035


# Views


def test_population_means_weigh_the_segments():
    audience = suffering(60)
    mean = (audience.frustration[0] * SEGMENTS.weight).sum()
    assert audience.population("frustration") == pytest.approx(mean)
    assert audience.population("rumour") == audience.rumour
    assert audience.population("media") == pytest.approx(audience.media)


def test_an_unknown_state_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownName, match="did you mean 'frustration'"):
        Audience(SEGMENTS, DEFAULTS).population("frustation")


def test_snapshots_hold_every_state_and_do_not_move():
    audience = suffering(60)
    snapshot = audience.snapshot()
    kept = {name: values.copy() for name, values in snapshot.items()}
    audience.advance(1.0, NOTHING, 60.0)
    assert tuple(sorted(snapshot)) == tuple(sorted(STATES))
    assert all((snapshot[name] == kept[name]).all() for name in STATES)
    assert (audience.trust < snapshot["trust"]).all()


def test_a_message_works_through_exposure_and_audience_together():
    audience, exposures = Audience(SEGMENTS, DEFAULTS), Exposures(1, 3)
    told = coefficients(Said({"acknowledgement": 0, "impact": 0}), DEFAULTS)
    exposures.publish(0, 0, told, np.full((1, 3), 0.35), [80.0], [1.0])
    silent = Audience(SEGMENTS, DEFAULTS)
    for tick in range(60):
        audience.advance(1.0, exposures.take(tick), 1.0)
        silent.advance(1.0, NOTHING, 1.0)
    assert (audience.uncertainty < silent.uncertainty).all()
    assert (audience.freshness > 0.0).all()
    assert not silent.freshness.any()
