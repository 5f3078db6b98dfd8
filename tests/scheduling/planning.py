"""A year to plan: local areas of the invented world, and enough people of every inspectorate."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from agencies.models import Inspectorate, LocalArea
from inspections.models import DeepDiveTopic
from scheduling import queries
from scheduling.commands import Asked, AskedSet, make_plan, open_year
from scheduling.models import Plan, ProgrammeYear
from scheduling.proposing.facts import Problem
from tests.factories import MembershipFactory, UserFactory
from tests.scheduling.boards import calendar
from tests.walk import AREA, FRONT_DOOR, OTHER_AREA, THEMATIC, Cast, cast, framework_version, local_area

YEAR = 2026
TODAY = "2026-03-02T12:00Z"  # a month before the year begins: no week of it is over
SPRING = "2026-04-02T12:00Z"  # its second day


def people(each: int = 12) -> None:
    """So many more inspectors of every inspectorate."""
    cast()
    for inspectorate in Inspectorate.objects.order_by("position"):
        for _number in range(each):
            MembershipFactory(user=UserFactory(), inspectorate=inspectorate, job_title="Inspector")


def to_judge() -> Cast:
    """Everybody, with people enough, the days of the calendar and two local areas at one police force: what a week is judged by."""
    play = cast()
    people()
    calendar()
    topic()
    for code in (AREA, OTHER_AREA):
        local_area(code)
    framework_version(THEMATIC)
    return play


def areas(count: int) -> list[LocalArea]:
    """So many local areas, each with a police force of its own."""
    return [local_area(f"X{number:03}") for number in range(100, 100 + count)]


def year_to_plan() -> ProgrammeYear:
    """Opened by Ofsted's programme lead."""
    found = ProgrammeYear.objects.filter(year=YEAR).first()
    return found or open_year(YEAR, by=cast().programme_lead)


def topic() -> DeepDiveTopic:
    """One that thematic frameworks look at."""
    return DeepDiveTopic.objects.get_or_create(
        code="invented", defaults={"name": "An invented topic", "short_name": "Invented"}
    )[0]


def front_door(count: int) -> AskedSet:
    """A set of the front door alone."""
    return AskedSet(framework_version(FRONT_DOOR), None, count)


def thematic(count: int) -> AskedSet:
    """A thematic set."""
    return AskedSet(framework_version(THEMATIC), topic(), count)


def plan(name: str = "First", sets: Sequence[AskedSet] | None = None, **asked: object) -> Plan:
    """A plan of the year, asked for by Ofsted's programme lead; three of the front door unless said otherwise."""
    return make_plan(year_to_plan(), Asked(name, sets or [front_door(3)], **asked), by=cast().programme_lead)


def problem_of(plan: Plan) -> Problem:
    """As things stand, for Ofsted's programme lead."""
    return queries.gather(cast().programme_lead, plan)


def judged(plan: Plan) -> queries.Judged:
    """What stands in the plan, as it is judged now."""
    problem = problem_of(plan)
    return queries.judged(problem, queries.places_as_asked(problem, queries.places_of(plan)))


def at(plan: Plan, name: str = "plan", *more: object) -> str:
    """The address of a page of this plan."""
    return reverse(name, args=[plan.year.year, plan.pk, *more])


def words(answer: HttpResponse) -> str:
    """What a page says, without its tags."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])
    return " ".join(unescape(text).split())


def form_of(answer: HttpResponse) -> dict[str, Any]:
    """What the page's own form would send, as it stands."""
    return {name: field.value() for name, field in ((one.html_name, one) for one in answer.context["form"])}


def typed(answer: HttpResponse, **changes: object) -> dict[str, Any]:
    """The same with changes; what has no value is not sent."""
    sent = {**form_of(answer), **changes}
    return {name: value for name, value in sent.items() if value is not None and value != []}
