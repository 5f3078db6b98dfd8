"""Quality assurance: the reviewer reads, comments, approves or returns; the authors deal with the comments."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections.policies import can_take_step
from inspections.workflow import STEPS, Status
from reports import commands, forms, policies, queries
from reports.models import QualityComment, QualityDecision, Report
from reports.views.page import done, framed, sent, show, step


def _between(report: Report) -> tuple[str, str]:
    return _("Quality assurance"), reverse("report_quality", args=[report.inspection_id])


@require_safe
def quality(request: SignedIn, pk: int) -> HttpResponse:
    """Comments and reviews, and what can be done about them."""
    report = queries.report_for(request.user, pk)
    inspection, user = report.inspection, request.user
    steps = []
    if inspection.status == Status.DRAFTING:
        why = can_take_step.why_not(user, "send_to_quality_assurance", inspection)
        address = reverse("report_quality_send", args=[pk])
        steps.append(
            step("send", _("Send to quality assurance"), why, address, hint=str(STEPS["send_to_quality_assurance"].explains))
        )
    elif inspection.status == Status.QUALITY_ASSURANCE:
        why = policies.can_review.why_not(user, report)
        steps.append(step("review", _("Approve or return the draft"), why, "", href=reverse("report_review", args=[pk])))
    comments = [
        {"comment": comment, "why": "" if comment.resolved_at else policies.can_resolve.why_not(user, _with(comment, report))}
        for comment in queries.comments_of(report)
    ]
    return show(
        request,
        "quality",
        framed(report, _("Quality assurance")),
        comments=comments,
        reviews=queries.reviews_of(report),
        steps=steps,
        comment_why=policies.can_comment.why_not(user, report),
        reading=inspection.status == Status.QUALITY_ASSURANCE,
    )


def _with(comment: QualityComment, report: Report) -> QualityComment:
    """The same comment, which now knows the report that the policies ask."""
    comment.report = report
    return comment


@require_POST
def quality_send(request: SignedIn, pk: int) -> HttpResponse:
    """Send the draft to the reviewer."""
    report = queries.report_for(request.user, pk)
    commands.send_to_quality_assurance(report.inspection, by=request.user)
    messages.success(request, str(STEPS["send_to_quality_assurance"].done))
    return redirect("report_quality", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def comment_add(request: SignedIn, pk: int) -> HttpResponse:
    """A remark on a paragraph or on the whole."""
    report = queries.report_for(request.user, pk)
    if request.method != "POST":
        policies.can_comment.check(request.user, report)
    about = request.GET.get("paragraph", "")
    form = forms.CommentForm(
        sent(request),
        paragraphs=queries.paragraphs_to_name(report),
        initial={"paragraph": about if about.isdecimal() else ""},
    )
    if form.is_valid() and done(form, commands.comment, report, **form.cleaned_data, by=request.user):
        messages.success(request, _("The comment was saved"))
        return redirect("report_quality", pk)
    return show(request, "comment", framed(report, _("Comment"), _between(report)), form)


@require_POST
def comment_resolve(request: SignedIn, pk: int, comment: int) -> HttpResponse:
    """Say that a comment has been dealt with."""
    report = queries.report_for(request.user, pk)
    commands.resolve_comment(queries.comment_for(report, comment), by=request.user)
    messages.success(request, _("The comment is marked as dealt with"))
    return redirect("report_quality", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedIn, pk: int) -> HttpResponse:
    """Approve or return."""
    report = queries.report_for(request.user, pk)
    if request.method != "POST":
        policies.can_review.check(request.user, report)
    form = forms.ReviewForm(sent(request))
    if form.is_valid() and done(form, commands.review, report, **form.cleaned_data, by=request.user):
        approved = form.cleaned_data["decision"] == QualityDecision.APPROVED
        messages.success(request, _("You approved the draft") if approved else str(STEPS["return_draft"].done))
        # A returned draft is its authors' again, so that the reviewer cannot look at it for now.
        return redirect("report_quality" if approved else "inspection", pk)
    return show(request, "review", framed(report, _("Approve or return"), _between(report)), form)
