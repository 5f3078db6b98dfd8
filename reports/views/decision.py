"""Whether a statement of proposed action is required, and who is the principal authority."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from reports import commands, forms, policies, queries
from reports.views.page import done, framed, sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: SignedIn, pk: int) -> HttpResponse:
    """The decision as it stands; the decision maker records or changes it."""
    report = queries.words_for(request.user, pk)
    required = "" if report.statement_required is None else "yes" if report.statement_required else "no"
    initial = {"required": required, "principal_authority": report.principal_authority_id, "reason": report.decision_reason}
    form = forms.DecisionForm(sent(request), agencies=list(queries.agencies_of(report)), initial=initial)
    if form.is_valid() and done(form, commands.decide_statement, report, **form.cleaned_data, by=request.user):
        messages.success(request, _("The decision was recorded"))
        return redirect("report_decision", pk)
    why = policies.can_decide_statement.why_not(request.user, report)
    return show(request, "decision", framed(report, _("Decision on the statement")), form, why=why)
