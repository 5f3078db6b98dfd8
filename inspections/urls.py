"""Addresses of inspections. The overview of one is the desk's."""

from django.urls import URLPattern, URLResolver, include, path

from inspections import views

ONE = "inspections/<int:pk>/"
ITEM = "responses/<int:pk>/request/<int:item>/"
NOTE, FINDING, EVALUATION = f"{ONE}notes/<int:note>/", f"{ONE}findings/<int:finding>/", f"{ONE}evaluations/<int:evaluation>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("inspections/", views.inspections, name="inspections"),
    path(f"{ONE}steps/<slug:name>/", views.step, name="step"),
    path(f"{ONE}deferrals/", views.deferrals, name="deferrals"),
    path(f"{ONE}deferrals/refuse/", views.deferral_refuse, name="deferral_refuse"),
    path(f"{ONE}dates/", views.dates, name="dates"),
    path(f"{ONE}dates/<slug:kind>/", views.date, name="date"),
    path(f"{ONE}dates/<slug:kind>/withdraw/", views.date_withdraw, name="date_withdraw"),
    path(f"{ONE}team/", views.team, name="team"),
    path(f"{ONE}team/add/", views.team_add, name="team_add"),
    path(f"{ONE}team/<int:place>/end/", views.team_end, name="team_end"),
    path(f"{ONE}team/<int:place>/leave-empty/", views.team_leave_empty, name="team_leave_empty"),
    path(f"{ONE}team/<int:place>/replace/", views.team_replace, name="team_replace"),
    path(f"{ONE}team/overrides/ask/<int:person>/", views.override_ask, name="override_ask"),
    path(f"{ONE}team/overrides/<int:override>/", views.override, name="override"),
    path(f"{ONE}team/overrides/<int:override>/withdraw/", views.override_withdraw, name="override_withdraw"),
    path(f"{ONE}children/", views.children, name="children"),
    path(f"{ONE}children/add/", views.child_add, name="child_add"),
    path(f"{ONE}children/<int:child>/remove/", views.child_remove, name="child_remove"),
    path(f"{ONE}request/", views.request_items, name="request"),
    path(f"{ONE}request/<int:item>/", views.request_item, name="request_item"),
    path(f"{ONE}request/<int:item>/files/<int:file>/", views.request_file, name="request_file"),
    path("responses/<int:pk>/request/", views.response_request, name="response_request"),
    path(ITEM, views.response_request_item, name="response_request_item"),
    path(f"{ITEM}files/", views.response_files, name="response_files"),
    path(f"{ITEM}files/<int:file>/", views.response_item_file, name="response_item_file"),
    path(f"{ITEM}files/<int:file>/remove/", views.response_file_remove, name="response_file_remove"),
    path(f"{ONE}notes/", views.notes, name="notes"),
    path(f"{ONE}notes/add/", views.note_add, name="note_add"),
    path(NOTE, views.note, name="note"),
    path(f"{NOTE}change/", views.note_edit, name="note_edit"),
    path(f"{NOTE}share/", views.note_share, name="note_share"),
    path(f"{ONE}findings/", views.findings, name="findings"),
    path(f"{ONE}findings/add/", views.finding_add, name="finding_add"),
    path(FINDING, views.finding, name="finding"),
    path(f"{FINDING}change/", views.finding_edit, name="finding_edit"),
    path(f"{FINDING}notes/", views.finding_notes, name="finding_notes"),
    path(f"{FINDING}agree/", views.finding_agree, name="finding_agree"),
    path(f"{FINDING}share/", views.finding_share, name="finding_share"),
    path(f"{FINDING}set-aside/", views.finding_set_aside, name="finding_set_aside"),
    path(f"{FINDING}take-up/", views.finding_take_up, name="finding_take_up"),
    path(f"{ONE}moderation/", views.moderation, name="moderation"),
    path(f"{ONE}evaluations/", views.evaluations, name="evaluations"),
    path(f"{ONE}evaluations/add/", views.evaluation_add, name="evaluation_add"),
    path(EVALUATION, views.evaluation, name="evaluation"),
    path(f"{EVALUATION}change/", views.evaluation_edit, name="evaluation_edit"),
    path(f"{ONE}<slug:noun>/<int:thing>/history/", views.text_history, name="text_history"),
    path(f"{ONE}<slug:noun>/<int:thing>/versions/<int:number>/", views.text_versions, name="text_versions"),
    path("", include("inspections.api_urls")),
]
