"""Everybody else: marketing that runs on, executives, press and regulators who lose patience."""

from __future__ import annotations

from functools import cache

from simkit.engine.desk import Desk
from simkit.engine.ground import Ground
from simkit.engine.people import Steps, Team
from simkit.message import Message
from simkit.scenario import parts


class Surroundings:
    """Campaign, support and stakeholders of one world."""

    def __init__(self, ground: Ground, team: Team, desk: Desk) -> None:
        self.ground = ground
        self.team = team
        self.desk = desk
        self.campaign_runs = ground.scenario.campaign is not None
        self.briefed_at = 0.0
        self.workaround_known = False

    def start(self) -> None:
        """Let the campaign run and the stakeholders wait."""
        self._annoy()
        for stakeholder in self.ground.scenario.stakeholders:
            self.ground.env.process(self._wait(stakeholder))

    def _annoy(self) -> None:
        campaign = self.ground.scenario.campaign
        running = campaign is not None and self.campaign_runs
        self.ground.crowd.annoyance[self.ground.row] = (
            campaign.annoys * campaign.reach if campaign is not None and running else 0.0)

    def pause_campaign(self, cause: str, minutes: float) -> Steps:
        """Have marketing pause the campaign."""
        marketer = self.team.free("marketing") or self.team.trainee
        yield from self.team.work(marketer, minutes, "pausing the campaign")
        if self.campaign_runs:
            self.campaign_runs = False
            self._annoy()
            self.ground.note("campaign paused", cause, name="campaign")

    def restart_campaign(self, cause: str, minutes: float) -> Steps:
        """Have marketing start the campaign again."""
        marketer = self.team.free("marketing") or self.team.trainee
        yield from self.team.work(marketer, minutes, "starting the campaign")
        self.campaign_runs = True
        self._annoy()
        self.ground.note("campaign restarted", cause, name="campaign")

    def ask_support(self, cause: str, minutes: float) -> Steps:
        """Learn from support what people ask most, and give support a ready answer."""
        support = self.team.free("support")
        if support is not None and support is not self.team.trainee:
            self.team.interrupt(support)
        yield from self.team.work(self.team.trainee, minutes, "asking support")
        self.workaround_known = True
        workaround = self.ground.scenario.workaround
        if workaround:
            self.ground.crowd.capacity[self.ground.row] = 1.0 / self.ground.value("macro")
        self.ground.note("support asked", cause, name="support", workaround=workaround)

    def brief(self, cause: str, minutes: float) -> Steps:
        """Brief the executives."""
        yield from self.team.work(self.team.trainee, minutes, "briefing the executives")
        self.briefed_at = self.ground.now
        self.ground.note("briefed", cause, name="executives")

    def _wait(self, stakeholder: parts.Stakeholder) -> Steps:
        """Call the trainee when patience runs out, and speak up when it runs out for good."""
        ground, env, trainee = self.ground, self.ground.env, self.team.trainee
        calls, spoke, internal = 0, False, stakeholder.kind == "executive"
        patience, every = stakeholder.patience, max(1.0, stakeholder.every)
        speaks_after = stakeholder.speaks_after
        yield env.timeout(patience)
        while ground.crowd.severity.item(ground.row) > 0.0:
            heard_at = self.briefed_at if internal else ground.crowd.last_word.item(ground.row)
            quiet = ground.now - heard_at
            if quiet < patience - 1e-9:
                yield env.timeout(patience - quiet)
                continue
            calls += 1
            if ground.hears("call"):
                ground.note("call", name=f"{stakeholder.name} {calls}", sender=stakeholder.name)
            self.team.interrupt(trainee)
            if not spoke and speaks_after is not None and quiet >= speaks_after:
                spoke = True
                self._speak(stakeholder)
            yield env.timeout(every)

    def _speak(self, stakeholder: parts.Stakeholder) -> None:
        """Let *stakeholder* go public unasked."""
        ground = self.ground
        event = ground.note("spoke up", name=stakeholder.name, by=stakeholder.kind)
        if stakeholder.kind != "executive":
            ground.touch(parts.Effect(media=ground.value("outsider_media")))
            return
        leaks = ground.streams.chance(ground.value("leak_eta"), f"eta by {stakeholder.name}")
        channels = tuple([channel.name for channel in ground.scenario.channels
                          if channel.kind in ("social", "press")])
        self.desk.publish(_unasked(channels, leaks), event.id, reviewed=False, sender=None)


@cache
def _unasked(channels: tuple[str, ...], leaks: bool) -> Message:
    """Return what an executive says unasked; whoever *leaks* names a time."""
    text = "We know our service is down. Our best people are working on it."
    return Message(text=text + " It will be fixed within the hour." * leaks, channels=channels)
