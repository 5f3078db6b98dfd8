"""Addresses of what the inspectorates share."""

from django.urls import URLPattern, URLResolver, include, path

from intelligence import views

ONE = "intelligence/<int:pk>/"
LETTER = "intelligence/letters/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("intelligence/", views.items, name="items"),
    path("intelligence/add/", views.item_add, name="item_add"),
    path("intelligence/queue/", views.item_queue, name="item_queue"),
    path("intelligence/signals/", views.item_signals, name="item_signals"),
    path("intelligence/export.<slug:kind>", views.items_export, name="items_export"),
    path(ONE, views.item, name="item"),
    path(f"{ONE}change/", views.item_edit, name="item_edit"),
    path(f"{ONE}discard/", views.item_discard, name="item_discard"),
    path(f"{ONE}files/", views.item_file_add, name="item_file_add"),
    path(f"{ONE}files/<int:file>/", views.item_file, name="item_file"),
    path(f"{ONE}files/<int:file>/remove/", views.item_file_remove, name="item_file_remove"),
    path(f"{ONE}send/", views.item_send, name="item_send"),
    path(f"{ONE}recipients/", views.item_recipients, name="item_recipients"),
    path(f"{ONE}acknowledge/", views.item_acknowledge, name="item_acknowledge"),
    path(f"{ONE}decide/", views.item_decide, name="item_decide"),
    path(f"{ONE}uses/add/", views.item_use_add, name="item_use_add"),
    path(f"{ONE}uses/<int:use>/undo/", views.item_use_undo, name="item_use_undo"),
    path(f"{ONE}correct/", views.item_correct, name="item_correct"),
    path(f"{ONE}withdraw/", views.item_withdraw, name="item_withdraw"),
    path(f"{ONE}history/", views.item_history, name="item_history"),
    path(f"{ONE}versions/<int:number>/", views.item_versions, name="item_versions"),
    path("intelligence/letters/", views.letters, name="letters"),
    path("intelligence/letters/add/", views.letter_add, name="letter_add"),
    path(LETTER, views.letter, name="letter"),
    path(f"{LETTER}change/", views.letter_edit, name="letter_edit"),
    path(f"{LETTER}discard/", views.letter_discard, name="letter_discard"),
    path(f"{LETTER}send/", views.letter_send, name="letter_send"),
    path(f"{LETTER}acknowledge/", views.letter_acknowledge, name="letter_acknowledge"),
    path(f"{LETTER}print/", views.letter_print, name="letter_print"),
    path(f"{LETTER}progress/", views.letter_progress, name="letter_progress"),
    path(f"{LETTER}pdf/", views.letter_pdf, name="letter_pdf"),
    path(f"{LETTER}history/", views.letter_history, name="letter_history"),
    path(f"{LETTER}versions/<int:number>/", views.letter_versions, name="letter_versions"),
    path("", include("intelligence.api_urls")),
]
