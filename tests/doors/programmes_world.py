"""What the doors to programmes need: activities of CQC at each point of their life, with what is followed, and one that is shared."""

from dataclasses import dataclass

from programmes import commands
from programmes.models import Activity, Breach, CheckItem, ImportRun, Recommendation
from tests.doors.importing_world import build_imports
from tests.programmes.acting import activity as planned_one
from tests.programmes.acting import breach, check_item, council, recommendation, reworded
from tests.programmes.acting import done as done_one
from tests.programmes.acting import published as published_one
from tests.walk import Cast
from writing.models import Revision

CODE = "fundamental-standards"


@dataclass(frozen=True)
class Programmes:
    """The rows. Of a programme of CQC that shares what is published; the review of the whole area is shared likewise."""

    planned: Activity
    done: Activity
    published: Activity
    cancelled: Activity
    kept: Revision  # of the done one
    breach: Breach  # of the published one
    enforced: Breach  # of the done one
    recommendation: Recommendation  # of the published one
    closed: Recommendation  # of the done one
    mistaken: Breach  # of the done one, withdrawn
    not_asked: Recommendation  # of the done one, withdrawn
    kept_of: dict[str, Revision]  # words kept beside those of the enforced breach and of the closed recommendation
    item: CheckItem
    refused: ImportRun  # one of its lines is wrong
    broken_off: ImportRun  # its job has failed
    checked: ImportRun  # no line is wrong, and it can be loaded


def build_programmes(people: Cast) -> Programmes:
    """Through the real commands, all by CQC's inspector."""
    planned = planned_one(CODE, "inspection")
    done = done_one(CODE, "inspection")
    facts = {"kind": done.kind, "starts_on": done.starts_on, "ends_on": done.ends_on, "effect": "improves", "by": people.cqc}
    commands.edit_activity(done, base=1, words="Staff know whom to tell.", **facts)
    saved = commands.edit_activity(done, base=1, words="Staff act early.", **facts)
    assert saved.kept is not None
    commands.put_report(done, data=b"The report", name="report.txt", by=people.cqc)
    published = published_one(CODE, "inspection", effect="hinders", words="Referrals come late.")
    commands.put_report(published, data=b"The published report", name="published.txt", by=people.cqc)
    cancelled = planned_one(CODE, "inspection")
    commands.cancel_activity(cancelled, reason="Flood", by=people.cqc)
    enforced, closed = breach(done), recommendation(done, "health-provider")
    commands.follow_breach(enforced, step="enforce", on=enforced.found_on, note="Notice.", by=people.cqc)
    commands.close_recommendation(closed, met=True, on=done.ends_on, note="Seen.", by=people.cqc)
    kept_of = {"enforced": reworded(enforced, people.cqc), "closed": reworded(closed, people.cqc)}
    mistaken, not_asked = breach(done), recommendation(done, "health-provider")
    for row in (mistaken, not_asked):
        commands.withdraw_followed(row, state=row.state, reason="A slip.", by=people.cqc)
    refused, broken_off, checked = build_imports(people, CODE)
    return Programmes(
        planned=planned,
        done=done,
        published=published,
        cancelled=cancelled,
        kept=saved.kept,
        breach=breach(published),
        enforced=enforced,
        recommendation=recommendation(published, "health-provider"),
        closed=closed,
        mistaken=mistaken,
        not_asked=not_asked,
        kept_of=kept_of,
        item=check_item(CODE, agency=council(kind="health-provider")),
        refused=refused,
        broken_off=broken_off,
        checked=checked,
    )
