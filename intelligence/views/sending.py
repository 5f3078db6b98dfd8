"""Sending, adding a recipient, correcting, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from intelligence import commands, forms, policies, queries
from intelligence.views.page import frame, show
from jtai.pages import attempt, done, sent


@require_http_methods(["GET", "HEAD", "POST"])
def item_send(request: SignedIn, pk: int) -> HttpResponse:
    """Check the words, see what is alike, say who is to have it, send."""
    found = queries.item_for(request.user, pk)
    if request.method != "POST":
        policies.can_send.check(request.user, found)
    files = list(queries.attachments_of(request.user, found))
    checked: dict[str, Any] = {"version": found.text.version, "attached": forms.keys_of(files)}
    form = forms.SendForm(sent(request), among=queries.recipients_for(found), initial=checked)
    if form.is_valid() and done(form, commands.send_item, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("It was sent. You see here when each inspectorate acknowledges and decides."))
        return redirect(found)
    if form.is_bound:
        found = queries.item_for(request.user, pk)
        files = list(queries.attachments_of(request.user, found))
        form.renew(version=found.text.version, attached=forms.keys_of(files))
    alike = queries.similar(request.user, found.local_area, found.text.body, but=found)
    about = {
        "shown": queries.shown(request.user, found),
        "changes": policies.can_change(request.user, found),
        "waiting": list(queries.waiting_for(request.user, found)),
    }
    return show(request, "send", {**frame(found, _("Check and send")), **about}, form, alike=alike, files=files)


@require_http_methods(["GET", "HEAD", "POST"])
def item_recipients(request: SignedIn, pk: int) -> HttpResponse:
    """Let more inspectorates have it."""
    found = queries.item_for(request.user, pk)
    if request.method != "POST":
        policies.can_add_recipients.check(request.user, found)
    among = list(queries.recipients_for(found))
    form = forms.RecipientsForm(sent(request), among=among)
    if form.is_valid() and done(form, commands.add_recipients, found, **form.cleaned_data, by=request.user):
        names = _(", ").join(row.name for row in form.cleaned_data["recipients"])
        messages.success(request, _("The item was sent to %(names)s as well.") % {"names": names})
        return redirect(found)
    return show(request, "recipients", frame(found, _("Send it to another inspectorate")), form, among=among)


@require_http_methods(["GET", "HEAD", "POST"])
def item_correct(request: SignedIn, pk: int) -> HttpResponse:
    """New words for those that were wrong."""
    found = queries.item_for(request.user, pk)
    if request.method != "POST":
        policies.can_correct.check(request.user, found)
    form = forms.CorrectForm(sent(request), initial={"base": found.text.version, "text": found.text.body})
    if form.is_valid():
        saved = attempt(form, commands.correct_item, found, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("item_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("It was corrected. Everybody who has it is asked to read it again."))
            return redirect(found)
    return show(request, "correct", frame(found, _("Correct it")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def item_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """It is not to be relied on any more."""
    found = queries.item_for(request.user, pk)
    if request.method != "POST":
        policies.can_withdraw.check(request.user, found)
    form = forms.WithdrawForm(sent(request))
    if form.is_valid() and done(form, commands.withdraw_item, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("It was withdrawn. Everybody who has it is told."))
        return redirect(found)
    return show(request, "withdraw", frame(found, _("Withdraw it")), form)
