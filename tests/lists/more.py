"""What stands in a list: one more of it.

What a command can add is added by it; a row of which the
life of an inspection allows only so many, or at another time, is copied.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.commands import add_passkey, create_token
from accounts.models import User
from agencies.models import Agency, AgencyKind, BankHoliday, LocalArea, PartnershipMember
from agencies.queries import holidays
from inspections import commands
from inspections.models import AgeBand, ChildKind, DeepDiveTopic, Finding, FrameworkVersion, Milestone, Part, RequestFile
from jtai.workingdays import add
from reports import commands as reporting
from reports import policies
from reports.models import BuiltFile, EmbargoedDownload, Publication, Report
from scheduling.commands import change_target, open_year, replace
from scheduling.models import ProgrammeYear
from tests.doors.world import World
from tests.factories import InspectorateFactory, MembershipFactory
from tests.reports import rows
from tests.walk import SERVES, finding, inspection_at, local_area, note, strand_of
from tests.walk_reports import first_paragraph, read_anew
from writing.commands import write

Grow = Callable[[World, int], object]


def copied(row: Model, **values: object) -> Model:
    """A second row like this one; with words of its own, if it has any."""
    found = type(row)._default_manager.get(pk=row.pk)
    found.pk = None
    found._state.adding = True
    if hasattr(found, "text_id"):
        found.text = write(f"Copied from {row.pk}.", by=User.objects.earliest("pk"))
    for name, value in values.items():
        setattr(found, name, value)
    return type(row)._default_manager.bulk_create([found])[0]


# Places, people, the programme


def passkey(world: World, number: int) -> None:
    add_passkey(f"key {number}", world.sign_ins.passkey.data["credential"], by=world.people.cqc)


def area(_world: World, number: int) -> None:
    local_area(f"X05{number}")


def agency(world: World, number: int) -> None:
    kind = AgencyKind.objects.get(code="health-provider")
    made = Agency.objects.create(kind=kind, code=f"grown-{number}", name=f"Grown Hospital {number}", demonstration=True)
    PartnershipMember.objects.create(partnership=world.fieldwork.local_area.partnership, agency=made)


def agency_of_another_area(world: World, number: int) -> None:
    area(world, number)
    agency_of_two = Agency.objects.get(code=world.asked.agency.code)
    PartnershipMember.objects.create(partnership=LocalArea.objects.get(code=f"X05{number}").partnership, agency=agency_of_two)


def inspectorate(_world: World, number: int) -> None:
    InspectorateFactory(code=f"grown-{number}", position=50 + number)


def kind(world: World, number: int) -> None:
    found = AgencyKind.objects.get(code="health-provider")
    AgencyKind.objects.create(
        code=f"grown-{number}",
        name="Grown",
        plural="Grown",
        inspectorate=world.people.cqc.membership.inspectorate,
        scope=found.scope,
    )


def colleague(world: World, _number: int) -> None:
    MembershipFactory(inspectorate=world.people.cqc.membership.inspectorate)


def colleague_of_the_area(world: World, _number: int) -> None:
    MembershipFactory(local_area=world.fieldwork.local_area, inspectorate=None)


def token(world: World, number: int) -> None:
    create_token(name=f"Grown {number}", scope="read", days=30, by=world.people.cqc)


def holiday(_world: World, number: int) -> None:
    day = timezone.localdate().replace(month=6, day=4) + timedelta(days=number)
    BankHoliday.objects.create(day=day, name=f"Jubilee {number}")


def year(world: World, number: int) -> None:
    open_year(2031 + number, by=world.people.programme_lead)


def planned_in_the_year(world: World, number: int) -> None:
    inspection_at("planned", area=f"X05{number}", year=world.year.year)


def given_back_in_the_year(world: World, number: int) -> None:
    gone = inspection_at("deferred", area=f"X06{number}", year=world.year.year, staffed=False)
    if number % 2:
        instead = inspection_at("planned", area=f"X09{number}", year=world.year.year, staffed=False)
        replace(world.year, gone=gone, instead=instead, reason="Near", by=world.people.programme_lead)


def target_of_the_year(world: World, number: int) -> None:
    year = ProgrammeYear.objects.get(pk=world.year.pk)
    change_target(year, target=20 + number, was=year.target, reason="More", by=world.people.programme_lead)


def refused_request(world: World, number: int) -> None:
    said = {"asked_by": "Director", "reason": f"Flood {number}", "decision": "It can wait"}
    commands.refuse_deferral(world.set_up, **said, by=world.people.programme_lead)


def framework(_world: World, number: int) -> None:
    FrameworkVersion.objects.create(
        code=f"grown-{number}", name=f"Grown {number}", valid_from=date(2022, 1, 1), has_topic=False, minimum_tracked=5
    )


def strand_of_framework(world: World, number: int) -> None:
    copied(strand_of(world.fieldwork), code=f"grown-{number}", position=40 + number)


def topic(_world: World, number: int) -> None:
    DeepDiveTopic.objects.create(code=f"grown-{number}", name=f"Grown {number}", short_name=f"Grown {number}", description="…")


# Inspections and their evidence


def inspection(_world: World, number: int) -> None:
    inspection_at("notified", year=2200 + number)


def place_of_the_stranger(world: World, number: int) -> None:
    """Who had none until now: of all others the home page shows the first of many. Elsewhere: they have an interest here."""
    there = inspection_at("fieldwork", area="X104", year=2200 + number)
    commands.assign(there, person=world.people.stranger, part=Part.INSPECTOR, by=world.people.programme_lead)


def place(world: World, _number: int) -> None:
    person = MembershipFactory(inspectorate=world.people.cqc.membership.inspectorate).user
    commands.assign(world.fieldwork, person=person, part=Part.INSPECTOR, by=world.people.programme_lead)


def overridden_date(world: World, _number: int) -> None:
    # The last one first, each a day later: so none comes after what follows it.
    found: Milestone = (
        world.fieldwork.milestones.filter(override=None, happened_on=None).exclude(computed=None).latest("computed")
    )
    assert found.computed is not None
    commands.override_date(found, day=add(found.computed, 1, holidays()), reason="Grown", by=world.people.lead)


def child(world: World, _number: int) -> None:
    commands.add_child(world.fieldwork, kind=ChildKind.SAMPLED, age_band=AgeBand.UNDER_1, by=world.people.cqc)


def item(world: World, number: int) -> None:
    copied(world.asked, code=f"grown-{number}")


def file(world: World, number: int) -> None:
    made = commands.add_request_file(
        world.asked, data=f"Grown {number}".encode(), name="grown.txt", by=world.people.co_ordinator
    )
    assert made.pk


def file_of_the_answered(world: World, number: int) -> None:
    """Copied from one beside it: an answered item takes no more."""
    file(world, number)
    copied(RequestFile.objects.latest("pk"), item=world.answered)


def a_note(world: World, number: int) -> None:
    note(world.fieldwork, by=world.people.cqc, text=f"Grown note {number}.")


def note_of_the_child(world: World, number: int) -> None:
    note(world.fieldwork, by=world.people.cqc, text=f"Grown note {number}.", child=world.child)


def note_of_the_finding(world: World, number: int) -> None:
    world.finding.notes.add(note(world.fieldwork, by=world.people.cqc, text=f"Grown note {number}."))


def finding_of_the_note(world: World, number: int) -> None:
    finding(world.fieldwork, by=world.people.cqc, statement=f"Grown finding {number}.", notes=[world.note])


def finding_of_the_evaluation(world: World, number: int) -> None:
    world.evaluation.findings.add(finding(world.fieldwork, by=world.people.cqc, statement=f"Grown finding {number}."))


def finding_in_moderation(world: World, number: int) -> None:
    cited = world.proposed.notes.first() or world.moderation.notes.first()
    found = finding(world.moderation, by=world.people.cqc, statement=f"Grown {number}.", notes=[cited])
    commands.agree_finding(found, version=1, by=world.people.cqc)


def evaluation(world: World, number: int) -> None:
    kinds = [name for name in SERVES if name != "local-authority"]
    commands.add_evaluation(
        world.fieldwork,
        strand=strand_of(world.fieldwork, 1 + number % 2),
        agency=Agency.objects.get(kind__code=kinds[number], partnerships__local_area=world.fieldwork.local_area),
        effect="both",
        text=f"Grown {number}.",
        findings=[world.finding],
        by=world.people.cqc,
    )


def revision(world: World, _number: int) -> None:
    world.note.text.refresh_from_db()
    facts = {"activity": world.note.activity, "strand": world.note.strand}
    base = world.note.text.version
    commands.edit_note(world.note, base=base, text=f"Grown from version {base}.", by=world.people.cqc, **facts)


# Reports


def paragraph(world: World, number: int) -> None:
    report, like = read_anew(world.reports.drafting), world.reports.paragraph
    findings = list(like.findings.all())
    reporting.add_paragraph(
        report, section=like.section, strand=like.strand, text=f"Grown {number}.", findings=findings, by=world.people.lead
    )


def paragraph_of_the_published(world: World, number: int) -> None:
    found = Publication.objects.get(pk=world.reports.publication.pk)
    found.content = _doubled(found.content, number)
    found.save(update_fields=["content"])


def finding_of_the_draft(world: World, number: int) -> None:
    """One that every inspectorate agreed, and on which the paragraph rests."""
    like = world.reports.drafting.inspection.findings.all()[0]
    made = Finding.objects.get(pk=copied(like, client_id=None).pk)
    for agreement in like.agreements.all():
        copied(agreement, finding=made)
    if number != 1:
        world.reports.paragraph.findings.add(made)


def revision_of_the_paragraph(world: World, number: int) -> None:
    found = type(world.reports.paragraph).objects.select_related("text", "section").get(pk=world.reports.paragraph.pk)
    found.report = read_anew(world.reports.drafting)
    reporting.edit_paragraph(found, base=found.text.version, text=f"Grown {number}.", by=world.people.lead)


def section_of_the_draft(world: World, number: int) -> None:
    sections = world.reports.drafting.inspection.framework.sections
    copied(sections.get(kind="main-findings"), kind=f"grown-{number}", title=f"Grown {number}", position=40 + number)


def paragraph_of_the_reviewed(world: World, number: int) -> None:
    copied(first_paragraph(read_anew(world.reports.quality)), position=900 + number)


def _doubled(content: dict[str, Any], number: int) -> dict[str, Any]:
    """The same letter with one paragraph more."""
    groups = [group for section in content["sections"] for group in section["groups"] if group["paragraphs"]]
    groups[0]["paragraphs"].append({**groups[0]["paragraphs"][0], "text": f"Grown {number}."})
    return content


def paragraph_of_the_delivered(world: World, number: int) -> None:
    newest = policies.latest_round(read_anew(world.reports.accuracy))
    assert newest is not None
    newest.content = _doubled(newest.content, number)
    newest.save(update_fields=["content"])


def comment(world: World, number: int) -> None:
    report = read_anew(world.reports.quality)
    reporting.comment(report, paragraph=first_paragraph(report), body=f"Grown {number}.", by=world.people.reviewer)


def review(world: World, _number: int) -> None:
    copied(world.reports.approved.reviews.get(), report=world.reports.quality)


def point(world: World, number: int) -> None:
    newest = policies.latest_round(read_anew(world.reports.accuracy))
    assert newest is not None
    reporting.add_point(newest, place=number, body=f"Grown {number}.", by=world.people.police)


def sent_point(world: World, number: int) -> None:
    copied(world.reports.sent_point, body=f"Grown {number}.", place=number)


def _round_before(report: Report, number: int) -> None:
    """An earlier delivery that was answered, with a point of its own."""
    newest = policies.latest_round(report)
    assert newest is not None
    sent = {"submitted_at": newest.delivered_at, "submitted_by": newest.delivered_by}
    earlier = copied(newest, delivered_at=newest.delivered_at - timedelta(days=30 + number), **sent)
    copied(newest.points.all()[0], round=earlier, body=f"Grown {number}.")


def round_before(world: World, number: int) -> None:
    _round_before(read_anew(world.reports.sent), number)


def round_before_of_the_area(world: World, number: int) -> None:
    _round_before(read_anew(world.reports.accuracy), number)


def freeze_before(world: World, number: int) -> None:
    """An older one: the newest stays the one that is signed."""
    kept = world.reports.freeze
    type(kept).objects.filter(pk=kept.pk).update(number=40 + number)
    copied(kept, number=20 + number)


def signature(world: World, number: int) -> None:
    copied(world.reports.signature, inspectorate=InspectorateFactory(code=f"grown-{number}", position=50 + number))


def reader(world: World, _number: int) -> None:
    person = MembershipFactory(local_area=world.fieldwork.local_area, inspectorate=None).user
    made = reporting.name_reader(read_anew(world.reports.embargoed), person=person, by=world.people.lead)
    assert made.pk


def download(world: World, _number: int) -> None:
    for built in BuiltFile.objects.filter(freeze__report=world.reports.embargoed):
        EmbargoedDownload.objects.create(freeze=built.freeze, format=built.format, user=world.people.co_ordinator)


def publication_of_the_area(world: World, number: int) -> None:
    made = rows.published()
    area_of_it = world.fieldwork.local_area
    type(made.report.inspection).objects.filter(pk=made.report.inspection_id).update(
        local_area=area_of_it, programme_year=2300 + number
    )
    Publication.objects.filter(pk=made.pk).update(area_code=area_of_it.code, area_name=area_of_it.name)


def publication(_world: World, _number: int) -> None:
    rows.published()
