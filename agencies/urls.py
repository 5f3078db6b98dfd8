"""Addresses of one's account, of bank holidays, and of places and agencies over the API."""

from django.urls import path

from agencies import api, views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("bank-holidays/", views.bank_holidays, name="bank_holidays"),
    path("api/v1/me/", api.MeOperation.as_view(), name="api_me"),
    path("api/v1/inspectorates/", api.InspectoratesOperation.as_view(), name="api_inspectorates"),
    path("api/v1/inspectorates/<slug:code>/", api.InspectorateOperation.as_view(), name="api_inspectorate"),
    path("api/v1/agencies/", api.AgenciesOperation.as_view(), name="api_agencies"),
    path("api/v1/agencies/<slug:code>/", api.AgencyOperation.as_view(), name="api_agency"),
    path("api/v1/local-areas/", api.LocalAreasOperation.as_view(), name="api_local_areas"),
    path("api/v1/local-areas/<slug:code>/", api.LocalAreaOperation.as_view(), name="api_local_area"),
]
