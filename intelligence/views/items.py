"""The list and its file for spreadsheet programs, one item, its history."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from audit.queries import key_of
from audit.reads import note_several
from intelligence import commands, forms, policies, queries
from intelligence.models import Item, State
from intelligence.queries import ItemFilter
from intelligence.views import beside
from intelligence.views.page import MARKING, cleaned, frame, show
from intelligence.visibility import of_its_office
from jtai import sheets
from jtai.pages import attempt, page_of, sent
from writing.forms import SettleForm

CHUNK = 500
WRITERS = {"csv": sheets.download, "xlsx": sheets.workbook}
HEAD = (
    gettext_lazy("Number"), gettext_lazy("Kind"), gettext_lazy("Local area"), gettext_lazy("Region"), gettext_lazy("From"),
    gettext_lazy("To"), gettext_lazy("Sent"), gettext_lazy("Urgent"), gettext_lazy("State"), gettext_lazy("Marking"),
    gettext_lazy("Strand"), gettext_lazy("Topic"), gettext_lazy("Agencies"), gettext_lazy("Words"),
    gettext_lazy("What was wrong"), gettext_lazy("Why it was withdrawn"),
)  # fmt: skip


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
def items_export(request: SignedIn, kind: str) -> HttpResponseBase:
    """The list with the whole words, as a file for spreadsheet programs. It is written down as a read of each of its items."""
    policies.can_look.check(request.user)
    if kind not in WRITERS:
        raise Http404
    search = forms.ItemSearch(request.GET)
    rows = queries.for_a_sheet(queries.items_seen(request.user, ItemFilter(**cleaned(search))))
    note_several(key_of(request.user), [f"item:{pk}" for pk in rows.values_list("pk", flat=True)], "items_export")
    return WRITERS[kind](
        "shared-items", [str(word) for word in HEAD], _lines(rows.iterator(chunk_size=CHUNK), queries.topic_names())
    )


def _lines(rows: Iterable[Item], topics: dict[str, str]) -> Iterator[list[object]]:
    for row in rows:
        yield [
            row.pk, row.get_kind_display(), row.local_area.name, row.local_area.region.name, row.inspectorate.short_name,
            "; ".join(one.inspectorate.short_name for one in row.deliveries.all()), row.sent_at, _("yes") if row.urgent else "", _state(row), row.get_marking_display() if row.marking else "",
            row.get_strand_display() if row.strand else "", topics.get(row.topic, row.topic),
            "; ".join(agency.name for agency in row.agencies.all()), row.text.body, row.correction, row.withdrawn_why,
        ]  # fmt: skip


def _state(row: Item) -> str:
    if row.sent_at is None:
        return _("Draft")
    if row.withdrawn_at is not None:
        return _("Withdrawn")
    return _("Corrected") if row.corrected_at is not None else _("Sent")


@require_safe
def item(request: SignedIn, pk: int) -> HttpResponse:
    """One item: its words, who has it and how far each is, and what can be done with it."""
    found = queries.item_for(request.user, pk)
    all_of_it = queries.shown(request.user, found)
    own = all_of_it.own
    context = {
        "shown": all_of_it,
        "waiting": list(queries.waiting_for(request.user, found)),
        "versions": queries.history_for(request.user, found).count(),
        "changes": policies.can_change(request.user, found),
        "sends": policies.can_send(request.user, found),
        "writes": found.sent_at is not None and found.withdrawn_at is None and policies.can_write_letter(request.user),
        "adds": policies.can_add_recipients(request.user, found),
        "corrects": policies.can_correct(request.user, found),
        "acknowledges": own is not None and policies.can_acknowledge(request.user, own),
        "uses": [(row, policies.can_undo_use(request.user, row.use, seen=row.named.seen)) for row in all_of_it.uses],
        "can_use": policies.can_use(request.user, found),
        "decide_why": policies.can_decide.why_not(request.user, own) if own is not None else "",
    }
    return show(request, "item", {**frame(found), **context})


@require_safe
def item_history(request: SignedIn, pk: int) -> HttpResponse:
    """Every version of its words that this person may read, the newest first."""
    found = queries.item_for(request.user, pk)
    revisions = list(queries.history_for(request.user, found))
    ours = of_its_office(request.user, found)
    rows = beside.item_history(request.user, revisions) if ours else [(row, []) for row in revisions]
    return show(
        request,
        "history",
        frame(found, _("History")),
        text=found.text,
        revisions=rows,
        sent=queries.version_sent(found),
        held=not ours,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item_versions(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Words that were kept beside the current ones: say which stand, or write one text from both. The sender's people alone."""
    found = queries.item_for(request.user, pk)
    kept = queries.kept_revision(request.user, found, number)
    made = SettleForm if found.sent_at is None else forms.SettleSentForm
    form = made(sent(request), initial={"base": found.text.version, "merged": found.text.body})
    if form.is_valid():
        saved = attempt(form, commands.settle_versions, found, kept, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("item_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("The two versions are settled. Both stay in the history."))
            return redirect(found)
        found = queries.item_for(request.user, pk)
        form.renew(base=found.text.version)
    rule = policies.can_change if found.sent_at is None else policies.can_correct
    why = rule.why_not(request.user, found)
    context = {**frame(found, _("Two versions")), **beside.item_compared(request.user, found, kept)}
    return show(request, "versions", context, form, why=why)
