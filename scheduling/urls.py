"""Addresses of the programme."""

from django.urls import path

from scheduling import api, views

calendar = [
    path("programme-years/<int:year>/calendar/", views.year_calendar, name="year_calendar"),
    path("programme-years/<int:year>/calendar.<str:kind>", views.year_calendar_file, name="year_calendar_file"),
    path("account/calendar/", views.calendar_feed, name="calendar_feed"),
    path("account/calendar/link/", views.calendar_feed_make, name="calendar_feed_make"),
    path("account/calendar/revoke/", views.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("calendars/<str:secret>.ics", views.calendar_file, name="calendar_file"),
    path("api/v1/programme-years/<int:year>/calendar/", api.CalendarOperation.as_view(), name="api_year_calendar"),
]
urlpatterns = [
    *calendar,
    path("programme-years/", views.programme_years, name="programme_years"),
    path("programme-years/open/", views.year_open, name="year_open"),
    path("programme-years/<int:year>/", views.programme_year, name="programme_year"),
    path("programme-years/<int:year>/plan/", views.plan_inspection, name="plan_inspection"),
    path("api/v1/programme-years/", api.YearsOperation.as_view(), name="api_programme_years"),
    path("api/v1/programme-years/<int:year>/", api.YearOperation.as_view(), name="api_programme_year"),
    path("api/v1/programme-years/<int:year>/dates/", api.DatesOperation.as_view(), name="api_programme_year_dates"),
    path("api/v1/programme-years/<int:year>/inspections/", api.PlacesOperation.as_view(), name="api_programme_year_places"),
]
