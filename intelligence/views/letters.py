"""Letters about a systemic weakness: the list, one letter, its history."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from files.response import respond
from intelligence import commands, forms, policies, queries
from intelligence.models import Letter, LetterState
from intelligence.queries import LetterFilter, LetterShown
from intelligence.views import beside
from intelligence.views.page import MARKING, cleaned, show
from jtai.pages import attempt, page_of, sent
from writing.forms import SettleForm


def letter_frame(letter: Letter, here: str = "", *, invented: bool | None = None) -> dict[str, Any]:
    """Marking, demonstration banner and breadcrumbs of one letter's pages. A draft is handled as the more sensitive."""
    trail = [
        {"text": _("Shared"), "href": reverse("items")},
        {"text": _("Letters"), "href": reverse("letters")},
        {"text": letter.subject, "href": letter.get_absolute_url() if here else ""},
    ]
    if here:
        trail.append({"text": here, "href": ""})
    way = _("%(sender)s to %(recipient)s")
    names = {"sender": letter.inspectorate.short_name, "recipient": letter.recipient.short_name}
    area = letter.local_area
    return {
        "letter": letter,
        "marking": letter.get_marking_display() or MARKING,
        "demonstration": area is not None and area.demonstration if invented is None else invented,
        "trail": trail,
        "here": here or letter.subject,
        "caption": letter.subject if here else way % names,
    }


def above_letters(here: str) -> dict[str, Any]:
    """The same of a page that is about no single letter."""
    trail = [
        {"text": _("Shared"), "href": reverse("items")},
        {"text": _("Letters"), "href": reverse("letters")},
        {"text": here, "href": ""},
    ]
    return {"marking": MARKING, "trail": trail, "here": here}


@require_safe
def letters(request: SignedIn) -> HttpResponse:
    """The letters that one's inspectorate has sent and received; drafts and what waits under "Show"."""
    policies.can_look.check(request.user)
    search = forms.LetterSearch(request.GET)
    asked = cleaned(search)
    page, query = page_of(request, queries.letters_seen(request.user, LetterFilter(**asked)))
    trail = [{"text": _("Shared"), "href": reverse("items")}, {"text": _("Letters"), "href": ""}]
    context = {
        "marking": MARKING,
        "trail": trail,
        "here": _("Letters between the inspectorates"),
        "search": search,
        "page": page,
        "query": query,
        "rows": [(letter, queries.days_of(letter), queries.wrote(request.user, letter)) for letter in page.object_list],
        "filtered": any(value for name, value in asked.items() if name not in {"sort", "state"}),
        "state": asked.get("state", ""),
        "draft": asked.get("state") == LetterState.DRAFT,
        "waiting": queries.letters_waiting(request.user),
        "demonstration": any(row.local_area is not None and row.local_area.demonstration for row in page.object_list),
        "demonstration_among": True,
    }
    return show(request, "letters", context)


@require_safe
def letter(request: SignedIn, pk: int) -> HttpResponse:
    """One letter: its words, what it rests on, its PDF, and what can be done with it."""
    found = queries.letter_for(request.user, pk)
    all_of_it, user = queries.letter_shown(found), request.user
    context = {
        "shown": all_of_it,
        "waiting": list(queries.waiting_beside(found.text)) if found.sent_at is None else [],
        "changes": policies.can_change_letter(user, found),
        "send_why": policies.can_send_letter.why_not(user, found) if found.sent_at is None else "",
        "acknowledges": policies.can_acknowledge_letter(user, found),
        "ours": queries.wrote(user, found),
        "progress": _progress(all_of_it),
    }
    return show(request, "letter", {**letter_frame(found, invented=all_of_it.demonstration), **context})


def _progress(shown: LetterShown) -> dict[str, Any] | None:
    """What the component of progress shows; None while no PDF was asked for."""
    job, at = shown.job, [shown.letter.pk]
    if job is None:
        return None
    state = job.shown_as
    return {
        "state": state,
        "what": _("The PDF of the letter") if shown.letter.sent_at else _("The PDF of the draft"),
        "percent": job.progress,
        "error": job.error,
        "poll": reverse("letter_progress", args=at) if state in {"waiting", "building"} else "",
        "retry": reverse("letter_print", args=at),
        "href": reverse("letter_pdf", args=at),
        "action": _("Download the letter (PDF)") if shown.letter.sent_at else _("Download the draft (PDF)"),
        "reload": True,
    }


@require_safe
def letter_progress(request: SignedIn, pk: int) -> HttpResponse:
    """How far the PDF is: the fragment that the page fetches again."""
    shown = queries.letter_shown(queries.letter_for(request.user, pk))
    response = render(request, "govuk/progress.html", _progress(shown) or {"state": "done"})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def letter_print(request: SignedIn, pk: int) -> HttpResponse:
    """Ask for the PDF, or ask again where building it has failed."""
    found = queries.letter_for(request.user, pk)
    commands.print_letter(found, by=request.user)
    messages.success(request, _("The PDF is being made. It stands on this page in a moment."))
    return redirect(found)


@require_safe
def letter_pdf(request: SignedIn, pk: int) -> HttpResponseBase:
    """The PDF: of a sent letter the one that was frozen, of a draft the one of the words that stand."""
    found = queries.letter_for(request.user, pk)
    document, file = queries.pdf_of(found)
    words = {"number": found.pk, "sender": found.inspectorate.code, "recipient": found.recipient.code}
    name = _("Letter %(number)d from %(sender)s to %(recipient)s") % words
    end = _(" (draft)") if document.draft else ""
    return respond(file, filename=f"{name}{end}.pdf")


@require_safe
def letter_history(request: SignedIn, pk: int) -> HttpResponse:
    """Every version of its words, the newest first: for those who wrote it alone."""
    found = queries.written_letter_for(request.user, pk)
    rows = beside.letter_history(found, list(queries.history_of(found.text)))
    went = found.text.version if found.sent_at is not None else 0
    return show(request, "history", letter_frame(found, _("History")), text=found.text, revisions=rows, sent=went)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_versions(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Words that were kept beside the current ones: say which stand, or write one text from both."""
    found = queries.written_letter_for(request.user, pk)
    kept = queries.kept_words(found, number)
    form = SettleForm(sent(request), initial={"base": found.text.version, "merged": found.text.body})
    if form.is_valid():
        saved = attempt(form, commands.settle_letter, found, kept, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("letter_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("The two versions are settled. Both stay in the history."))
            return redirect(found)
        found = queries.written_letter_for(request.user, pk)
        form.renew(base=found.text.version)
    why = policies.can_change_letter.why_not(request.user, found)
    context = {**letter_frame(found, _("Two versions")), **beside.letter_compared(found, kept)}
    return show(request, "letter_versions", context, form, why=why)
