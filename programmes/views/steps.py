"""How far an activity is, its judgements and its report."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from files.response import respond
from jtai.pages import done, sent
from programmes import commands, forms, policies, queries
from programmes.models import Activity
from programmes.views.page import framed, read_by, show


def _own(request: SignedIn, pk: int) -> Activity:
    """One activity that this person's inspectorate records; NotAllowed where they only see it."""
    found = queries.activity_for(request.user, pk)
    policies.can_see_inside.check(request.user, found)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def activity_done(request: SignedIn, pk: int) -> HttpResponse:
    """It took place."""
    found = _own(request, pk)
    if request.method != "POST":
        policies.can_mark_done.check(request.user, found)
    form = forms.DoneForm(sent(request), initial={"starts_on": found.starts_on, "ends_on": found.ends_on})
    if form.is_valid() and done(form, commands.mark_done, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The activity is marked as done. Now record what it showed."))
        return redirect("activity", pk)
    return show(request, "step", framed(found, _("Mark as done")), form, button=_("Mark as done"))


@require_http_methods(["GET", "HEAD", "POST"])
def activity_publish(request: SignedIn, pk: int) -> HttpResponse:
    """What came of it was published."""
    found = _own(request, pk)
    if request.method != "POST":
        policies.can_publish_activity.check(request.user, found)
    form = forms.PublishForm(sent(request), initial={"published_on": timezone.localdate()})
    if form.is_valid() and done(form, commands.publish_activity, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The activity is marked as published."))
        return redirect("activity", pk)
    hint = _("The other inspectorates see it from then on, unless this programme is set to share nothing.")
    context, missing = framed(found, _("Mark as published")), _missing(found)
    return show(request, "step", context, form, button=_("Mark as published"), hint=hint, warning=missing)


def _missing(found: Activity) -> str:
    """What nobody recorded of it yet, so that it is not published without by mistake; empty where nothing is missing."""
    judged = {row.area_id for row in found.judgements.all()}
    areas = queries.judgement_areas(found.programme, found.ends_on) if found.kind.judges else []
    names = [area.name for area in areas if area.pk not in judged]
    said = [_("No judgement is recorded for: %(names)s.") % {"names": "; ".join(names)}] if names else []
    if not found.effect:
        said.append(_("Nothing is recorded of what it showed about local safeguarding arrangements."))
    if not said:
        return ""
    return " ".join([*said, _("You can publish it without, and record that later.")])


@require_http_methods(["GET", "HEAD", "POST"])
def activity_cancel(request: SignedIn, pk: int) -> HttpResponse:
    """It will not take place."""
    found = _own(request, pk)
    if request.method != "POST":
        policies.can_cancel_activity.check(request.user, found)
    form = forms.CancelForm(sent(request))
    if form.is_valid() and done(form, commands.cancel_activity, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The activity is cancelled."))
        return redirect("activity", pk)
    return show(request, "step", framed(found, _("Cancel the activity")), form, button=_("Cancel the activity"), warns=True)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_take_back(request: SignedIn, pk: int) -> HttpResponse:
    """Undo the last step."""
    found = _own(request, pk)
    if request.method != "POST":
        policies.can_take_back.check(request.user, found)
    form = forms.StandingForm(sent(request), initial={"standing": found.standing})
    if form.is_valid() and done(form, commands.take_back, found, **form.cleaned_data, by=request.user):
        found = queries.activity_for(request.user, pk)
        said = _("The last step was undone. The activity is recorded as “%(standing)s” again.")
        messages.success(request, said % {"standing": found.get_standing_display()})
        return redirect("activity", pk)
    if form.is_bound:
        found = _own(request, pk)
        form.renew(standing=found.standing)
    hint = _(
        "This activity is recorded as: %(standing)s. That is undone; nothing that was typed is lost except a reason or day of that step, which the trail keeps."
    )
    words = hint % {"standing": found.get_standing_display()}
    return show(request, "step", framed(found, _("Undo the last step")), form, button=_("Undo the last step"), hint=words)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_judgements(request: SignedIn, pk: int) -> HttpResponse:
    """Its judgements, by the programme's scale."""
    found = _own(request, pk)
    if request.method != "POST":
        policies.can_judge.check(request.user, found)
    areas = queries.judgement_areas(found.programme, found.ends_on)
    judged = {row.area_id: row.value_id for row in found.judgements.all()}
    names = {area.pk: commands.field_of(area) for area in areas}
    before = queries.mark_of_judgements(found)
    form = forms.JudgementsForm(sent(request), areas=areas, judged=judged, names=names, before=before)
    if form.is_valid():
        chosen = {"judgements": form.judgements(), "before": form.cleaned_data["before"]}
        if done(form, commands.judge, found, **chosen, by=request.user):
            none = _("It was saved that nothing is judged.")
            messages.success(request, _("The judgements were saved.") if chosen["judgements"] else none)
            return redirect("activity", pk)
    context, hint = framed(found, _("Record judgements")), read_by(found)
    return show(request, "step", context, form, button=_("Save the judgements"), hint=hint)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_report(request: SignedIn, pk: int) -> HttpResponse:
    """Attach the report, or replace it."""
    found = _own(request, pk)
    if request.method != "POST":
        policies.can_say_what_it_showed.check(request.user, found)
    form = forms.ReportForm(sent(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["document"]
        data = upload.read(settings.FILE_MAX_BYTES + 1)
        if done(form, commands.put_report, found, data=data, name=str(upload.name), by=request.user):
            messages.success(request, _("The report was attached."))
            return redirect("activity", pk)
    return show(request, "report", framed(found, _("Report")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_report_remove(request: SignedIn, pk: int) -> HttpResponse:
    """Asks first; then the file is gone."""
    found = _own(request, pk)
    policies.can_say_what_it_showed.check(request.user, found)
    if request.method == "POST":
        commands.remove_report(found, by=request.user)
        messages.success(request, _("The report was removed."))
        return redirect("activity", pk)
    if found.report is None:
        raise Http404
    return show(request, "report_remove", framed(found, _("Remove the report")))


@require_safe
def activity_report_file(request: SignedIn, pk: int) -> HttpResponseBase:
    """The report, for everybody who sees the activity."""
    found = queries.activity_for(request.user, pk)
    if found.report is None:
        raise Http404
    return respond(found.report, filename=found.report_name)
