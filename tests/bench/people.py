"""The people of the measured world, by inspectorate and area, and their groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group

from accounts.models import User
from agencies.models import Inspectorate, LocalArea, Membership
from inspections.models import Inspection, Part, TeamPlace
from tests.bench.sizes import Sizes

SINCE = date(2020, 1, 1)
# One person in twenty belongs to a local area; the others are inspectors of the four inspectorates in turn.
AREA_EVERY = 20
MEASURED = "measured@bench.example"


@dataclass(frozen=True)
class Everybody:
    """The people in the order in which they were made; the measured inspector is CQC's and stands beside them."""

    inspectors: dict[Inspectorate, list[User]]
    area_people: list[User]
    measured: User

    @property
    def lead(self) -> User:
        """Who leads most inspections, and is measured as well: the first of Ofsted."""
        return next(people[0] for row, people in self.inspectors.items() if row.code == "ofsted")


def make_people(sizes: Sizes) -> Everybody:
    """All people with their one organisation."""
    inspectorates = list(Inspectorate.objects.order_by("position"))
    areas = list(LocalArea.objects.order_by("code"))
    people = User.objects.bulk_create(
        User(email=f"person-{number}@bench.example", name=f"Person {number}", password="!")
        for number in range(sizes.people - 1)
    )
    measured = User.objects.create(email=MEASURED, name="Measured Inspector", password="!")
    cqc = next(row for row in inspectorates if row.code == "cqc")
    everybody = Everybody({row: [] for row in inspectorates}, [], measured)
    memberships = [Membership(user=measured, inspectorate=cqc, job_title="Inspector", since=SINCE)]
    everybody.inspectors[cqc].append(measured)
    for number, person in enumerate(people):
        if number % AREA_EVERY == 0:
            area = areas[number % len(areas)]
            memberships.append(Membership(user=person, local_area=area, co_ordinator=True, job_title="Head", since=SINCE))
            everybody.area_people.append(person)
        else:
            inspectorate = inspectorates[number % len(inspectorates)]
            memberships.append(Membership(user=person, inspectorate=inspectorate, job_title="Inspector", since=SINCE))
            everybody.inspectors[inspectorate].append(person)
    Membership.objects.bulk_create(memberships)
    return everybody


def _teams(sizes: Sizes, everybody: Everybody, count: int) -> Iterator[tuple[int, Inspectorate, User]]:
    """(inspection, inspectorate, person), spread evenly.

    The measured two have all groups in every world, so that their lists are equally long; the others have them in the full one
    and fewer in a small one, so that a team has the same size in both and growth is only of what the measured do not see.
    """
    usual = max(1, sizes.groups_a_person * count // sizes.inspections)
    for inspectorate, people in everybody.inspectors.items():
        for place, person in enumerate(people):
            # The measured begin with the first inspection.
            measured = person in {everybody.measured, everybody.lead}
            start, teams = (0, min(sizes.groups_a_person, count)) if measured else (place * usual + 1, usual)
            yield from (((start + number) % count, inspectorate, person) for number in range(teams))


def staff(sizes: Sizes, everybody: Everybody, inspections: list[Inspection], groups: dict[str, Group]) -> None:
    """Places, and the groups in which they put people: as inspections.access.admit does it, in bulk. Starts from nobody."""
    TeamPlace.objects.all().delete()
    Group.user_set.through.objects.all().delete()
    places, members, led = [], [], set()
    for index, inspectorate, person in _teams(sizes, everybody, len(inspections)):
        inspection = inspections[index]
        leads = inspectorate.code == "ofsted" and index not in led
        if leads:
            led.add(index)
            members.append((groups[f"inspection:{inspection.pk}:lead"].pk, person.pk))
        part = Part.LEAD if leads else Part.INSPECTOR
        places.append(
            TeamPlace(inspection=inspection, user=person, inspectorate=inspectorate, part=part, assigned_by=everybody.measured)
        )
        members.append((groups[f"inspection:{inspection.pk}:{inspectorate.code}"].pk, person.pk))
    TeamPlace.objects.bulk_create(places, batch_size=5_000)
    home = {person.membership.local_area_id: person for person in everybody.area_people}
    members += [
        (groups[f"inspection:{row.pk}:area"].pk, home[row.local_area_id].pk)
        for row in inspections
        if row.local_area_id in home and row.notified_at
    ]
    through = Group.user_set.through
    through.objects.bulk_create((through(group_id=group, user_id=person) for group, person in members), batch_size=5_000)
