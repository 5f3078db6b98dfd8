"""Sign-off: the frozen words, the build of their files, and each inspectorate's signature."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from files.response import respond
from inspections.policies import can_take_step
from inspections.workflow import STEPS, Status
from reports import commands, forms, policies, queries
from reports.letter import letter
from reports.models import Freeze, Report, Signature
from reports.views.page import framed, sent, show, step


def _between(report: Report) -> tuple[str, str]:
    return _("Sign-off"), reverse("report_sign_off", args=[report.inspection_id])


def progress(request: SignedIn, freeze: Freeze) -> dict[str, Any]:
    """What the progress component shows of a freeze's build."""
    pk = freeze.report.inspection_id
    job = freeze.job
    state = job.shown_as if job else "waiting"
    return {
        "state": state,
        "what": _("Version %(number)d") % {"number": freeze.number},
        "percent": job.progress if job else 0,
        "error": job.error if job else "",
        "poll": reverse("report_build", args=[pk]) if state in {"waiting", "building"} else "",
        "retry": reverse("report_build_retry", args=[pk]) if policies.can_retry_build(request.user, freeze) else "",
        "href": reverse("report_file", args=[pk, "pdf"]),
        "action": _("Download the report (PDF)"),
    }


@require_safe
def sign_off(request: SignedIn, pk: int) -> HttpResponse:
    """Who has signed what."""
    report = queries.report_for(request.user, pk)
    newest = policies.latest_freeze(report)
    stale = policies.stale_because(report, newest) if newest else ""
    board = queries.sign_off_board(report, newest)
    unfilled = any(bench.person is None and bench.signature is None for bench in board)
    steps = _steps(request, report, again=bool(stale) or newest is None or unfilled)
    return show(
        request,
        "sign_off",
        framed(report, _("Sign-off")),
        freeze=newest,
        stale=stale,
        board=board,
        progress=progress(request, newest) if newest else None,
        files=queries.built_files(newest) if newest else [],
        steps=steps,
        freezes_again=newest is not None and any(one["name"] == "freeze" and not one["why"] for one in steps),
        falling=[bench.signature for bench in board if bench.signature],
        sign_why=policies.can_sign.why_not(request.user, newest) if newest else _("The words have not been frozen yet."),
        freezes=queries.freezes_of(report),
        mine=request.user.pk,
        signs=any(bench.person == request.user for bench in board),
        withdrawable=report.inspection.status in {Status.SIGN_OFF, Status.PRE_PUBLICATION},
    )


def _steps(request: SignedIn, report: Report, *, again: bool) -> list[dict[str, str]]:
    """again: the freezing is shown also to those who cannot do it, with the reason."""
    inspection, user, pk = report.inspection, request.user, report.inspection_id
    if inspection.status == Status.FACTUAL_ACCURACY:
        why = can_take_step.why_not(user, "begin_sign_off", inspection)
        address = reverse("report_begin_sign_off", args=[pk])
        return [step("begin", str(STEPS["begin_sign_off"].label), why, address, hint=str(STEPS["begin_sign_off"].explains))]
    if inspection.status != Status.SIGN_OFF:
        return []
    made = []
    why = policies.can_freeze.why_not(user, report)
    if again or not why:
        address = reverse("report_freeze", args=[pk])
        made.append(
            step(
                "freeze", _("Freeze the words again"), why, address, hint=_("Asks every inspectorate to sign the new version.")
            )
        )
    why = can_take_step.why_not(user, "begin_pre_publication", inspection)
    address = reverse("report_begin_pre_publication", args=[pk])
    hint = str(STEPS["begin_pre_publication"].explains)
    return [*made, step("pre", str(STEPS["begin_pre_publication"].label), why, address, hint=hint)]


@require_POST
def begin_sign_off(request: SignedIn, pk: int) -> HttpResponse:
    """Freeze the words and ask for signatures."""
    report = queries.report_for(request.user, pk)
    commands.begin_sign_off(report.inspection, by=request.user)
    messages.success(request, str(STEPS["begin_sign_off"].done))
    return redirect("report_sign_off", pk)


@require_POST
def freeze(request: SignedIn, pk: int) -> HttpResponse:
    """Freeze the words again."""
    made = commands.freeze(queries.report_for(request.user, pk), by=request.user)
    messages.success(request, _("Version %(number)d is frozen") % {"number": made.number})
    return redirect("report_sign_off", pk)


@require_safe
def frozen(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """One frozen version to read, and to sign if it is this person's to sign."""
    report = queries.report_for(request.user, pk)
    found = queries.freeze_for(report, number)
    return show(
        request,
        "frozen",
        framed(report, _("Version %(number)d") % {"number": number}, _between(report)),
        freeze=found,
        letter=letter(found.content),
        stale=policies.stale_because(report, found),
        sign_why=policies.can_sign.why_not(request.user, found),
    )


@require_POST
def sign(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Sign exactly the words that the page showed."""
    found = queries.freeze_for(queries.report_for(request.user, pk), number)
    digests = {name: request.POST.get(name, "") for name in ("content_digest", "provenance_digest")}
    commands.sign(found, **digests, by=request.user)
    messages.success(request, _("You have signed version %(number)d for your inspectorate") % {"number": number})
    return redirect("report_sign_off", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def signature_withdraw(request: SignedIn, pk: int, signature: int) -> HttpResponse:
    """Take one's inspectorate's signature back."""
    report = queries.report_for(request.user, pk)
    found = get_object_or_404(
        Signature.objects.select_related("freeze", "inspectorate", "user"), freeze__report=report, pk=signature
    )
    found.freeze.report = report
    if request.method != "POST":
        policies.can_withdraw_signature.check(request.user, found)
    form = forms.ReasonForm(sent(request))
    if form.is_valid():
        commands.withdraw_signature(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("The signature was withdrawn"))
        return redirect("report_sign_off", pk)
    return show(
        request, "signature_withdraw", framed(report, _("Withdraw the signature"), _between(report)), form, signature=found
    )


def _newest(request: SignedIn, pk: int) -> Freeze:
    report = queries.report_for(request.user, pk)
    newest = policies.latest_freeze(report)
    return queries.freeze_for(report, newest.number if newest else 0)


@require_safe
def build(request: SignedIn, pk: int) -> HttpResponse:
    """How far the build is: the fragment that the page fetches again."""
    response = render(request, "govuk/progress.html", {**progress(request, _newest(request, pk)), "reload": True})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def build_retry(request: SignedIn, pk: int) -> HttpResponse:
    """Ask for a failed build again."""
    commands.retry_build(_newest(request, pk), by=request.user)
    messages.success(request, _("The report will be built again"))
    return redirect("report_sign_off", pk)


@require_safe
def file(request: SignedIn, pk: int, format: str) -> HttpResponseBase:  # noqa: A002 -- named like the column
    """A built file of the newest frozen version, for those who read the report."""
    report = queries.words_for(request.user, pk)
    built = queries.built_file_of(report, format)
    name = f"{slugify(report.inspection.local_area.name)}-version-{built.freeze.number}.{format}"
    return respond(built.file, filename=name)
