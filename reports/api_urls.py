"""Addresses of reports over the API."""

from django.urls import path

from reports import api

ONE, AREA = "api/v1/inspections/<int:pk>/report/", "api/v1/responses/<int:pk>/"
PARAGRAPH = f"{ONE}paragraphs/<int:paragraph>/"

urlpatterns = [
    path(ONE, api.ReportOperation.as_view(), name="api_report"),
    path(f"{ONE}words/", api.ReportWordsOperation.as_view(), name="api_report_words"),
    path(f"{ONE}paragraphs/", api.ReportParagraphsOperation.as_view(), name="api_paragraphs"),
    path(PARAGRAPH, api.ReportParagraphOperation.as_view(), name="api_paragraph"),
    path(f"{PARAGRAPH}findings/", api.ParagraphFindingsOperation.as_view(), name="api_paragraph_findings"),
    path(f"{PARAGRAPH}move/", api.ParagraphMoveOperation.as_view(), name="api_paragraph_move"),
    path(f"{PARAGRAPH}remove/", api.ParagraphRemoveOperation.as_view(), name="api_paragraph_remove"),
    path(f"{PARAGRAPH}restore/", api.ParagraphRestoreOperation.as_view(), name="api_paragraph_restore"),
    path(f"{PARAGRAPH}revisions/", api.ParagraphRevisionsOperation.as_view(), name="api_paragraph_revisions"),
    path(f"{PARAGRAPH}revisions/<int:revision>/settle/", api.ParagraphSettleOperation.as_view(), name="api_paragraph_settle"),
    path(f"{ONE}quality/", api.QualitySendOperation.as_view(), name="api_quality"),
    path(f"{ONE}quality/comments/", api.QualityCommentsOperation.as_view(), name="api_comments"),
    path(f"{ONE}quality/comments/<int:comment>/resolve/", api.QualityResolveOperation.as_view(), name="api_comment_resolve"),
    path(f"{ONE}quality/reviews/", api.QualityReviewsOperation.as_view(), name="api_reviews"),
    path(f"{ONE}accuracy/", api.AccuracyOperation.as_view(), name="api_accuracy"),
    path(f"{ONE}accuracy/points/", api.AccuracyPointsOperation.as_view(), name="api_points"),
    path(f"{ONE}accuracy/points/<int:point>/answer/", api.AccuracyAnswerOperation.as_view(), name="api_point_answer"),
    path(f"{ONE}accuracy/close/", api.AccuracyCloseOperation.as_view(), name="api_accuracy_close"),
    path(f"{ONE}decision/", api.DecisionOperation.as_view(), name="api_decision"),
    path(f"{ONE}sign-off/", api.SignOffOperation.as_view(), name="api_sign_off"),
    path(f"{ONE}freezes/", api.FreezesOperation.as_view(), name="api_freezes"),
    path(f"{ONE}freezes/<int:number>/", api.FreezeOperation.as_view(), name="api_freeze"),
    path(f"{ONE}freezes/<int:number>/sign/", api.SignOperation.as_view(), name="api_sign"),
    path(f"{ONE}signatures/<int:signature>/withdraw/", api.SignatureWithdrawOperation.as_view(), name="api_signature_withdraw"),
    path(f"{ONE}build/", api.BuildOperation.as_view(), name="api_build"),
    path(f"{ONE}files/", api.ReportFilesOperation.as_view(), name="api_report_files"),
    path(f"{ONE}files/<format:format>/", api.ReportFileOperation.as_view(), name="api_report_file"),
    path(f"{ONE}readers/", api.ReadersOperation.as_view(), name="api_readers"),
    path(f"{ONE}readers/<int:reader>/", api.ReaderOperation.as_view(), name="api_reader"),
    path(f"{ONE}pre-publication/", api.PrePublicationOperation.as_view(), name="api_pre_publication"),
    path(f"{ONE}publish/", api.PublishOperation.as_view(), name="api_publish"),
    path(f"{ONE}receipt/", api.ReceiptOperation.as_view(), name="api_receipt"),
    path(f"{ONE}statement/", api.AfterwardsOperation.as_view(), name="api_statement"),
    path(f"{ONE}statement/acknowledge/", api.AcknowledgeOperation.as_view(), name="api_statement_acknowledge"),
    path(f"{ONE}close/", api.CloseOperation.as_view(), name="api_close"),
    path(f"{AREA}accuracy/", api.ResponseAccuracyOperation.as_view(), name="api_response_accuracy"),
    path(f"{AREA}accuracy/draft/", api.ResponseDraftOperation.as_view(), name="api_response_draft"),
    path(f"{AREA}accuracy/points/", api.ResponsePointsOperation.as_view(), name="api_response_points"),
    path(f"{AREA}accuracy/points/<int:point>/", api.ResponsePointOperation.as_view(), name="api_response_point"),
    path(f"{AREA}accuracy/send/", api.ResponseSendOperation.as_view(), name="api_response_send"),
    path(f"{AREA}files/<format:format>/", api.ResponseFileOperation.as_view(), name="api_response_file"),
    path(f"{AREA}statement/", api.ResponseStatementOperation.as_view(), name="api_response_statement"),
]
