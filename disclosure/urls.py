"""Addresses of requests for access."""

from django.urls import path

from disclosure import views

urlpatterns = [
    path("access-requests/", views.access_requests, name="access_requests"),
    path("access-requests/add/", views.access_request_add, name="access_request_add"),
    path("access-requests/<int:pk>/", views.access_request, name="access_request"),
    path("access-requests/<int:pk>/close/", views.access_request_close, name="access_request_close"),
    path("access-requests/<int:pk>/names/", views.access_names, name="access_names"),
    path("access-requests/<int:pk>/search/", views.access_search_add, name="access_search_add"),
    path("access-requests/<int:pk>/searches/<int:search>/", views.access_search, name="access_search"),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/", views.access_item, name="access_item"),
    path(
        "access-requests/<int:pk>/items/<slug:kind>/<int:number>/take-out/",
        views.access_item_take_out,
        name="access_item_take_out",
    ),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/lift/", views.access_item_lift, name="access_item_lift"),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/hold/", views.access_hold, name="access_hold"),
    path("access-requests/<int:pk>/items/<slug:kind>/<int:number>/release/", views.access_release, name="access_release"),
    path("access-requests/<int:pk>/preview/", views.access_preview, name="access_preview"),
    path("access-requests/<int:pk>/export/", views.access_export, name="access_export"),
    path("access-requests/<int:pk>/exports/<int:number>.html", views.access_export_file, name="access_export_file"),
    path("access-requests/<int:pk>/index.csv", views.access_index, name="access_index"),
]
