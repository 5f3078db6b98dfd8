"""What an item was used in: said, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from intelligence import commands, forms, policies, queries
from intelligence.views.page import cleaned, frame, show
from jtai.pages import done, sent


@require_http_methods(["GET", "HEAD", "POST"])
def item_use_add(request: SignedIn, pk: int) -> HttpResponse:
    """Say in which own activity, or in which inspection, it was used."""
    found = queries.item_for(request.user, pk)
    if request.method != "POST":
        policies.can_use.check(request.user, found)
    search = forms.UseSearch(request.GET)
    text = cleaned(search).get("text", "")
    among = queries.to_be_used_in(request.user, found, text)
    form = forms.UseForm(sent(request), among=among.rows)
    if form.is_valid() and done(form, commands.use_item, found, **form.cleaned_data, by=request.user):
        words = dict(among.rows).get(form.cleaned_data["target"], "")
        messages.success(request, _("It was saved that the item was used in %(words)s.") % {"words": words})
        return redirect(found)
    return show(
        request, "use", frame(found, _("Say what it was used in")), form, search=search, among=among, narrowed=bool(text)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item_use_undo(request: SignedIn, pk: int, use: int) -> HttpResponse:
    """Asks first; then it was not used there."""
    found = queries.item_for(request.user, pk)
    row = queries.use_for(request.user, found, use)
    policies.can_undo_use.check(request.user, row.use, seen=row.named.seen)
    if request.method == "POST":
        commands.undo_use(found, row.use, by=request.user)
        messages.success(request, _("It is not listed as used there any more."))
        return redirect(found)
    return show(request, "use_undo", frame(found, _("Take back that it was used")), row=row)
