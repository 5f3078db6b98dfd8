"""Addresses of what the inspectorates share over the API."""

from django.urls import path

from intelligence import api

ALL = "api/v1/intelligence/"
ONE = f"{ALL}<int:pk>/"
LETTER = f"{ALL}letters/<int:pk>/"

urlpatterns = [
    path(ALL, api.ItemsOperation.as_view(), name="api_items"),
    path(f"{ALL}queue/", api.QueueOperation.as_view(), name="api_item_queue"),
    path(f"{ALL}signals/", api.SignalsOperation.as_view(), name="api_item_signals"),
    path(f"{ALL}signals/areas/", api.AreaSignalsOperation.as_view(), name="api_item_signals_areas"),
    path(f"{ALL}signals/topics/", api.TopicSignalsOperation.as_view(), name="api_item_signals_topics"),
    path(f"{ALL}similar/", api.SimilarOperation.as_view(), name="api_item_similar"),
    path(ONE, api.ItemOperation.as_view(), name="api_item"),
    path(f"{ONE}send/", api.SendOperation.as_view(), name="api_item_send"),
    path(f"{ONE}recipients/", api.RecipientsOperation.as_view(), name="api_item_recipients"),
    path(f"{ONE}acknowledge/", api.AcknowledgeOperation.as_view(), name="api_item_acknowledge"),
    path(f"{ONE}decisions/", api.DecisionsOperation.as_view(), name="api_item_decide"),
    path(f"{ONE}uses/", api.ItemUsesOperation.as_view(), name="api_item_uses"),
    path(f"{ONE}uses/<int:use>/", api.ItemUseOperation.as_view(), name="api_item_use"),
    path(f"{ONE}correct/", api.CorrectOperation.as_view(), name="api_item_correct"),
    path(f"{ONE}withdraw/", api.WithdrawOperation.as_view(), name="api_item_withdraw"),
    path(f"{ONE}revisions/", api.ItemRevisionsOperation.as_view(), name="api_item_history"),
    path(f"{ONE}revisions/<int:revision>/", api.ItemRevisionOperation.as_view(), name="api_item_revision"),
    path(f"{ONE}revisions/<int:revision>/settle/", api.ItemSettleOperation.as_view(), name="api_item_settle"),
    path(f"{ONE}files/", api.ItemFilesOperation.as_view(), name="api_item_files"),
    path(f"{ONE}files/<int:file>/", api.ItemFileOperation.as_view(), name="api_item_file"),
    path(f"{ONE}files/<int:file>/take-back/", api.ItemFileTakeBackOperation.as_view(), name="api_item_file_take_back"),
    path(f"{ALL}letters/", api.LettersOperation.as_view(), name="api_letters"),
    path(LETTER, api.LetterOperation.as_view(), name="api_letter"),
    path(f"{LETTER}send/", api.LetterSendOperation.as_view(), name="api_letter_send"),
    path(f"{LETTER}acknowledge/", api.LetterAcknowledgeOperation.as_view(), name="api_letter_acknowledge"),
    path(f"{LETTER}print/", api.LetterPrintOperation.as_view(), name="api_letter_print"),
    path(f"{LETTER}pdf/", api.LetterPdfOperation.as_view(), name="api_letter_pdf"),
    path(f"{LETTER}revisions/", api.LetterRevisionsOperation.as_view(), name="api_letter_history"),
    path(f"{LETTER}revisions/<int:revision>/", api.LetterRevisionOperation.as_view(), name="api_letter_revision"),
    path(f"{LETTER}revisions/<int:revision>/settle/", api.LetterSettleOperation.as_view(), name="api_letter_settle"),
]
