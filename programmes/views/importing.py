"""Tables of activities: what columns there are, sending one in, how far it is, and what came of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from jobs.models import State
from jtai import sheets
from jtai.pages import attempt, page_of, sent
from programmes import forms, policies, queries
from programmes.forms.importing import CHECK
from programmes.importing.columns import columns_of
from programmes.importing.running import ask_import, load_checked, retry_import
from programmes.models import ImportRun, Programme
from programmes.views.page import frame, show

WRITERS = {"csv": sheets.download, "xlsx": sheets.workbook}
A_PAGE = 50
MOST_CHANGES = 100  # that are shown; the rest is counted


def _above(programme: Programme) -> tuple[str, str]:
    return _("Imports"), reverse("activity_imports", args=[programme.code])


@require_http_methods(["GET", "HEAD", "POST"])
def activity_import(request: SignedIn, code: str) -> HttpResponse:
    """What columns there are, and sending in a table."""
    found = queries.recorded_programme_for(request.user, code)
    form = forms.ImportForm(sent(request), request.FILES if request.method == "POST" else None)
    run = _ask(form, found, request) if form.is_valid() else None
    if run is not None:
        messages.success(request, _("The table was sent in. It is read line by line."))
        return redirect(run)
    return show(request, "import", frame(found, _("Import activities"), _above(found)), form, columns=columns_of(found))


def _ask(form: forms.ImportForm, programme: Programme, request: SignedIn) -> ImportRun | None:
    upload, only_check = form.cleaned_data["document"], form.cleaned_data["what"] == CHECK
    data = upload.read(settings.IMPORT_BYTES + 1)
    return attempt(form, ask_import, programme, data=data, name=str(upload.name), only_check=only_check, by=request.user)


@require_safe
def activity_import_template(request: SignedIn, code: str, kind: str) -> HttpResponseBase:
    """The first line of a table, to fill in below."""
    if kind not in WRITERS:
        raise Http404
    found = queries.recorded_programme_for(request.user, code)
    return WRITERS[kind](f"{found.code}-template", [column.name for column in columns_of(found)], [])


@require_safe
def activity_imports(request: SignedIn, code: str) -> HttpResponse:
    """What was sent in so far."""
    found = queries.recorded_programme_for(request.user, code)
    page, query = page_of(request, queries.imports_of(found))
    return show(request, "imports", frame(found, _("Imports")), page=page, query=query)


@require_safe
def activity_import_run(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """How far it is; once it was read, what is wrong with which line, or what was loaded."""
    run = queries.import_for(request.user, code, pk)
    page = Paginator(run.faults, A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "import_run",
        frame(run.programme, run.name, _above(run.programme)),
        run=run,
        progress=_progress(run) if run.finished_at is None else None,
        facts=_facts(run),
        loads=policies.can_load_checked(request.user, run),
        loaded=queries.loaded_since(run),
        page=page,
        changes=run.changes[:MOST_CHANGES],
        more_changes=run.changed - MOST_CHANGES,
    )


def _facts(run: ImportRun) -> list[dict[str, Any]]:
    sent_in = {"key": _("Sent in by"), "value": run.asked_by.name}
    what = {"key": _("What was asked"), "value": _("Check only") if run.only_check else _("Load it if nothing is wrong")}
    if run.finished_at is None:
        return [sent_in, what]
    would = run.only_check
    counts = {
        _("Lines read"): run.rows,
        _("Faults"): run.fault_count,
        _("Activities it would add") if would else _("Activities added"): run.added,
        _("Activities it would change") if would else _("Activities changed"): run.changed,
        **({} if run.fault_count else {_("Lines that change nothing"): run.unchanged}),
    }
    return [sent_in, what, *({"key": key, "value": f"{value:,}"} for key, value in counts.items())]


def _progress(run: ImportRun) -> dict[str, Any]:
    """What the component of progress shows."""
    job, at = queries.job_of(run), [run.programme.code, run.pk]
    state = job.shown_as if job else State.WAITING.value
    says = {
        "waiting": _("The table is waiting to be read."),
        "building": job.doing if job else "",
        "done": _("The table has been read."),
        "failed": _("The table could not be read. Nothing was loaded."),
    }
    return {
        "state": state,
        "what": _("The table"),
        "doing": _("Checking") if job and job.progress else _("Reading"),
        "says": says[state] or _("The table is being read."),
        "percent": job.progress if job else 0,
        "error": job.error if job else "",
        "poll": reverse("activity_import_progress", args=at) if state in {"waiting", "building"} else "",
        "retry": reverse("activity_import_retry", args=at),
        "reload": True,
    }


@require_POST
def activity_import_load(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Load what was checked, as it was sent in."""
    run = queries.import_for(request.user, code, pk)
    loading = load_checked(run, by=request.user)
    messages.success(
        request, _("The table is being loaded. Every line is checked once more, in case something changed meanwhile.")
    )
    return redirect(loading)


@require_safe
def activity_import_progress(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """How far it is: the fragment that the page fetches again."""
    response = render(request, "govuk/progress.html", _progress(queries.import_for(request.user, code, pk)))
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def activity_import_retry(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Ask for one again that could not be read."""
    run = queries.import_for(request.user, code, pk)
    retry_import(run, by=request.user)
    messages.success(request, _("The table is read again."))
    return redirect(run)


def _address(request: SignedIn, fault: dict[str, Any]) -> str:
    """Of the recorded activity that the line is held against."""
    pk = fault.get("activity")
    return request.build_absolute_uri(reverse("activity", args=[pk])) if pk else ""


@require_safe
def activity_import_faults(request: SignedIn, code: str, pk: int) -> HttpResponseBase:
    """What is wrong with which line, as a table."""
    run = queries.import_for(request.user, code, pk)
    rows = ([fault["line"] or "", fault["column"], fault["what"], _address(request, fault)] for fault in run.faults)
    head = [_("Line"), _("Column"), _("What is wrong"), _("Recorded activity")]
    return sheets.download(f"{run.programme.code}-import-{run.pk}-faults", head, rows)
