"""Invitations and recoveries: for those who manage people, and for the one person whom a link reaches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from agencies import commands, notices, policies, queries
from agencies.factors import lacks_second_factor
from agencies.forms import InviteForm, PasswordForm, ReasonForm
from agencies.models import Invitation, Recovery
from agencies.views.page import attempt, done, page_of, sent, show
from agencies.views.people import above, member_or_404, realm_or_404
from jtai.forms import Form

GONE = 410
STATES = ("open", "expired", "used", "withdrawn")


@require_safe
def invitations(request: SignedIn) -> HttpResponse:
    """The invitations into the viewer's organisation."""
    realm_or_404(request)
    state = request.GET.get("state", "")
    rows = queries.invitations_of(request.user, state=state if state in STATES else "")
    page, query = page_of(request, rows)
    context = {
        "page": page,
        "query": query,
        "state": state,
        "rows": [(row, queries.state_of(row), notices.rights_in_words(row)) for row in page.object_list],
        "trail": above(here=_("Invitations")),
    }
    return show(request, "invitations", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedIn) -> HttpResponse:
    """Invite somebody."""
    form = InviteForm(sent(request), realm=realm_or_404(request))
    if form.is_valid():
        invitation = attempt(form, commands.invite, **form.facts(), by=request.user)
        if invitation is not None:
            messages.success(request, _("An invitation was sent to %(email)s.") % {"email": invitation.email})
            if queries.is_foreign(invitation):
                messages.info(request, _foreign(invitation))
            return redirect("invitations")
    here = _("Invite somebody")
    return show(request, "invite", {"here": here, "trail": above(here=here)}, form)


def _foreign(invitation: Invitation) -> str:
    """A remark, no refusal: people on loan keep the address of their own office."""
    return _(
        "Nobody of %(organisation)s has an address at “%(domain)s”. If it is mistyped, or not their work address, withdraw the invitation."
    ) % {"organisation": invitation.inspectorate, "domain": invitation.email.rpartition("@")[2]}


@require_POST
def invitation_send(request: SignedIn, pk: int) -> HttpResponse:
    """Send it again, with a new link."""
    invitation = commands.send_again(queries.invitation_for(request.user, pk), by=request.user)
    messages.success(
        request, _("A new link was sent to %(email)s. The former one no longer works.") % {"email": invitation.email}
    )
    return redirect("invitations")


@require_POST
def invitation_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Take it back."""
    invitation = commands.withdraw_invitation(queries.invitation_for(request.user, pk), by=request.user)
    messages.success(request, _("The invitation to %(email)s was withdrawn.") % {"email": invitation.email})
    return redirect("invitations")


def _closed(request: HttpRequest, title: str, why: str) -> HttpResponse:
    return render(request, "agencies/link_closed.html", {"here": title, "why": why}, status=GONE)


def _unknown(request: HttpRequest, title: str) -> HttpResponse:
    """The same for a link that was replaced, mistyped, or never there: nothing tells which, and no former secret is kept."""
    newer = _("A newer one may have been sent to you: look for it in your email.")
    return _closed(request, title, newer + " " + _("If you pasted the link, check that you copied all of it."))


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link in the e-mail opens. Looking at it uses nothing up."""
    invitation = queries.invitation_by(secret)
    if invitation is None:
        return _unknown(request, _("Invitation"))
    why = policies.can_be_accepted.why_not(invitation)
    if why:
        return _closed(request, _("Invitation"), why)
    user = request.user if isinstance(request.user, User) else None
    if user is not None and lacks_second_factor(request, user):
        return redirect(f"{reverse('second_factor')}?{urlencode({'next': request.path})}")
    account = queries.account_at(invitation.email)
    form = Form(sent(request)) if user is not None else PasswordForm(sent(request))
    if form.is_valid():
        password = form.cleaned_data.get("password", "")
        if done(form, commands.accept_invitation, invitation, user=user, password=password):
            joined = _("You have joined %(name)s.") % {"name": invitation.inspectorate or invitation.local_area}
            if user is None:
                how = _("Sign in with %(email)s and the password that you have just chosen.") % {"email": invitation.email}
                joined = f"{joined} {how}"
            messages.success(request, joined)
            return redirect("home" if user is not None else "sign_in")
    context = {
        "invitation": invitation,
        "organisation": invitation.inspectorate or invitation.local_area,
        "would_be": notices.would_be(invitation),
        "why": policies.can_accept.why_not(invitation, user) if user is not None and not form.is_bound else "",
        "signed_in": user is not None,
        "moves": user is not None and queries.membership_of(user) is not None,
        "has_account": user is None and account is not None and account.is_active,
        "here": _("Accept your invitation"),
        "next": request.path,
    }
    return show(request, "invitation_accept", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def recovery_ask(request: SignedIn, pk: int) -> HttpResponse:
    """The first of two asks for the recovery of an account."""
    user, _here = member_or_404(request, pk)
    form = ReasonForm(sent(request))
    if form.is_valid() and done(form, commands.ask_recovery, user, **form.cleaned_data, by=request.user):
        messages.success(request, _("A second administrator has to confirm this. They have been told by email."))
        return redirect("person", pk)
    here = _("Recover the account")
    context = {
        "person": user,
        "why": "" if form.is_bound else policies.can_ask_recovery.why_not(request.user, user),
        "here": here,
        "trail": above((user.name, reverse("person", args=[pk])), here=here),
    }
    return show(request, "recovery_ask", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: SignedIn, pk: int) -> HttpResponse:
    """The second of two confirms it."""
    found = queries.any_recovery_for(request.user, pk)
    if found.used_at is not None or found.withdrawn_at is not None:
        return _over(request, found)
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.confirm_recovery, found, by=request.user):
        messages.success(request, _("%(name)s was sent a link to choose a new password.") % {"name": found.user.name})
        return redirect("person", found.user_id)
    here = _("Confirm a recovery")
    context = {
        "recovery": found,
        "person": found.user,
        "why": "" if form.is_bound else policies.can_confirm_recovery.why_not(request.user, found),
        "here": here,
        "trail": above((found.user.name, reverse("person", args=[found.user_id])), here=here),
    }
    return show(request, "recovery", context, form)


def _over(request: SignedIn, found: Recovery) -> HttpResponse:
    """What became of it, for those whom an e-mail leads here later."""
    here = _("Recovery of an account")
    trail = above((found.user.name, reverse("person", args=[found.user_id])), here=here)
    return show(request, "recovery_over", {"recovery": found, "person": found.user, "here": here, "trail": trail})


@require_POST
def recovery_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """It was a mistake, or the second says no."""
    found = commands.withdraw_recovery(queries.recovery_for(request.user, pk), by=request.user)
    messages.success(request, _("The account of %(name)s stays as it is.") % {"name": found.user.name})
    return redirect("person", found.user_id)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_use(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link in the e-mail to the person opens."""
    found = queries.recovery_by(secret)
    if found is None:
        return _unknown(request, _("Choose a new password"))
    why = policies.can_use_recovery.why_not(found)
    if why:
        return _closed(request, _("Choose a new password"), why)
    form = PasswordForm(sent(request))
    if form.is_valid() and done(form, commands.use_recovery, found, password=form.cleaned_data["password"]):
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("sign_in")
    return show(request, "recovery_use", {"person": found.user, "here": _("Choose a new password")}, form)
