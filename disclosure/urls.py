"""Addresses of requests for access."""

from django.urls import path

from disclosure.views import disclosing, requests, searching

urlpatterns = [
    path("access-requests/", requests.access_requests, name="access_requests"),
    path("access-requests/add/", requests.access_request_add, name="access_request_add"),
    path("access-requests/<int:pk>/", requests.access_request, name="access_request"),
    path("access-requests/<int:pk>/change/", requests.access_request_change, name="access_request_change"),
    path("access-requests/<int:pk>/extend/", requests.access_request_extend, name="access_request_extend"),
    path("access-requests/<int:pk>/reopen/", requests.access_request_reopen, name="access_request_reopen"),
    path("access-requests/<int:pk>/close/", requests.access_request_close, name="access_request_close"),
    path("access-requests/<int:pk>/names/", requests.access_names, name="access_names"),
    path("access-requests/<int:pk>/search/", searching.access_search_add, name="access_search_add"),
    path("access-requests/<int:pk>/searches/<int:search>/", searching.access_search, name="access_search"),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/", searching.access_item, name="access_item"),
    path(
        "access-requests/<int:pk>/items/<slug:kind>/<int:number>/take-out/",
        searching.access_item_take_out,
        name="access_item_take_out",
    ),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/lift/", searching.access_item_lift, name="access_item_lift"),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/hold/", searching.access_hold, name="access_hold"),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/release/", searching.access_release, name="access_release"),
    path("access-requests/<int:pk>/preview/", disclosing.access_preview, name="access_preview"),
    path("access-requests/<int:pk>/export/", disclosing.access_export, name="access_export"),
    path("access-requests/<int:pk>/exports/<int:number>.html", disclosing.access_export_file, name="access_export_file"),
    path("access-requests/<int:pk>/index.csv", disclosing.access_index, name="access_index"),
]
