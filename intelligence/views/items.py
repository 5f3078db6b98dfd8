"""The list, one item, its history."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from intelligence import commands, forms, policies, queries
from intelligence.models import State
from intelligence.queries import ItemFilter
from intelligence.views.page import MARKING, cleaned, frame, show
from jtai.pages import attempt, page_of, sent
from writing.forms import SettleForm


@require_safe
def items(request: SignedIn) -> HttpResponse:
    """What was shared, as far as this person may see it; drafts under "Show"."""
    policies.can_look.check(request.user)
    search = forms.ItemSearch(request.GET)
    asked = cleaned(search)
    page, query = page_of(request, queries.items_seen(request.user, ItemFilter(**asked)))
    context = {
        "marking": MARKING,
        "search": search,
        "page": page,
        "query": query,
        "filtered": any(value for name, value in asked.items() if name not in {"sort", "state"}),
        "drafts": queries.number_of_drafts(request.user),
        "draft": asked.get("state") == State.DRAFT,
        "waits": sum(row.number for row in queries.tally_of(request.user)),
        "letters": queries.letters_waiting(request.user),
        "demonstration": any(row.local_area.demonstration for row in page.object_list),
        "demonstration_among": True,
    }
    return show(request, "items", context)


@require_safe
def item(request: SignedIn, pk: int) -> HttpResponse:
    """One item: its words, who has it and how far each is, and what can be done with it."""
    found = queries.item_for(request.user, pk)
    all_of_it = queries.shown(request.user, found)
    own = all_of_it.own
    context = {
        "shown": all_of_it,
        "waiting": list(queries.waiting_beside(found.text)),
        "changes": policies.can_change(request.user, found),
        "sends": policies.can_send(request.user, found),
        "writes": found.sent_at is not None and found.withdrawn_at is None and policies.can_write_letter(request.user),
        "adds": policies.can_add_recipients(request.user, found),
        "corrects": policies.can_correct(request.user, found),
        "acknowledges": own is not None and policies.can_acknowledge(request.user, own),
        "decide_why": policies.can_decide.why_not(request.user, own) if own is not None else "",
    }
    return show(request, "item", {**frame(found), **context})


@require_safe
def item_history(request: SignedIn, pk: int) -> HttpResponse:
    """Every version of its words, the newest first."""
    found = queries.item_for(request.user, pk)
    return show(request, "history", frame(found, _("History")), text=found.text, revisions=queries.history_of(found.text))


@require_http_methods(["GET", "HEAD", "POST"])
def item_versions(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Words that were kept beside the current ones: say which stand, or write one text from both."""
    found = queries.item_for(request.user, pk)
    kept = queries.kept_revision(found, number)
    form = SettleForm(sent(request), initial={"base": found.text.version, "merged": kept.body})
    if form.is_valid():
        saved = attempt(form, commands.settle_versions, found, kept, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("item_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("The two versions are settled. Both stay in the history."))
            return redirect(found)
        found = queries.item_for(request.user, pk)
    rule = policies.can_change if found.sent_at is None else policies.can_correct
    why = rule.why_not(request.user, found)
    return show(request, "versions", frame(found, _("Two versions")), form, kept=kept, why=why)
