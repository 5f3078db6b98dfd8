"""Addresses of inspections over the API."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from inspections import api
from inspections.api.texts import FIND


class NounConverter(StringConverter):
    """What carries a text."""

    regex = "|".join(FIND)


register_converter(NounConverter, "noun")

ONE = "api/v1/inspections/<int:pk>/"
NOTE, FINDING, EVALUATION = f"{ONE}notes/<int:note>/", f"{ONE}findings/<int:finding>/", f"{ONE}evaluations/<int:evaluation>/"
TEXT = f"{ONE}<noun:noun>/<int:thing>/revisions/"
ANSWERS = "api/v1/responses/"

urlpatterns = [
    path("api/v1/frameworks/", api.FrameworksOperation.as_view(), name="api_frameworks"),
    path("api/v1/frameworks/<slug:code>/", api.FrameworkOperation.as_view(), name="api_framework"),
    path("api/v1/topics/", api.TopicsOperation.as_view(), name="api_topics"),
    path("api/v1/inspections/", api.InspectionsOperation.as_view(), name="api_inspections"),
    path(ONE, api.InspectionOperation.as_view(), name="api_inspection"),
    path(f"{ONE}steps/", api.StepsOperation.as_view(), name="api_steps"),
    path(f"{ONE}defer/", api.DeferOperation.as_view(), name="api_defer"),
    path(f"{ONE}deferrals/", api.DeferralsOperation.as_view(), name="api_deferrals"),
    path(f"{ONE}reschedule/", api.RescheduleOperation.as_view(), name="api_reschedule"),
    path(f"{ONE}dates/", api.DatesOperation.as_view(), name="api_dates"),
    path(f"{ONE}dates/<slug:kind>/", api.DateOperation.as_view(), name="api_date"),
    path(f"{ONE}team/", api.TeamOperation.as_view(), name="api_team"),
    path(f"{ONE}team/<int:place>/", api.TeamPlaceOperation.as_view(), name="api_team_place"),
    path(f"{ONE}team/<int:place>/leave-empty/", api.LeaveEmptyOperation.as_view(), name="api_team_leave_empty"),
    path(f"{ONE}team/<int:place>/replace/", api.ReplaceOperation.as_view(), name="api_team_replace"),
    path(f"{ONE}overrides/", api.OverridesOperation.as_view(), name="api_overrides"),
    path(f"{ONE}overrides/<int:override>/", api.OverrideOperation.as_view(), name="api_override"),
    path(f"{ONE}candidates/", api.CandidatesOperation.as_view(), name="api_candidates"),
    path(f"{ONE}children/", api.ChildrenOperation.as_view(), name="api_children"),
    path(f"{ONE}children/<int:child>/", api.ChildOperation.as_view(), name="api_child"),
    path(f"{ONE}request/", api.RequestItemsOperation.as_view(), name="api_request"),
    path(f"{ONE}request/<int:item>/return/", api.RequestItemReturnOperation.as_view(), name="api_request_return"),
    path(f"{ONE}request/<int:item>/files/", api.RequestFilesOperation.as_view(), name="api_request_files"),
    path(f"{ONE}request/<int:item>/files/<int:file>/", api.RequestFileOperation.as_view(), name="api_request_file"),
    path(f"{ONE}notes/", api.NotesOperation.as_view(), name="api_notes"),
    path(NOTE, api.NoteOperation.as_view(), name="api_note"),
    path(f"{NOTE}share/", api.NoteShareOperation.as_view(), name="api_note_share"),
    path(f"{ONE}findings/", api.FindingsOperation.as_view(), name="api_findings"),
    path(FINDING, api.FindingOperation.as_view(), name="api_finding"),
    path(f"{FINDING}notes/", api.FindingNotesOperation.as_view(), name="api_finding_notes"),
    path(f"{FINDING}share/", api.FindingShareOperation.as_view(), name="api_finding_share"),
    path(f"{FINDING}agree/", api.AgreeOperation.as_view(), name="api_finding_agree"),
    path(f"{FINDING}set-aside/", api.SetAsideOperation.as_view(), name="api_finding_set_aside"),
    path(f"{ONE}evaluations/", api.EvaluationsOperation.as_view(), name="api_evaluations"),
    path(EVALUATION, api.EvaluationOperation.as_view(), name="api_evaluation"),
    path(TEXT, api.RevisionsOperation.as_view(), name="api_revisions"),
    path(f"{TEXT}<int:revision>/", api.RevisionOperation.as_view(), name="api_revision"),
    path(f"{TEXT}<int:revision>/settle/", api.SettleOperation.as_view(), name="api_revision_settle"),
    path(ANSWERS, api.ResponsesOperation.as_view(), name="api_responses"),
    path(f"{ANSWERS}<int:pk>/request/", api.ResponseItemsOperation.as_view(), name="api_response_request"),
    path(
        f"{ANSWERS}<int:pk>/request/<int:item>/answer/",
        api.ResponseItemAnswerOperation.as_view(),
        name="api_response_request_answer",
    ),
    path(
        f"{ANSWERS}<int:pk>/request/<int:item>/files/",
        api.ResponseFilesOperation.as_view(),
        name="api_response_request_files",
    ),
    path(
        f"{ANSWERS}<int:pk>/request/<int:item>/files/<int:file>/",
        api.ResponseItemFileOperation.as_view(),
        name="api_response_request_file",
    ),
]
