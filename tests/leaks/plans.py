"""Plans of a year, marked, and a row for each address of them."""

from datetime import date

from scheduling import commands, queries
from scheduling.asked import AskedRules
from scheduling.commands import Asked, AskedSet, open_year
from scheduling.models import Plan
from tests.leaks.marks import Marks
from tests.leaks.rows import At, Kwargs, Row, first, sent
from tests.leaks.targets import ELSEWHERE, Target
from tests.walk import FRONT_DOOR, OTHER_AREA, Cast, cast, framework_version, local_area

YEAR = 2095  # of no planted inspection
WEEK = date(2095, 6, 6)  # a Monday
PLAN = "plan of a year"
OUT = "X064"


def plan_a_year(marks: Marks, people: Cast, target: Target) -> None:
    """A draft with a place and a local area that is ruled out, and one that was discarded."""
    by, year = people.programme_lead, open_year(YEAR, by=people.programme_lead)

    def text() -> str:
        return marks.text(PLAN, ELSEWHERE)

    rules = AskedRules(left_out={"capacity": text()})
    asked = [AskedSet(framework_version(FRONT_DOOR), None, 1)]
    draft = commands.make_plan(year, Asked(text(), asked, text(), rules=rules), by=by)
    commands.propose(draft, by=by)
    commands.pin(draft, local_area(OTHER_AREA), week=WEEK, reason=text(), by=by)
    commands.rule_out(draft, local_area(OUT), reason=text(), by=by)
    job = queries.job_of_proposal(draft.proposals.get())
    assert job is not None
    type(job).objects.filter(pk=job.pk).update(state="failed", error=text(), finished_at=job.created_at)
    gone = commands.copy_plan(draft, text(), by=by)
    commands.discard_plan(gone, by=by)
    target.ids["plan"] += [draft.pk, gone.pk]


def another(target: Target) -> Plan:
    """One more plan of that year, with a proposal."""
    draft = Plan.objects.get(pk=target.ids["plan"][0])
    by = cast().programme_lead
    made = commands.copy_plan(draft, "Another plan stands here.", by=by)
    commands.propose(made, by=by)
    return made


def year(_target: Target) -> list[Kwargs]:
    """That of the plans."""
    return [{"year": YEAR}]


def plan(**more: str) -> At:
    """Each of the plans."""
    return lambda target: [{"year": YEAR, "pk": pk, **more} for pk in target.ids["plan"] or [first(target, "plan")]]


def areas(target: Target) -> list[Kwargs]:
    """A local area of which something was said, and one that is ruled out."""
    return [{**at, "code": code} for at in plan()(target) for code in (OTHER_AREA, OUT)]


def side_by_side(target: Target) -> tuple[str, ...]:
    """The two plans, and a choice of one that is none."""
    keys = target.ids["plan"] or [first(target, "plan")]
    return ("", "?" + "&".join(f"plan={key}" for key in keys), f"?plan={keys[0]}")


ROWS: dict[str, Row] = {
    "plans": Row(year, ("", "?text=stand", "?text=qz", "?state=discarded")),
    "plan_add": Row(year, sends=sent(name="Marked")),
    **{
        name: Row(plan(), sends=sent(version=1, name="Words"))
        for name in (
            "plan", "plan_edit", "plan_copy", "plan_discard", "plan_bring_back", "plan_adopt", "plan_reasons", "plan_propose",
            "plan_progress", "plan_stop", "plan_search_again", "plan_take", "plan_undo",
        )
    },
    "plan_board": Row(plan()),
    "plan_moves": Row(plan(), (f"?area={OTHER_AREA}", f"?area={OTHER_AREA}&week={WEEK}")),
    "api_plan": Row(plan()),
    "api_plan_moves": Row(areas, sends=sent(week=str(WEEK))),
    "plan_compare": Row(year, narrowed=side_by_side),
    "plan_areas": Row(plan(), ("", "?standing=out", "?text=Fell")),
    **{
        name: Row(areas, sends=sent(week=str(WEEK), reason="Because."))
        for name in ("plan_area", "plan_pin", "plan_rule_out", "plan_leave_open", "plan_take_out")
    },
    "plan_put": Row(areas, ("", f"?week={WEEK}"), sends=sent(week=str(WEEK), version=1)),
}  # fmt: skip
