"""Factual accuracy as the inspectors see it: delivery, the area's points, and their answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections.policies import can_take_step
from inspections.workflow import STEPS, Status
from reports import commands, forms, policies, queries
from reports.models import AccuracyRound, Report
from reports.views.page import done, framed, sent, show, step


def _between(report: Report) -> tuple[str, str]:
    return _("Factual accuracy"), reverse("report_accuracy", args=[report.inspection_id])


def _newest(report: Report) -> AccuracyRound:
    found = policies.latest_round(report)
    return get_object_or_404(AccuracyRound, pk=0) if found is None else found


@require_safe
def accuracy(request: SignedIn, pk: int) -> HttpResponse:
    """How the check of facts stands."""
    report = queries.report_for(request.user, pk)
    newest = policies.latest_round(report)
    points = list(queries.points_of(newest)) if newest is not None and policies.can_see_points(request.user, newest) else []
    context = framed(report, _("Factual accuracy"))
    return show(
        request,
        "accuracy",
        context,
        round=newest,
        due=queries.due_date_of(newest) if newest else None,
        points=points,
        left=sum(not point.answer for point in points),
        steps=_steps(request, report, newest),
        earlier=queries.earlier_rounds(report),
        answer_why=_answer_why(request, points, newest),
    )


def _answer_why(request: SignedIn, points: list[Any], newest: AccuracyRound | None) -> str:
    if not points or newest is None:
        return ""
    points[0].round = newest
    return policies.can_answer_point.why_not(request.user, points[0])


def _steps(request: SignedIn, report: Report, newest: AccuracyRound | None) -> list[dict[str, str]]:
    inspection, user, pk = report.inspection, request.user, report.inspection_id
    if inspection.status == Status.QUALITY_ASSURANCE:
        why = can_take_step.why_not(user, "send_to_factual_accuracy", inspection)
        address = reverse("report_deliver", args=[pk])
        return [
            step(
                "deliver",
                _("Deliver the draft to the local area"),
                why,
                address,
                hint=str(STEPS["send_to_factual_accuracy"].explains),
                confirm=_("Deliver the draft now? The area’s working days start today."),
            )
        ]
    if inspection.status == Status.FACTUAL_ACCURACY and newest is not None and newest.submitted_at is None:
        why = policies.can_close_round.why_not(user, newest)
        return [
            step(
                "close",
                _("Close without comments"),
                why,
                "",
                href=reverse("report_accuracy_close", args=[pk]),
                kind="secondary",
            )
        ]
    if inspection.status == Status.FACTUAL_ACCURACY:
        why = can_take_step.why_not(user, "begin_sign_off", inspection)
        return [step("sign", _("Go on to sign-off"), why, "", href=reverse("report_sign_off", args=[pk]))]
    return []


@require_POST
def accuracy_deliver(request: SignedIn, pk: int) -> HttpResponse:
    """Deliver the approved draft."""
    report = queries.report_for(request.user, pk)
    commands.deliver_for_accuracy(report.inspection, by=request.user)
    messages.success(request, str(STEPS["send_to_factual_accuracy"].done))
    return redirect("report_accuracy", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def point(request: SignedIn, pk: int, point: int) -> HttpResponse:
    """Answer one point."""
    report = queries.report_for(request.user, pk)
    newest = _newest(report)
    policies.can_see_points.check(request.user, newest)
    found = queries.point_for(newest, point)
    form = forms.AnswerForm(sent(request), initial={"answer": found.answer, "reason": found.answer_reason})
    if form.is_valid() and done(form, commands.answer_point, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The answer was saved"))
        return redirect("report_accuracy", pk)
    why = policies.can_answer_point.why_not(request.user, found)
    return show(request, "point", framed(report, _("Point"), _between(report)), form, point=found, why=why)


@require_http_methods(["GET", "HEAD", "POST"])
def accuracy_close(request: SignedIn, pk: int) -> HttpResponse:
    """Close the check of facts when nothing has come in time."""
    report = queries.report_for(request.user, pk)
    newest = _newest(report)
    if request.method != "POST":
        policies.can_close_round.check(request.user, newest)
    form = forms.ReasonForm(sent(request))
    if form.is_valid() and done(form, commands.record_no_answer_from_area, newest, **form.cleaned_data, by=request.user):
        messages.success(request, _("The check of facts was closed without comments"))
        return redirect("report_accuracy", pk)
    return show(request, "accuracy_close", framed(report, _("Close without comments"), _between(report)), form)
