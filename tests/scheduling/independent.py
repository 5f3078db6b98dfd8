"""The hard rules once more, from the facts alone and by other ways: day by day, person by person. Shares no code with the proposer.

Whether people are enough is found by trying to seat everybody (augmenting paths), not by counting groups.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from scheduling.proposing.facts import Neighbour, Place, Problem, Rule, ThematicSet

DAY = timedelta(days=1)


def days(first: date, last: date) -> set[date]:
    return {first + DAY * number for number in range((last - first).days + 1)}


def week_of(problem: Problem, place: Place) -> set[date]:
    monday = problem.weeks[place.week].monday
    return days(monday, monday + 4 * DAY)


def broken_alone(problem: Problem, place: Place) -> set[Rule]:
    """Rules that this place breaks whatever else there is, but those about people."""
    area = next(one for one in problem.areas if one.key == place.area)
    of = next(one for one in problem.sets if one.key == place.set)
    fieldwork = week_of(problem, place)
    found = {rule for rule, _span in problem.weeks[place.week].shut}
    if area.out:
        found.add(Rule.OUT)
    if any(fieldwork & days(span.first, span.last) for span in area.holidays):
        found.add(Rule.HOLIDAYS)
    for visit in area.visits:
        taken = days(visit.span.first, visit.span.last)
        if any(abs(one - two) <= visit.gap for one in fieldwork for two in taken):
            found.add(Rule.CLASH)
    if area.inspected is not None:
        years, first = problem.rules.years_apart, min(fieldwork)
        ended = (area.inspected.year + years, area.inspected.month, area.inspected.day)
        if (first.year, first.month, first.day) < ended and not (
            ended[1:] == (2, 29) and (first.month, first.day) == (2, 28) and first.year == ended[0]
        ):
            found.add(Rule.AGAIN)
    if area.inspected_next is not None:
        years, last = problem.rules.years_apart, max(fieldwork)
        free = (last.year + years, last.month, last.day)
        upon = (area.inspected_next.year, area.inspected_next.month, area.inspected_next.day)
        # From a 29 February so many years later there may be none: then it is the day before that counts.
        if upon < free and not (free[1:] == (2, 29) and upon == (free[0], 2, 28)):
            found.add(Rule.AGAIN)
    return (found | broken_by_set(of, place, fieldwork)) - problem.rules.without


def broken_by_set(of: ThematicSet, place: Place, fieldwork: set[date]) -> set[Rule]:
    """Rules that this place breaks because of the framework of its set."""
    found = {Rule.PASSED} if place.week in of.told else set()
    return found if fieldwork <= days(of.valid.first, of.valid.last) else found | {Rule.FRAMEWORK}


def full(seats: Sequence[Sequence[int]]) -> bool:
    """Whether each seat can have somebody of those who may sit there, nobody twice."""
    sits: dict[int, int] = {}

    def seat(number: int, tried: set[int]) -> bool:
        for person in seats[number]:
            if person not in tried:
                tried.add(person)
                if person not in sits or seat(sits[person], tried):
                    sits[person] = number
                    return True
        return False

    return all(seat(number, set()) for number in range(len(seats)))


def free(problem: Problem, place: Place | Neighbour, week: int, name: str, *, leads: bool = False) -> list[int]:
    """The people of an inspectorate who are there in a week and may inspect this area."""
    monday = problem.weeks[0].monday + timedelta(days=7 * week)
    taken = days(monday, monday + 4 * DAY)
    area = next(one for one in problem.areas if one.key == place.area)
    tied = area.tied - (area.allowed_to_lead if leads else area.allowed)
    there = [one for one in problem.inspectors if not any(taken & days(span.first, span.last) for span in one.away)]
    return [one.key for one in there if one.inspectorate == name and one.key not in tied and (one.leads or not leads)]


def seated(problem: Problem, plan: Sequence[Place], week: int) -> set[tuple[Rule, str]]:
    """Of which inspectorates there are not enough people in a week: seats are filled one by one, moving others where needed."""
    rules = problem.rules
    here = [one for one in plan if one.week - rules.busy_before <= week <= one.week + rules.busy_after]
    near = [one for one in problem.neighbours if week - rules.busy_after <= one.week <= week + rules.busy_before]
    found = set()
    if not full([free(problem, one, week, "ofsted", leads=True) for one in [*here, *(one for one in near if one.leaderless)]]):
        found.add((Rule.LEAD, "ofsted"))
    for name in {name for one in problem.sets for name in one.team}:
        seats = []
        for place in here:
            team = next(one for one in problem.sets if one.key == place.set).team.get(name, 0)
            if name == "ofsted" and not found & {(Rule.LEAD, "ofsted")} and team:
                seats.append(free(problem, place, week, name, leads=True))
                team -= 1
            seats += [free(problem, place, week, name)] * team
        for one in near:
            team = one.team.get(name, 0)
            if name == "ofsted" and one.leaderless and not found & {(Rule.LEAD, "ofsted")}:
                seats.append(free(problem, one, week, name, leads=True))
                team -= 1
            seats += [free(problem, one, week, name)] * max(0, team)
        if not full(seats):
            found.add((Rule.CAPACITY, name))
    return {one for one in found if one[0] not in rules.without}


def spent(problem: Problem, plan: Sequence[Place]) -> set[str]:
    """The inspectorates whose people run out in the year: each place takes one of what somebody has left."""
    found = set()
    for name in {name for one in problem.sets for name in one.team}:
        left = [one.most for one in problem.inspectors if one.inspectorate == name]
        if None in left:
            continue
        for place in plan:
            for _seat in range(next(one for one in problem.sets if one.key == place.set).team.get(name, 0)):
                somebody = next((number for number, most in enumerate(left) if most), None)
                if somebody is None:
                    found.add(name)
                else:
                    left[somebody] -= 1
    return found


def broken(problem: Problem, plan: Sequence[Place]) -> dict[Place, set[Rule]]:
    """What each place of a plan breaks."""
    found: dict[Place, set[Rule]] = {}
    rules, areas, short = problem.rules, {one.key: one for one in problem.areas}, spent(problem, plan)
    for place in plan:
        rows = broken_alone(problem, place)
        for other in plan:
            near = abs((problem.weeks[other.week].monday - problem.weeks[place.week].monday).days) < 7 * rules.force_weeks
            if other.area != place.area and near and set(areas[other.area].forces) & set(areas[place.area].forces):
                rows |= {Rule.FORCE} - rules.without
        for other in problem.neighbours:
            monday = problem.weeks[0].monday + timedelta(days=7 * other.week)
            near = abs((monday - problem.weeks[place.week].monday).days) < 7 * rules.force_weeks
            if other.area != place.area and near and set(areas[other.area].forces) & set(areas[place.area].forces):
                rows |= {Rule.FORCE} - rules.without
        for week in range(place.week - rules.busy_before, place.week + rules.busy_after + 1):
            rows |= {rule for rule, _name in seated(problem, plan, week)}
        if any(next(one for one in problem.sets if one.key == place.set).team.get(name, 0) for name in short):
            rows |= {Rule.OF_YEAR} - rules.without
        if rows:
            found[place] = rows
    return found
