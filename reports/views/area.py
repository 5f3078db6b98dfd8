"""The local area's pages of a report: what each stage gives it, and nothing else."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from files.response import respond
from inspections.models import MilestoneKind
from inspections.queries import milestone_for
from inspections.workflow import Status
from reports import commands, forms, policies, queries
from reports.letter import letter
from reports.models import AccuracyPoint, AccuracyRound, Report
from reports.views.page import area_frame, as_text, attempt, done, sent, show


def _delivered(request: SignedIn, pk: int) -> AccuracyRound:
    """The newest delivery of the draft; 404 when none was ever made."""
    report = queries.report_answered(request.user, pk)
    newest = policies.latest_round(report)
    if newest is None:
        raise Http404
    return newest


def _between(pk: int) -> tuple[str, str]:
    return _("Check the facts"), reverse("response_accuracy", args=[pk])


@require_safe
def response_accuracy(request: SignedIn, pk: int) -> HttpResponse:
    """The area's points; later the inspectors' answers."""
    newest = _delivered(request, pk)
    report = newest.report
    return show(
        request,
        "response_accuracy",
        area_frame(report.inspection, _("Check the facts")),
        round=newest,
        due=queries.due_date_of(newest),
        points=list(queries.points_of(newest)),
        earlier=queries.earlier_rounds(report),
        reading_why=policies.can_read_delivered.why_not(request.user, report),
        add_why=policies.can_add_point.why_not(request.user, newest),
        send_why=policies.can_submit_points.why_not(request.user, newest),
        answered=policies.can_see_answers(request.user, report),
    )


@never_cache
@require_safe
def response_draft(request: SignedIn, pk: int) -> HttpResponse:
    """The draft to read, as it was delivered."""
    newest = _delivered(request, pk)
    policies.can_read_delivered.check(request.user, newest.report)
    context = area_frame(newest.report.inspection, _("Draft report"), _between(pk))
    return show(request, "response_draft", context, round=newest, letter=letter(newest.content))


@require_safe
def response_draft_text(request: SignedIn, pk: int) -> HttpResponse:
    """The same as plain text, to save."""
    newest = _delivered(request, pk)
    policies.can_read_delivered.check(request.user, newest.report)
    return as_text(newest.report, newest.content)


def _labels(newest: AccuracyRound) -> list[str]:
    return queries.printed_labels(newest.content)


@require_http_methods(["GET", "HEAD", "POST"])
def response_point_add(request: SignedIn, pk: int) -> HttpResponse:
    """Add a point."""
    newest = _delivered(request, pk)
    policies.can_read_delivered.check(request.user, newest.report)
    if request.method != "POST":
        policies.can_add_point.check(request.user, newest)
    form = forms.PointForm(sent(request), labels=_labels(newest))
    if form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "before"}
        if attempt(form, commands.add_point, newest, **words, by=request.user):
            messages.success(request, _("The point was saved. It is sent when your co-ordinator sends all points."))
            return redirect("response_accuracy", pk)
    return show(
        request, "response_point", area_frame(newest.report.inspection, _("Add a point"), _between(pk)), form, point=None
    )


def _place_of(point: AccuracyPoint, labels: list[str]) -> int | None:
    return labels.index(point.about) if point.about in labels else None


@require_http_methods(["GET", "HEAD", "POST"])
def response_point(request: SignedIn, pk: int, point: int) -> HttpResponse:
    """Reword a point. When a colleague was quicker, these words become a point of their own beside it."""
    newest = _delivered(request, pk)
    policies.can_read_delivered.check(request.user, newest.report)
    found = queries.point_for(newest, point)
    if request.method != "POST":
        policies.can_change_point.check(request.user, found)
    labels = _labels(newest)
    initial = {"before": found.body, "body": found.body, "place": _place_of(found, labels)}
    form = forms.PointForm(sent(request), labels=labels, initial=initial)
    if form.is_valid():
        saved = attempt(form, commands.edit_point, found, **form.cleaned_data, by=request.user)
        if saved:
            beside = _("A colleague had reworded this point. Your words were kept as a point of their own.")
            messages.success(request, _("The point was saved") if saved.pk == found.pk else beside)
            return redirect("response_accuracy", pk)
    return show(request, "response_point", area_frame(newest.report.inspection, _("Point"), _between(pk)), form, point=found)


@require_POST
def response_point_remove(request: SignedIn, pk: int, point: int) -> HttpResponse:
    """Take a point back before it is sent."""
    newest = _delivered(request, pk)
    commands.remove_point(queries.point_for(newest, point), by=request.user)
    messages.success(request, _("The point was taken out"))
    return redirect("response_accuracy", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def response_points_send(request: SignedIn, pk: int) -> HttpResponse:
    """The co-ordinator sends all points, or says that there are none."""
    newest = _delivered(request, pk)
    if request.method == "POST":
        commands.submit_points(newest, by=request.user)
        messages.success(request, _("Your area’s points were sent to the inspectors"))
        return redirect("response_accuracy", pk)
    policies.can_submit_points.check(request.user, newest)
    context = area_frame(newest.report.inspection, _("Send to the inspectors"), _between(pk))
    return show(request, "response_send", context, points=list(queries.points_of(newest)))


def _report(request: SignedIn, pk: int) -> Report:
    return queries.report_answered(request.user, pk)


def _nothing(request: SignedIn) -> HttpResponse:
    """There is no such page for this person now; no cache keeps that, since tomorrow there may be."""
    response = render(request, "errors/404.html", status=HTTPStatus.NOT_FOUND)
    add_never_cache_headers(response)
    return response


@never_cache
@require_safe
def response_report(request: SignedIn, pk: int) -> HttpResponse:
    """The report to download: under embargo for named readers, then for everybody of the area."""
    report = _report(request, pk)
    if not policies.can_have_file(request.user, report):
        return _nothing(request)
    embargoed = report.inspection.status == Status.PRE_PUBLICATION
    context = area_frame(report.inspection, _("Report under embargo") if embargoed else _("Published report"))
    return show(
        request,
        "response_report",
        context,
        embargoed=embargoed,
        publication=queries.publication_of(report),
        planned=milestone_for(report.inspection, MilestoneKind.PUBLICATION).day,
        formats=[("pdf", _("PDF")), ("html", _("Web page"))],
    )


@never_cache
@require_safe
def response_file(request: SignedIn, pk: int, format: str) -> HttpResponseBase:  # noqa: A002 -- named like the column
    """The file. A copy under embargo is written down before it is sent."""
    report = _report(request, pk)
    if not policies.can_have_file(request.user, report):
        return _nothing(request)
    name = f"{slugify(report.inspection.local_area.name)}.{format}"
    if report.inspection.status != Status.PRE_PUBLICATION:
        return respond(queries.published_file_of(report, format), filename=name)
    built = queries.built_file_of(report, format)
    commands.log_embargoed_download(report, built.freeze, format=format, by=request.user)
    return respond(built.file, filename=f"embargoed-{name}")


@require_http_methods(["GET", "HEAD", "POST"])
def response_statement(request: SignedIn, pk: int) -> HttpResponse:
    """Until when the statement is due, and the form that sends it; then what was sent."""
    report = _report(request, pk)
    policies.can_see_statement.check(request.user, report)
    publication = queries.publication_of(report)
    if publication is None:
        raise Http404
    form = forms.StatementForm(sent(request))
    if form.is_valid() and done(form, commands.send_statement, report.inspection, **form.cleaned_data, by=request.user):
        messages.success(request, _("The statement of proposed action was sent"))
        return redirect("response_statement", pk)
    return show(
        request,
        "response_statement",
        area_frame(report.inspection, _("Statement of proposed action")),
        form,
        report=report,
        receipt=queries.receipt_of(publication),
        statement=queries.statement_of(publication),
        today=timezone.localdate(),
        why=policies.can_send_statement.why_not(request.user, report),
    )
