"""Evaluations: what the findings of a strand and agency say together."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from agencies.queries import inspectorate_of
from audit.trail import record
from inspections import policies
from inspections.commands.locks import shared, shared_with_agencies
from inspections.commands.notes import check_belongs
from inspections.models import Evaluation, Finding, Inspection, Strand
from jtai.errors import Invalid, NotNow
from writing.commands import Saved, rewrite, write


def _check(inspection: Inspection, findings: list[Finding], text: str) -> None:
    if not text.strip():
        raise Invalid(_("Enter the evaluation."), field="text")
    if any(finding.inspection_id != inspection.pk for finding in findings):
        raise Invalid(_("Select findings of this inspection."), field="findings")


@transaction.atomic
def add_evaluation(
    inspection: Inspection,
    *,
    strand: Strand,
    agency: Agency | None,
    effect: str,
    text: str,
    findings: Iterable[Finding] = (),
    by: User,
) -> Evaluation:
    """One evaluation a strand, agency (None: the partnership) and inspectorate; a second one raises NotNow."""
    inspection, agencies = shared_with_agencies(inspection)
    policies.can_evaluate.check(by, inspection)
    drawn = list(findings)
    check_belongs(inspection, agencies, strand=strand, agency=agency)
    _check(inspection, drawn, text)
    try:
        with transaction.atomic():
            evaluation = Evaluation.objects.create(
                inspection=inspection,
                inspectorate=inspectorate_of(by),
                author=by,
                strand=strand,
                agency=agency,
                effect=effect,
                text=write(text, by=by),
            )
    except IntegrityError as error:
        raise NotNow(
            _("Your inspectorate has already evaluated this strand for this agency. Open that evaluation and add to it.")
        ) from error
    evaluation.findings.set(drawn)
    record("evaluation.add", evaluation, stream=inspection.stream, by=by)
    return evaluation


@transaction.atomic
def edit_evaluation(
    evaluation: Evaluation, *, base: int, effect: str, text: str, findings: Iterable[Finding] = (), by: User
) -> Saved:
    """Save what started from version `base`; a stale save is kept beside. Strand and agency stay: they are its name."""
    inspection = shared(evaluation.inspection)
    evaluation = (
        Evaluation.objects.select_for_update(no_key=True, of=("self", "text"))
        .select_related("text", "strand")
        .get(pk=evaluation.pk)
    )
    evaluation.inspection = inspection
    policies.can_edit_evaluation.check(by, evaluation)
    drawn = list(findings)
    _check(inspection, drawn, text)
    values: dict[str, Any] = {"effect": effect, "findings": sorted(finding.pk for finding in drawn)}
    stands = {"effect": evaluation.effect, "findings": sorted(evaluation.findings.values_list("pk", flat=True))}
    saved = rewrite(evaluation.text, text, base=base, values=values, changed=values != stands, by=by)
    if saved.kept is None:
        evaluation.effect = effect
        evaluation.save(update_fields=["effect"])
        evaluation.findings.set(drawn)
    record("evaluation.edit", evaluation, stream=inspection.stream, by=by, kept_beside=saved.kept is not None)
    return saved
