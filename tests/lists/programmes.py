"""What stands in the lists of the programmes: one more of it."""

from datetime import timedelta

from audit.trail import record
from intelligence import commands as sharing
from intelligence.models import Use
from programmes import commands
from programmes.models import Activity, ActivityKind, Programme
from tests.doors.programmes_world import CODE
from tests.doors.world import World
from tests.lists import more
from tests.programmes import acting
from tests.sharing import sent

Grow = more.Grow


def programme(_world: World, number: int) -> None:
    more.copied(Programme.objects.get(code="other-cqc"), code=f"grown-{number}", position=100 + number, short_name="Grown")


def kind(_world: World, number: int) -> None:
    more.copied(ActivityKind.objects.get(programme__code=CODE, code="inspection"), code=f"grown-{number}", position=50 + number)


def activity(_world: World, number: int) -> None:
    acting.published(CODE, "inspection", reference=f"grown-{number}", effect="improves", words=f"Grown {number}.")


def done(_world: World, number: int) -> None:
    day = acting.BEGAN - timedelta(days=number)
    acting.done(CODE, "inspection", starts_on=day, ends_on=day)


def breach_of_the_done(world: World, number: int) -> None:
    acting.breach(world.programmes.done, standard=f"Grown {number}")


def recommendation_of_the_done(world: World, number: int) -> None:
    acting.recommendation(world.programmes.done, "health-provider", words=f"Grown {number}.")


def shared_item_of_the_done(world: World, number: int) -> None:
    row = sent(by=world.people.lead, text=f"Grown {number}.")
    target = f"programmes.activity:{world.programmes.done.pk}"
    Use.objects.create(item=row, target=target, inspectorate=row.inspectorate, by=world.people.lead)


def informing(world: World, number: int) -> None:
    row = sent(by=world.people.lead, text=f"Grown {number}.")
    sharing.acknowledge(row, version=1, by=world.people.cqc)
    words = {"outcome": "programme", "programme": CODE, "reason": f"Grown {number}."}
    sharing.decide(row, **words, version=1, by=world.people.cqc_programme_lead)


def deed_of_the_published(world: World, number: int) -> None:
    row = world.programmes.published
    record("activity.edit", row, stream=row.stream, by=world.people.cqc, number=number)


def item(_world: World, number: int) -> None:
    acting.check_item(CODE, agency=acting.council(kind="health-provider"), source=f"grown:{number}", words=f"Grown {number}.")


def look_of_the_done(world: World, number: int) -> None:
    row = world.programmes.done
    commands.look_at_check_item(
        world.programmes.item, activity=row, seen=f"Grown {number}.", seen_on=row.ends_on, by=world.people.cqc
    )


def revision_of_the_done(world: World, number: int) -> None:
    """Kept beside: it shows on the page of the activity as well."""
    row = Activity.objects.select_related("kind").get(pk=world.programmes.done.pk)
    facts = {"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on, "effect": "improves"}
    commands.edit_activity(row, base=0, words=f"Grown {number}.", by=world.people.cqc, **facts)


def revision_of_the_enforced(world: World, number: int) -> None:
    """Kept beside: it shows on the page of the breach as well."""
    acting.reword(world.programmes.enforced, base=1, words=f"Grown {number}.")


def revision_of_the_closed(world: World, number: int) -> None:
    acting.reword(world.programmes.closed, base=1, words=f"Grown {number}.")


GROWS: dict[str, tuple[Grow, ...]] = {
    "programmes": (programme, activity),
    "programme": (activity, informing),
    "programme_export": (activity,),
    "programme_due": (breach_of_the_done, more.agency),
    "api_programme_due": (breach_of_the_done, more.agency),
    "programme_following": (breach_of_the_done, recommendation_of_the_done),
    "programme_following_export": (breach_of_the_done, recommendation_of_the_done),
    "activity_add": (more.agency,),
    "activity": (
        breach_of_the_done,
        recommendation_of_the_done,
        item,
        look_of_the_done,
        revision_of_the_done,
        shared_item_of_the_done,
    ),
    "activity_trail": (deed_of_the_published,),
    "activity_trail_csv": (deed_of_the_published,),
    "activity_edit": (kind,),
    "activity_history": (revision_of_the_done,),
    "breach_add": (more.agency,),
    "breach_edit": (more.agency,),
    "breach": (revision_of_the_enforced,),
    "recommendation": (revision_of_the_closed,),
    "breach_history": (revision_of_the_enforced, more.agency),
    "recommendation_edit": (more.agency,),
    "recommendation_history": (revision_of_the_closed, more.agency),
    "recommendation_add": (more.agency,),
    "check_item": (done, look_of_the_done),
    "api_programmes": (programme,),
    "api_programme": (kind,),
    "api_activities": (activity,),
    "api_activity": (breach_of_the_done, recommendation_of_the_done),
    "api_activity_revisions": (revision_of_the_done,),
    "api_breach_revisions": (revision_of_the_enforced,),
    "api_recommendation_revisions": (revision_of_the_closed,),
    "api_programme_following": (breach_of_the_done,),
    "api_check_items": (item, look_of_the_done),
    "api_check_item": (look_of_the_done,),
}
STANDS: dict[str, str] = {
    "programme_sharing": "one form",
    "activity_done": "one form",
    "activity_publish": "one form",
    "activity_cancel": "one form",
    "activity_take_back": "one question",
    "activity_judgements": "as many fields as the programme judges",
    "activity_report": "one file",
    "activity_report_remove": "one file",
    "activity_report_file": "one stored file",
    "activity_versions": "two versions",
    "breach_versions": "two versions",
    "recommendation_versions": "two versions",
    "breach_step": "one form",
    "recommendation_close": "one form",
    "recommendation_reopen": "one form",
    "breach_withdraw": "one form",
    "breach_bring_back": "one form",
    "recommendation_withdraw": "one form",
    "recommendation_bring_back": "one form",
    "api_activity_report": "one stored file",
    "api_breach": "one breach",
    "api_recommendation": "one recommendation",
}
