"""Embargoed copies, and publication in one transaction."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from inspections import access
from inspections.commands import take_step
from inspections.models import Inspection
from inspections.workflow import LEAD
from jtai.errors import Invalid, NotNow
from reports import notices, policies, queries
from reports.commands.locks import owned, owned_by_inspection
from reports.commands.signing import frozen_for
from reports.models import BuiltFile, EmbargoedDownload, FileFormat, Freeze, NamedReader, Publication, Report

FRONT_DOOR = "front-door"


@transaction.atomic
def begin_pre_publication(inspection: Inspection, *, by: User) -> Report:
    """Every inspectorate has signed: named readers can have their copies, under embargo, from now on."""
    inspection = take_step("begin_pre_publication", inspection, by=by)
    report = policies.report_of(inspection)
    readers = [row.user for row in NamedReader.objects.filter(report=report).select_related("user")]
    notices.copy_ready(report, readers)
    return report


@transaction.atomic
def name_reader(report: Report, *, person: User, by: User) -> NamedReader:
    """Let one person of the local area read the copy under embargo."""
    report = owned(report)
    policies.can_name_reader.check(by, report)
    if person not in queries.people_to_name(report):
        raise Invalid(_("Select one of the local area’s people who is not named yet."), field="person")
    try:
        with transaction.atomic():
            made = NamedReader.objects.create(report=report, user=person, named_by=by)
    except IntegrityError as error:
        raise NotNow(_("%(name)s is named already.") % {"name": person}) from error
    record("report.name_reader", made, stream=report.inspection.stream, by=by, person=person.name)
    notices.named(report, person)
    return made


@transaction.atomic
def unname_reader(reader: NamedReader, *, by: User) -> None:
    """Take the right to read the copy back; what was downloaded stays in the log."""
    report = owned(reader.report)
    policies.can_unname_reader.check(by, report)
    record("report.unname_reader", reader, stream=report.inspection.stream, by=by, person=reader.user.name)
    NamedReader.objects.filter(pk=reader.pk).delete()


@transaction.atomic
def log_embargoed_download(report: Report, freeze: Freeze, *, format: str, by: User) -> EmbargoedDownload:  # noqa: A002 -- named like the column
    """Write down that somebody takes a copy, before it is sent. Raises what policies.can_have_file raises."""
    policies.can_have_file.check(by, report)
    made = EmbargoedDownload.objects.create(freeze=freeze, user=by, format=format)
    record("report.embargoed_download", made, stream=report.inspection.stream, by=by, format=format, number=freeze.number)
    return made


@transaction.atomic
def publish(inspection: Inspection, *, by: User) -> Publication:
    """Put the signed words on their permanent public page, in one transaction with the step and the e-mails.

    Pressing twice publishes once: the second call answers with the same publication.
    """
    report = owned_by_inspection(inspection)
    published = Publication.objects.filter(report=report).first()
    if published is not None and LEAD in access.grants_of(by, report.inspection):
        return published
    inspection = take_step("publish", report.inspection, by=by)
    made = _publish(report, inspection, by)
    record("report.publish", made, stream=inspection.stream, by=by, slug=made.slug, content_digest=made.freeze.content_digest)
    notices.published(report, made)
    return made


def _publish(report: Report, inspection: Inspection, by: User) -> Publication:
    freeze = frozen_for(inspection)
    built = {row.format: row.file for row in BuiltFile.objects.filter(freeze=freeze).select_related("file")}
    area, topic = inspection.local_area, inspection.topic
    today = timezone.localdate()
    return Publication.objects.create(
        report=report,
        freeze=freeze,
        slug=_free_slug(f"{slugify(area.name)}-{today.year}-{topic.code if topic else FRONT_DOOR}"),
        published_on=today,
        published_by=by,
        title=freeze.content["title"],
        area_code=area.code,
        area_name=area.name,
        region_code=area.region.code,
        region_name=area.region.name,
        topic_code=topic.code if topic else "",
        topic_name=topic.name if topic else "",
        demonstration=area.demonstration,
        content=freeze.content,
        html=built[FileFormat.HTML],
        pdf=built[FileFormat.PDF],
    )


def _free_slug(wanted: str) -> str:
    wanted = wanted[:110]
    taken = set(Publication.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
