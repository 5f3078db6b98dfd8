"""Loads the whole demonstration, in the caller's transaction."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from accounts.models import User
from inspections import commands
from inspections.models import EvidenceNote, Finding, Inspection
from jobs.commands import withdraw_unsent
from reports.demonstration import admitting, fieldwork, reporting, routine, sharing
from reports.demonstration.clock import Clock, demonstration_clock
from reports.demonstration.fieldwork import Plot
from reports.demonstration.people import Cast, make_people
from reports.demonstration.world import World


@dataclass(frozen=True)
class Loaded:
    """What came of it. office: the programme lead who planned it all."""

    years: set[int]
    office: User
    inspections: int
    notes: int
    findings: int


def is_loaded() -> bool:
    """True once any invented inspection is there."""
    return Inspection.objects.filter(local_area__demonstration=True).exists()


def load() -> Loaded:
    """People, three years of history, and the ten of this year, each walked to its stage with the real commands."""
    world = World(timezone.localdate())
    areas = sorted(world.areas.values(), key=lambda area: area.code)
    with demonstration_clock() as clock:
        casts = make_people(areas)
        plots = [*world.published(), *world.this_year()]
        for plot in plots:
            _walk(plot, casts, clock)
            _count_rows()
        deferred = world.deferred()
        story = fieldwork.begin(deferred, casts, clock)
        commands.defer(
            story.inspection,
            asked_by="Director of children’s services",
            reason="A serious incident in the local area needs the partnership’s leaders for some weeks.",
            by=story.office,
        )
        admitting.invite_people(casts, areas[0], clock)
        admitting.declare_interests(casts, areas)
        admitting.override_a_conflict(casts, clock)
        admitting.let_somebody_observe(casts)
        world.remember_history()
        routine.record_programmes(casts, clock)
        sharing.share(casts, clock)
        clock.on(clock.today)
    # Invented people read no e-mail.
    withdraw_unsent(".example")
    invented = {"inspection__local_area__demonstration": True}
    return Loaded(
        years={plot.programme_year for plot in [*plots, deferred]},
        office=casts["ofsted"].by_role["programme-lead"],
        inspections=len(plots) + 1,
        notes=EvidenceNote.objects.filter(**invented).count(),
        findings=Finding.objects.filter(**invented).count(),
    )


def _count_rows() -> None:
    """Tell PostgreSQL how many rows there are now.

    In one long transaction it would plan by the empty tables of the beginning: eight minutes instead of one.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _walk(plot: Plot, casts: dict[str, Cast], clock: Clock) -> None:
    story = fieldwork.begin(plot, casts, clock)
    fieldwork.prepare(story)
    fieldwork.record(story)
    fieldwork.evaluate(story)
    fieldwork.moderate(story)
    reporting.tell(story, casts["ofsted"].by_role["decision-maker"])
