"""What the own inspectorate has to do with what others shared."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from intelligence import commands, forms, naming, policies, queries
from intelligence.models import Decision, Delivery, Item
from intelligence.queries import QueueFilter
from intelligence.views.page import above, cleaned, frame, show
from jtai.forms.rows import Base
from jtai.pages import attempt, done, page_of, sent

READ = "read"  # the button that acknowledges a correction first


@require_safe
def item_queue(request: SignedIn) -> HttpResponse:
    """What waits for the own inspectorate, the most overdue first."""
    policies.can_look.check(request.user)
    search = forms.QueueSearch(request.GET)
    asked = cleaned(search)
    page, query = page_of(request, queries.duties_of(request.user, QueueFilter(**asked)))
    duties = queries.duties(page.object_list)
    invented = any(duty.delivery.item.local_area.demonstration for duty in duties)
    context = {
        "search": search,
        "page": page,
        "query": query,
        "duties": duties,
        "tally": queries.tally_of(request.user),
        "letters": queries.letters_waiting(request.user),
        "filtered": any(asked.values()),
        "demonstration": invented,
        "demonstration_among": True,
    }
    return show(request, "queue", {**above(_("What waits for you")), **context})


@require_POST
def item_acknowledge(request: SignedIn, pk: int) -> HttpResponse:
    """The words were read, or the withdrawal was seen."""
    found = queries.item_for(request.user, pk)
    version = Base().clean(request.POST.get("version", ""))
    commands.acknowledge(found, version=version, withdrawn="withdrawn" in request.POST, by=request.user)
    messages.success(request, _("It is acknowledged for your inspectorate."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def item_decide(request: SignedIn, pk: int) -> HttpResponse:
    """What the own inspectorate does about it."""
    found = queries.item_for(request.user, pk)
    own = queries.own_delivery(request.user, found)
    if request.method != "POST":
        policies.can_decide.check(request.user, own)
    programmes = naming.programmes(own.inspectorate)
    decided = queries.newest_decision(own)
    form = forms.DecideForm(sent(request), programmes=programmes, initial=_standing(found, decided))
    if READ in request.POST:
        form = _read_first(request, found, form)
    elif form.is_valid() and done(form, commands.decide, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The decision was saved. Everybody who has this can read it."))
        return redirect(found)
    if form.is_bound:
        found, own = queries.item_for(request.user, pk), queries.own_delivery(request.user, found)
        decided = queries.newest_decision(own)
        form.renew(version=found.text.version, after=decided.pk if decided else 0)
    stale = decided is not None and decided.version < found.text.version
    here = _("Confirm or change the decision") if stale else _("Change the decision") if decided else _("Decide about it")
    more = {"corrections": queries.corrections_of(found, own), "reads": _to_read(request, own)}
    return show(request, "decide", frame(found, here), form, decided=decided, stale=stale, **more)


def _standing(found: Item, decided: Decision | None) -> dict[str, Any]:
    """What the form starts from: the decision that stands, so that it can be confirmed."""
    seen = {"version": found.text.version, "after": decided.pk if decided else 0}
    return seen | ({name: getattr(decided, name) for name in ("outcome", "programme", "reason")} if decided else {})


def _to_read(request: SignedIn, own: Delivery) -> bool:
    """Somebody decides, and finds that it was corrected: it can be acknowledged on the spot."""
    return (
        own.item.withdrawn_at is None and own.acknowledged_version is not None and policies.can_acknowledge(request.user, own)
    )


def _read_first(request: SignedIn, found: Item, form: forms.DecideForm) -> forms.DecideForm:
    """A correction is acknowledged from among the words of a decision, which stay as they were typed."""
    form.is_valid()
    form.errors.clear()  # to acknowledge is not to decide: nothing is missing yet
    version = Base().clean(request.POST.get("version", ""))
    if attempt(form, commands.acknowledge, found, version=version, by=request.user):
        messages.success(request, _("It is acknowledged for your inspectorate. The decision is not saved yet."))
    return form
