"""Named readers, publication, receipt, and the statement as the inspectors see it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections.models import Milestone, MilestoneKind
from inspections.policies import can_take_step
from inspections.workflow import STEPS, Status
from reports import commands, forms, policies, queries
from reports.models import Report
from reports.views.page import done, framed, sent, show, step


@require_POST
def begin_pre_publication(request: SignedIn, pk: int) -> HttpResponse:
    """Open the copies under embargo."""
    report = queries.report_for(request.user, pk)
    commands.begin_pre_publication(report.inspection, by=request.user)
    messages.success(request, str(STEPS["begin_pre_publication"].done))
    return redirect("report_readers", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: SignedIn, pk: int) -> HttpResponse:
    """Who may read the copy under embargo, and who has."""
    report = queries.report_for(request.user, pk)
    form = forms.ReaderForm(sent(request), people=list(queries.people_to_name(report)))
    if form.is_valid() and done(form, commands.name_reader, report, **form.cleaned_data, by=request.user):
        messages.success(request, _("%(name)s is named as a reader") % {"name": form.cleaned_data["person"]})
        return redirect("report_readers", pk)
    return show(
        request,
        "readers",
        framed(report, _("Pre-publication readers")),
        form,
        readers=queries.readers_of(report),
        downloads=queries.downloads_of(report),
        why=policies.can_name_reader.why_not(request.user, report),
    )


@require_POST
def reader_remove(request: SignedIn, pk: int, reader: int) -> HttpResponse:
    """Take the right back."""
    report = queries.report_for(request.user, pk)
    found = queries.reader_for(report, reader)
    commands.unname_reader(found, by=request.user)
    messages.success(request, _("%(name)s is no longer a reader") % {"name": found.user})
    return redirect("report_readers", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedIn, pk: int) -> HttpResponse:
    """What publishing does, and the button; afterwards, where the report is."""
    report = queries.words_for(request.user, pk)
    if request.method == "POST":
        commands.publish(report.inspection, by=request.user)
        messages.success(request, str(STEPS["publish"].done))
        return redirect("report_publish", pk)
    publication = queries.publication_of(report)
    planned = Milestone.objects.filter(inspection=report.inspection, kind=MilestoneKind.PUBLICATION).first()
    return show(
        request,
        "publish",
        framed(report, _("Publication")),
        publication=publication,
        why="" if publication else can_take_step.why_not(request.user, "publish", report.inspection),
        planned=planned.day if planned else None,
        early=bool(planned and planned.day and planned.day > timezone.localdate()),
        freeze=policies.latest_freeze(report),
        board=queries.sign_off_board(report, policies.latest_freeze(report)),
    )


@require_safe
def statement(request: SignedIn, pk: int) -> HttpResponse:
    """Receipt, due date and statement, and what can be done about them."""
    report = queries.words_for(request.user, pk)
    publication = queries.publication_of(report)
    return show(
        request,
        "statement",
        framed(report, _("Receipt and statement")),
        publication=publication,
        receipt=queries.receipt_of(publication) if publication else None,
        statement=queries.statement_of(publication) if publication else None,
        steps=_steps(request, report),
    )


def _steps(request: SignedIn, report: Report) -> list[dict[str, str]]:
    inspection, user, pk = report.inspection, request.user, report.inspection_id
    if inspection.status == Status.PUBLISHED and report.statement_required:
        why = policies.can_record_receipt.why_not(user, report)
        return [step("receipt", _("Record receipt"), why, "", href=reverse("report_receipt", args=[pk]))]
    if inspection.status == Status.PUBLISHED:
        why = can_take_step.why_not(user, "close_without_statement", inspection)
        label, hint = str(STEPS["close_without_statement"].label), str(STEPS["close_without_statement"].explains)
        return [step("close", label, why, reverse("report_close", args=[pk]), hint=hint)]
    if inspection.status == Status.STATEMENT_RECEIVED:
        why = policies.can_acknowledge.why_not(user, report)
        return [step("acknowledge", _("Acknowledge and close"), why, reverse("report_acknowledge", args=[pk]))]
    return []


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: SignedIn, pk: int) -> HttpResponse:
    """When, and by whom, the report was received."""
    report = queries.report_for(request.user, pk)
    if request.method != "POST":
        policies.can_record_receipt.check(request.user, report)
    form = forms.ReceiptForm(sent(request))
    if form.is_valid() and done(form, commands.record_receipt, report, **form.cleaned_data, by=request.user):
        messages.success(request, str(STEPS["record_receipt"].done))
        return redirect("report_statement", pk)
    between = (_("Receipt and statement"), reverse("report_statement", args=[pk]))
    return show(request, "receipt", framed(report, _("Record receipt"), between), form)


@require_POST
def acknowledge(request: SignedIn, pk: int) -> HttpResponse:
    """Acknowledge the statement and end the inspection."""
    report = queries.report_for(request.user, pk)
    commands.acknowledge_and_close(report.inspection, by=request.user)
    messages.success(request, str(STEPS["close"].done))
    return redirect("report_statement", pk)


@require_POST
def close_without_statement(request: SignedIn, pk: int) -> HttpResponse:
    """End an inspection that needs no statement."""
    report = queries.report_for(request.user, pk)
    commands.close_without_statement(report.inspection, by=request.user)
    messages.success(request, str(STEPS["close_without_statement"].done))
    return redirect("report_statement", pk)
