"""Freezing the words in two documents, and signing exactly these."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import inspectorate_of
from audit.trail import record
from inspections.commands import take_step
from inspections.models import Inspection
from jobs.commands import enqueue, retry
from jobs.models import Job
from jtai.errors import Invalid, NotNow
from jtai.printed import digest
from reports import notices, policies, queries
from reports.commands.locks import owned, owned_by_inspection
from reports.content import arrange
from reports.models import Freeze, Report, Signature

BUILD = "reports.build"


@transaction.atomic
def begin_sign_off(inspection: Inspection, *, by: User) -> Freeze:
    """Begin sign-off and freeze the words. What was frozen before is kept, with its signatures, if nothing has changed since."""
    inspection = take_step("begin_sign_off", inspection, by=by)
    report = policies.report_of(inspection)
    if policies.can_freeze(by, report):
        return _freeze(report, by)
    found = policies.latest_freeze(report)
    if found is None:
        raise NotNow(_("The words have not been frozen yet."))
    return found


@transaction.atomic
def freeze(report: Report, *, by: User) -> Freeze:
    """Freeze the words again after a change: the signatures of the version before no longer count."""
    report = owned(report)
    policies.can_freeze.check(by, report)
    return _freeze(report, by)


def _freeze(report: Report, by: User) -> Freeze:
    before = policies.latest_freeze(report)
    content, provenance = arrange(queries.facts_of(report))
    made = Freeze.objects.create(
        report=report,
        number=(before.number if before else 0) + 1,
        edition=report.edition,
        content=content,
        provenance=provenance,
        content_digest=digest(content),
        provenance_digest=digest(provenance),
        frozen_by=by,
    )
    made.job = enqueue(BUILD, key=f"{BUILD}:{made.pk}", target=made, arguments={"freeze": made.pk})
    made.save(update_fields=["job"])
    fallen = [row.inspectorate.short_name for row in before.signatures.select_related("inspectorate")] if before else []
    record(
        "report.freeze",
        made,
        stream=report.inspection.stream,
        by=by,
        number=made.number,
        content_digest=made.content_digest,
        provenance_digest=made.provenance_digest,
        fallen=fallen,
    )
    notices.to_sign(report, made)
    return made


@transaction.atomic
def sign(freeze: Freeze, *, content_digest: str, provenance_digest: str, by: User) -> Signature:
    """The person's own inspectorate signs exactly the words that they have read: both digests must be those of the freeze."""
    report = owned(freeze.report)
    found = Freeze.objects.get(pk=freeze.pk)
    found.report = report
    policies.can_sign.check(by, found)
    if (content_digest, provenance_digest) != (found.content_digest, found.provenance_digest):
        raise NotNow(_("What you have read is not what is frozen now. Read the newest version, then sign."))
    inspectorate = inspectorate_of(by)
    title = next(one.title for one in policies.signatories_named(report.inspection) if one.inspectorate == inspectorate.name)
    try:
        with transaction.atomic():
            made = Signature.objects.create(
                freeze=found,
                inspectorate=inspectorate,
                user=by,
                title=title,
                content_digest=content_digest,
                provenance_digest=provenance_digest,
            )
    except IntegrityError as error:
        raise NotNow(_("%(name)s has signed this version.") % {"name": inspectorate}) from error
    record(
        "report.sign",
        made,
        stream=report.inspection.stream,
        by=by,
        inspectorate=inspectorate.code,
        number=found.number,
        content_digest=content_digest,
        provenance_digest=provenance_digest,
    )
    notices.signed(report, found, made)
    return made


@transaction.atomic
def withdraw_signature(signature: Signature, *, reason: str, by: User) -> None:
    """Take one's inspectorate's signature back, saying why; the trail keeps that it was given."""
    report = owned(signature.freeze.report)
    found = Signature.objects.select_related("freeze", "inspectorate", "user").filter(pk=signature.pk).first()
    if found is None:
        raise NotNow(_("This signature has been withdrawn."))
    found.freeze.report = report
    policies.can_withdraw_signature.check(by, found)
    if not reason.strip():
        raise Invalid(_("Enter why the signature is withdrawn."), field="reason")
    record(
        "report.withdraw_signature",
        found,
        stream=report.inspection.stream,
        by=by,
        inspectorate=found.inspectorate.code,
        number=found.freeze.number,
        signed_by=found.user.name,
        reason=reason,
    )
    notices.withdrawn(report, found)
    found.delete()


@transaction.atomic
def retry_build(freeze: Freeze, *, by: User) -> Job:
    """Ask for a failed build again."""
    policies.can_retry_build.check(by, freeze)
    job = retry(freeze.job, by=by)  # type: ignore[arg-type]  # -- the policy has asked for a job
    record("report.retry_build", freeze, stream=freeze.report.inspection.stream, by=by, number=freeze.number)
    return job


def frozen_for(inspection: Inspection) -> Freeze:
    """The newest freeze under the inspection's own lock. Raises NotNow when nothing is frozen."""
    found = policies.latest_freeze(owned_by_inspection(inspection))
    if found is None:
        raise NotNow(_("The words have not been frozen yet."))
    return found
