"""Evaluations: what the findings of a strand and agency say together."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.forms.evaluations import Findings
from inspections.models import Inspection
from inspections.views.page import attempt, frame, lists_of, sent, show


@require_safe
def evaluations(request: SignedIn, pk: int) -> HttpResponse:
    """By strand; also which strands have none yet."""
    inspection = queries.inspection_for(request.user, pk)
    rows = list(queries.evaluations_seen(request.user, inspection))
    queries.name_last_hands(rows)
    strands = queries.framework_choices(inspection.framework).strands
    by_strand = [(strand, [row for row in rows if row.strand_id == strand.pk]) for strand in strands]
    why = policies.can_evaluate.why_not(request.user, inspection)
    return show(request, "evaluations", frame(inspection, _("Evaluations")), by_strand=by_strand, why=why)


def _among(request: SignedIn, inspection: Inspection) -> Findings:
    def found(keys: Sequence[int] | None) -> Any:
        rows = queries.findings_seen(request.user, inspection)
        return rows if keys is None else rows.filter(pk__in=keys)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_add(request: SignedIn, pk: int) -> HttpResponse:
    """Write an evaluation."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    if request.method != "POST":
        policies.can_evaluate.check(request.user, inspection)
    form = forms.EvaluationForm(sent(request), lists=lists_of(request, inspection), findings=_among(request, inspection))
    if form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "base"}
        added = attempt(form, commands.add_evaluation, inspection, **words, by=request.user)
        if added:
            messages.success(request, _("The evaluation was saved."))
            return redirect("evaluation", pk, added.pk)
    context = frame(inspection, _("Add an evaluation"), (_("Evaluations"), reverse("evaluations", args=[pk])))
    return show(request, "evaluation_form", context, form, evaluation=None)


@require_safe
def evaluation(request: SignedIn, pk: int, evaluation: int) -> HttpResponse:
    """One evaluation and the findings that it draws together."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.evaluation_for(request.user, inspection, evaluation)
    drawn = list(queries.findings_seen(request.user, inspection).filter(evaluations=found))
    queries.name_last_hands([found], drawn)
    context = frame(inspection, _("Evaluation"), (_("Evaluations"), reverse("evaluations", args=[pk])))
    return show(
        request,
        "evaluation",
        context,
        evaluation=found,
        findings=drawn,
        waiting=queries.waiting_beside(found.text),
        edit_why=policies.can_edit_evaluation.why_not(request.user, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_edit(request: SignedIn, pk: int, evaluation: int) -> HttpResponse:
    """Change an evaluation. When somebody else was quicker, both texts are kept and shown side by side."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.evaluation_for(request.user, inspection, evaluation)
    if request.method != "POST":
        policies.can_edit_evaluation.check(request.user, found)
    initial = {
        "base": found.text.version,
        "text": found.text.body,
        "effect": found.effect,
        "findings": list(found.findings.values_list("pk", flat=True)),
    }
    lists = lists_of(request, inspection)
    form = forms.EvaluationForm(sent(request), lists=lists, findings=_among(request, inspection), named=True, initial=initial)
    if form.is_valid():
        saved = attempt(form, commands.edit_evaluation, found, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("text_versions", pk, "evaluations", evaluation, saved.kept.number)
        if saved:
            messages.success(request, _("The evaluation was saved."))
            return redirect("evaluation", pk, evaluation)
    above = (
        (_("Evaluations"), reverse("evaluations", args=[pk])),
        (_("Evaluation"), reverse("evaluation", args=[pk, evaluation])),
    )
    return show(request, "evaluation_form", frame(inspection, _("Change the evaluation"), *above), form, evaluation=found)
