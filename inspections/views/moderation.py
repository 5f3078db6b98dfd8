"""Judge apart, then moderate together: sharing, agreeing, setting aside."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.models import Finding
from inspections.views.page import above_finding, done, frame, sent, show
from inspections.workflow import Status
from jtai.errors import Invalid


@require_safe
def moderation(request: SignedIn, pk: int) -> HttpResponse:
    """Findings and inspectorates: who agrees what, and what is this person's to agree."""
    inspection = queries.inspection_for(request.user, pk)
    board = queries.moderation_board(request.user, inspection, mine="mine" in request.GET)
    return show(
        request,
        "moderation",
        frame(inspection, _("Moderation")),
        board=board,
        mine="mine" in request.GET,
        together=queries.is_together(inspection),
        moderating=inspection.status == Status.MODERATION,
    )


def _version(request: SignedIn) -> int:
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < len("1000000000")):
        raise Invalid(_("Say which version of the finding you have read. Reload the page and try again."), field="version")
    return int(version)


@require_POST
def finding_agree(request: SignedIn, pk: int, finding: int) -> HttpResponse:
    """Agree the words for one's own inspectorate."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.finding_for(request.user, inspection, finding)
    commands.agree_finding(found, version=_version(request), by=request.user)
    messages.success(request, _("Your inspectorate agrees finding %(number)d.") % {"number": finding})
    if "board" in request.POST:
        query = "?mine=1" if request.POST["board"] == "mine" else ""
        return redirect(reverse("moderation", args=[pk]) + query)
    return redirect("finding", pk, finding)


def _found(request: SignedIn, pk: int, finding: int) -> Finding:
    return queries.finding_for(request.user, queries.inspection_for(request.user, pk), finding)


@require_POST
def finding_share(request: SignedIn, pk: int, finding: int) -> HttpResponse:
    """Let the whole team see it before moderation."""
    commands.share_finding(_found(request, pk, finding), by=request.user)
    messages.success(request, _("The finding and the notes it cites are shared with the whole team."))
    return redirect("finding", pk, finding)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_set_aside(request: SignedIn, pk: int, finding: int) -> HttpResponse:
    """Leave it out of the report, with the reason."""
    found = _found(request, pk, finding)
    if request.method != "POST":
        policies.can_set_aside.check(request.user, found)
    form = forms.SetAsideForm(sent(request))
    if form.is_valid() and done(form, commands.set_finding_aside, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The finding was set aside."))
        return redirect("finding", pk, finding)
    return show(request, "set_aside", frame(found.inspection, _("Set aside"), *above_finding(pk, finding)), form, finding=found)


@require_POST
def finding_take_up(request: SignedIn, pk: int, finding: int) -> HttpResponse:
    """Undo a setting aside."""
    commands.take_finding_up(_found(request, pk, finding), by=request.user)
    messages.success(request, _("The finding was taken up again."))
    return redirect("finding", pk, finding)
