"""Invitations in each of their states, declared interests, one conflict that a second person has allowed, and an observer."""

from datetime import timedelta

from agencies import commands as people
from agencies.models import LocalArea
from inspections import commands
from inspections.models import Inspection, Part
from inspections.workflow import Status
from reports.demonstration.clock import Clock
from reports.demonstration.people import Cast

# (days ago, name, job title): those older than a fortnight have expired.
INVITED = (
    (31, "Rosalind Haverstock", "Inspector (contracted)"),
    (6, "Tobias Wren", "Specialist inspector, school nursing"),
    (2, "Ottoline Marsh", "Inspector, children’s health and justice"),
)


def invite_people(casts: dict[str, Cast], area: LocalArea, clock: Clock) -> None:
    """CQC invites three inspectors, one of whom let the link expire; an area's co-ordinator invites a contact."""
    administrator = casts["cqc"].by_role["administrator"]
    for ago, name, job in INVITED:
        clock.on(clock.today - timedelta(days=ago))
        address = f"{name.lower().replace(' ', '.')}@cqc.example"
        people.invite(email=address, name=name, job_title=job, inspectorate=casts["cqc"].inspectorate, by=administrator)
    co_ordinator = area.memberships.get(co_ordinator=True).user
    clock.on(clock.today - timedelta(days=1))
    people.invite(
        email="sorcha.lindqvist@area.example",
        name="Sorcha Lindqvist",
        job_title="Head of early help",
        local_area=area,
        by=co_ordinator,
    )


def declare_interests(casts: dict[str, Cast], areas: list[LocalArea]) -> None:
    """Some people have something to declare, most nothing, and a few were not asked yet. None of it stands in anybody's way."""
    far = areas[-1]
    ofsted, cqc = casts["ofsted"].inspectors, casts["cqc"].inspectors
    people.declare_interest(kind="lives", local_area=far, by=ofsted[-1])
    force = far.partnership.agencies.filter(kind__code="police").first()
    people.declare_interest(kind="relative", agency=force, local_area=None if force else far, by=cqc[-1])
    for cast in casts.values():
        # The last two inspectors of each: for the others a team page has nothing to mark.
        for person in [*cast.leads, *cast.inspectors[:-2], *cast.by_role.values()]:
            people.state_interests(nothing=True, by=person)


def override_a_conflict(casts: dict[str, Cast], clock: Clock) -> None:
    """Somebody with a tie to the area of a planned inspection has a place on it all the same: asked by one, allowed by another."""
    inspection = Inspection.objects.filter(status=Status.PLANNED, local_area__demonstration=True).order_by("pk").first()
    if inspection is None:
        return
    person = next(one for one in casts["ofsted"].inspectors if not inspection.team.filter(user=one, ended_at=None).exists())
    council = inspection.local_area.partnership.agencies.get(kind__code="local-authority")
    former = clock.today - timedelta(days=2 * 365)
    clock.on(clock.today - timedelta(days=3))
    people.declare_interest(kind="worked", agency=council, last_day=former, by=person)
    lead, second = casts["ofsted"].by_role["programme-lead"], casts["cqc"].by_role["programme-lead"]
    override = commands.ask_override(
        inspection, person=person, reason="The only inspector with experience of this topic who is free that week.", by=lead
    )
    reason = "Somebody else on the team will look at the part concerned."
    commands.decide_override(override, allowed=True, reason=reason, by=second)
    commands.assign(inspection, person=person, part=Part.INSPECTOR, by=lead)


def let_somebody_observe(casts: dict[str, Cast]) -> None:
    """The observer has a place on an inspection in fieldwork: its dates, team and status, and no evidence."""
    inspection = Inspection.objects.filter(status=Status.FIELDWORK, local_area__demonstration=True).order_by("pk").first()
    if inspection is not None:
        ofsted = casts["ofsted"].by_role
        commands.assign(inspection, person=ofsted["observer"], part=Part.OBSERVER, by=ofsted["programme-lead"])
