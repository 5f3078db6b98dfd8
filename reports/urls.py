"""Addresses of reports: below an inspection for inspectors, below a response for the local area, and the public site."""

from importlib.util import find_spec

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from reports import views
from reports.models import FileFormat


class FormatConverter(StringConverter):
    """What is built of a report."""

    regex = "|".join(FileFormat.values)


register_converter(FormatConverter, "format")

ONE, AREA = "inspections/<int:pk>/report/", "responses/<int:pk>/"
PARAGRAPH, POINT = f"{ONE}paragraphs/<int:paragraph>/", f"{AREA}accuracy/points/<int:point>/"

urlpatterns = [
    path(ONE, views.report, name="report"),
    path(f"{ONE}begin/", views.begin, name="report_begin"),
    path(f"{ONE}preview/", views.preview, name="report_preview"),
    path(f"{ONE}draft.txt", views.text, name="report_text"),
    path(f"{ONE}paragraphs/add/", views.paragraph_add, name="report_paragraph_add"),
    path(PARAGRAPH, views.paragraph, name="report_paragraph"),
    path(f"{PARAGRAPH}findings/", views.paragraph_findings, name="report_paragraph_findings"),
    path(f"{PARAGRAPH}move/", views.paragraph_move, name="report_paragraph_move"),
    path(f"{PARAGRAPH}remove/", views.paragraph_remove, name="report_paragraph_remove"),
    path(f"{PARAGRAPH}restore/", views.paragraph_restore, name="report_paragraph_restore"),
    path(f"{PARAGRAPH}history/", views.paragraph_history, name="report_paragraph_history"),
    path(f"{PARAGRAPH}versions/<int:number>/", views.paragraph_versions, name="report_paragraph_versions"),
    path(f"{ONE}quality/", views.quality, name="report_quality"),
    path(f"{ONE}quality/send/", views.quality_send, name="report_quality_send"),
    path(f"{ONE}quality/comments/add/", views.comment_add, name="report_comment_add"),
    path(f"{ONE}quality/comments/<int:comment>/resolve/", views.comment_resolve, name="report_comment_resolve"),
    path(f"{ONE}quality/review/", views.review, name="report_review"),
    path(f"{ONE}accuracy/", views.accuracy, name="report_accuracy"),
    path(f"{ONE}accuracy/deliver/", views.accuracy_deliver, name="report_deliver"),
    path(f"{ONE}accuracy/points/<int:point>/", views.point, name="report_point"),
    path(f"{ONE}accuracy/close/", views.accuracy_close, name="report_accuracy_close"),
    path(f"{ONE}decision/", views.decision, name="report_decision"),
    path(f"{ONE}sign-off/", views.sign_off, name="report_sign_off"),
    path(f"{ONE}sign-off/begin/", views.begin_sign_off, name="report_begin_sign_off"),
    path(f"{ONE}sign-off/freeze/", views.freeze, name="report_freeze"),
    path(f"{ONE}sign-off/build/", views.build, name="report_build"),
    path(f"{ONE}sign-off/build/retry/", views.build_retry, name="report_build_retry"),
    path(f"{ONE}sign-off/versions/<int:number>/", views.frozen, name="report_frozen"),
    path(f"{ONE}sign-off/versions/<int:number>/sign/", views.sign, name="report_sign"),
    path(f"{ONE}sign-off/signatures/<int:signature>/withdraw/", views.signature_withdraw, name="report_signature_withdraw"),
    path(f"{ONE}files/<format:format>/", views.file, name="report_file"),
    path(f"{ONE}readers/", views.readers, name="report_readers"),
    path(f"{ONE}readers/begin/", views.begin_pre_publication, name="report_begin_pre_publication"),
    path(f"{ONE}readers/<int:reader>/remove/", views.reader_remove, name="report_reader_remove"),
    path(f"{ONE}publish/", views.publish, name="report_publish"),
    path(f"{ONE}statement/", views.statement, name="report_statement"),
    path(f"{ONE}statement/receipt/", views.receipt, name="report_receipt"),
    path(f"{ONE}statement/acknowledge/", views.acknowledge, name="report_acknowledge"),
    path(f"{ONE}statement/close/", views.close_without_statement, name="report_close"),
    path(f"{AREA}accuracy/", views.response_accuracy, name="response_accuracy"),
    path(f"{AREA}accuracy/draft/", views.response_draft, name="response_draft"),
    path(f"{AREA}accuracy/draft.txt", views.response_draft_text, name="response_draft_text"),
    path(f"{AREA}accuracy/points/add/", views.response_point_add, name="response_point_add"),
    path(POINT, views.response_point, name="response_point"),
    path(f"{POINT}remove/", views.response_point_remove, name="response_point_remove"),
    path(f"{AREA}accuracy/send/", views.response_points_send, name="response_points_send"),
    path(f"{AREA}report/", views.response_report, name="response_report"),
    path(f"{AREA}files/<format:format>/", views.response_file, name="response_file"),
    path(f"{AREA}statement/", views.response_statement, name="response_statement"),
    path("", include("reports.urls_public")),
]
if find_spec("reports.api_urls"):
    urlpatterns.append(path("", include("reports.api_urls")))
