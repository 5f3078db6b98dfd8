"""Paragraphs: worded, tied to findings, moved, taken out, put back; two versions side by side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from reports import commands, forms, policies, queries
from reports.models import Paragraph
from reports.views.page import attempt, done, framed, sent, show
from writing.forms import SettleForm


def _found(request: SignedIn, pk: int, paragraph: int) -> Paragraph:
    return queries.paragraph_for(request.user, queries.report_for(request.user, pk), paragraph)


def _anchor(pk: int, paragraph: int) -> str:
    """The report's page at this paragraph, so that nobody loses their place."""
    return f"{reverse('report', args=[pk])}#paragraph-{paragraph}"


def _between(found: Paragraph) -> tuple[str, str]:
    return _("Paragraph"), reverse("report_paragraph", args=[found.report.inspection_id, found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph_add(request: SignedIn, pk: int) -> HttpResponse:
    """Add a paragraph to a section."""
    report = queries.report_for(request.user, pk)
    if request.method != "POST":
        policies.can_edit.check(request.user, report)
    section = request.GET.get("section", "")
    form = forms.NewParagraphForm(
        sent(request),
        sections=list(queries.sections_of(report)),
        strands=queries.strands_of(report),
        findings=list(queries.findings_to_link(report)),
        initial={"section": section if section.isdecimal() else ""},
    )
    if form.is_valid():
        added = attempt(form, commands.add_paragraph, report, **form.cleaned_data, by=request.user)
        if added:
            messages.success(request, _("The paragraph was added"))
            return redirect(_anchor(pk, added.pk))
    return show(request, "paragraph_add", framed(report, _("Add a paragraph")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """Word a paragraph. When somebody else was quicker, both texts are kept and shown side by side."""
    found = _found(request, pk, paragraph)
    initial = {"base": found.text.version, "text": found.text.body, "heading": found.heading}
    form = forms.ParagraphForm(sent(request), initial=initial)
    if form.is_valid():
        saved = attempt(form, commands.edit_paragraph, found, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("report_paragraph_versions", pk, paragraph, saved.kept.number)
        if saved:
            messages.success(request, _("The paragraph was saved"))
            return redirect(_anchor(pk, paragraph))
    queries.name_last_hands(found.findings.all())
    return show(
        request,
        "paragraph",
        framed(found.report, _("Paragraph of “%(section)s”") % {"section": found.section}),
        form,
        paragraph=found,
        why=policies.can_edit.why_not(request.user, found.report),
        waiting=queries.waiting_beside(found.text),
        falling=queries.signatures_that_count(found.report),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph_findings(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """Say which findings a paragraph rests on."""
    found = _found(request, pk, paragraph)
    if request.method != "POST":
        policies.can_edit.check(request.user, found.report)
    form = forms.FindingsForm(
        sent(request),
        findings=list(queries.findings_to_link(found.report)),
        initial={"findings": [finding.pk for finding in found.findings.all()]},
    )
    if form.is_valid() and done(form, commands.link_findings, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The findings of the paragraph were saved"))
        return redirect(_anchor(pk, paragraph))
    return show(request, "paragraph_findings", framed(found.report, _("Findings"), _between(found)), form, paragraph=found)


@require_POST
def paragraph_move(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """One place up or down."""
    found = _found(request, pk, paragraph)
    direction = "up" if request.POST.get("direction") == "up" else "down"
    commands.move_paragraph(found, direction=direction, by=request.user)
    return redirect(_anchor(pk, paragraph))


@require_POST
def paragraph_remove(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """Take it out; it can be put back."""
    found = _found(request, pk, paragraph)
    commands.remove_paragraph(found, by=request.user)
    messages.success(request, _("The paragraph was taken out. You can put it back at the end of its section."))
    return redirect(f"{reverse('report', args=[pk])}#section-{found.section.kind}")


@require_POST
def paragraph_restore(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """Put it back."""
    commands.restore_paragraph(_found(request, pk, paragraph), by=request.user)
    messages.success(request, _("The paragraph was put back"))
    return redirect(_anchor(pk, paragraph))


@require_safe
def paragraph_history(request: SignedIn, pk: int, paragraph: int) -> HttpResponse:
    """Every version of its words, newest first."""
    found = _found(request, pk, paragraph)
    context = framed(found.report, _("History"), _between(found))
    return show(request, "paragraph_history", context, paragraph=found, revisions=queries.history_of(found.text))


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph_versions(request: SignedIn, pk: int, paragraph: int, number: int) -> HttpResponse:
    """Words kept beside the current ones: say which stand, or write one text from both."""
    found = _found(request, pk, paragraph)
    kept = queries.kept_beside(found, number)
    form = SettleForm(sent(request), initial={"base": found.text.version, "merged": found.text.body})
    if form.is_valid():
        saved = attempt(form, commands.settle_paragraph, found, kept, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("report_paragraph_versions", pk, paragraph, saved.kept.number)
        if saved:
            messages.success(request, _("The two versions are settled. Both stay in the history."))
            return redirect(_anchor(pk, paragraph))
        found = _found(request, pk, paragraph)
        form.renew(base=found.text.version)
    context = framed(found.report, _("Two versions"), _between(found))
    why = policies.can_settle.why_not(request.user, found)
    return show(request, "paragraph_versions", context, form, paragraph=found, kept=kept, why=why)
