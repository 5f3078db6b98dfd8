"""Addresses of the programme."""

from django.urls import path

from scheduling import api, views

YEAR = "programme-years/<int:year>/"
PLAN, AREA = f"{YEAR}plans/<int:pk>/", f"{YEAR}plans/<int:pk>/areas/<slug:code>/"
PLANS = [
    path(f"{YEAR}plans/", views.plans, name="plans"),
    path(f"{YEAR}plans/new/", views.plan_add, name="plan_add"),
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}edit/", views.plan_edit, name="plan_edit"),
    path(f"{PLAN}copy/", views.plan_copy, name="plan_copy"),
    path(f"{PLAN}discard/", views.plan_discard, name="plan_discard"),
    path(f"{PLAN}bring-back/", views.plan_bring_back, name="plan_bring_back"),
    path(f"{PLAN}adopt/", views.plan_adopt, name="plan_adopt"),
    path(f"{PLAN}reasons/", views.plan_reasons, name="plan_reasons"),
    path(f"{PLAN}propose/", views.plan_propose, name="plan_propose"),
    path(f"{PLAN}search/", views.plan_progress, name="plan_progress"),
    path(f"{PLAN}search/stop/", views.plan_stop, name="plan_stop"),
    path(f"{PLAN}search/again/", views.plan_search_again, name="plan_search_again"),
    path(f"{PLAN}take/", views.plan_take, name="plan_take"),
    path(f"{PLAN}areas/", views.plan_areas, name="plan_areas"),
    path(AREA, views.plan_area, name="plan_area"),
    path(f"{AREA}pin/", views.plan_pin, name="plan_pin"),
    path(f"{AREA}rule-out/", views.plan_rule_out, name="plan_rule_out"),
    path(f"{AREA}leave-open/", views.plan_leave_open, name="plan_leave_open"),
    path(f"{AREA}put/", views.plan_put, name="plan_put"),
    path(f"{AREA}take-out/", views.plan_take_out, name="plan_take_out"),
]

MOVING = [
    path(f"{YEAR}plans/compare/", views.plan_compare, name="plan_compare"),
    path(f"{PLAN}board/", views.plan_board, name="plan_board"),
    path(f"{PLAN}undo/", views.plan_undo, name="plan_undo"),
    path(f"{PLAN}moves/", views.plan_moves, name="plan_moves"),
    path(f"api/v1/{PLAN}", api.PlanOperation.as_view(), name="api_plan"),
    path(f"api/v1/{PLAN}moves/<slug:code>/", api.MovesOperation.as_view(), name="api_plan_moves"),
]

CALENDAR = [
    path("programme-years/<int:year>/calendar/", views.year_calendar, name="year_calendar"),
    path("programme-years/<int:year>/calendar.<str:kind>", views.year_calendar_file, name="year_calendar_file"),
    path("account/calendar/", views.calendar_feed, name="calendar_feed"),
    path("account/calendar/link/", views.calendar_feed_make, name="calendar_feed_make"),
    path("account/calendar/revoke/", views.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("calendars/<slug:secret>.ics", views.calendar_file, name="calendar_file"),
    path("api/v1/programme-years/<int:year>/calendar/", api.CalendarOperation.as_view(), name="api_year_calendar"),
]
PEOPLE = [
    path("programme-years/<int:year>/people/", views.year_people, name="year_people"),
    path("programme-years/<int:year>/people/<int:pk>/", views.year_person, name="year_person"),
    path("programme-years/<int:year>/people/<int:pk>/leave/add/", views.absence_add, name="absence_add"),
    path("programme-years/<int:year>/people/<int:pk>/leave/<int:absence>/change/", views.absence_change, name="absence_change"),
    path("programme-years/<int:year>/people/<int:pk>/leave/<int:absence>/remove/", views.absence_remove, name="absence_remove"),
    path("programme-years/<int:year>/teams/", views.year_teams, name="year_teams"),
    path("programme-years/<int:year>/teams/<int:pk>/give/", views.year_team_give, name="year_team_give"),
    path(
        "programme-years/<int:year>/teams/places/<int:place>/take-back/", views.year_team_take_back, name="year_team_take_back"
    ),
    path("account/leave/", views.own_leave, name="own_leave"),
    path("account/leave/add/", views.own_leave_add, name="own_leave_add"),
    path("account/leave/<int:pk>/change/", views.own_leave_change, name="own_leave_change"),
    path("account/leave/<int:pk>/remove/", views.own_leave_remove, name="own_leave_remove"),
]

TERMS = "programme-years/<int:year>/school-holidays/"
SCHOOL_HOLIDAYS = [
    path(TERMS, views.school_holidays, name="school_holidays"),
    path(f"{TERMS}import/", views.school_holidays_import, name="school_holidays_import"),
    path(f"{TERMS}template.<slug:kind>", views.school_holidays_template, name="school_holidays_template"),
    path(f"{TERMS}export.<slug:kind>", views.school_holidays_export, name="school_holidays_export"),
    path(f"{TERMS}<slug:code>/", views.school_holidays_of_area, name="school_holidays_of_area"),
    path(f"{TERMS}<slug:code>/add/", views.school_holiday_add, name="school_holiday_add"),
    path(f"{TERMS}<slug:code>/<int:pk>/", views.school_holiday_change, name="school_holiday_change"),
    path(f"{TERMS}<slug:code>/<int:pk>/remove/", views.school_holiday_remove, name="school_holiday_remove"),
    path(f"api/v1/{TERMS}", api.TermsOperation.as_view(), name="api_school_holidays"),
    path(f"api/v1/{TERMS}import/", api.TermsTableOperation.as_view(), name="api_school_holidays_import"),
    path(f"api/v1/{TERMS}<slug:code>/", api.AreaTermsOperation.as_view(), name="api_school_holidays_of_area"),
    path(f"api/v1/{TERMS}<slug:code>/<int:pk>/", api.HolidayOperation.as_view(), name="api_school_holiday"),
]
CANDIDATES = [
    path("programme-years/<int:year>/candidates/", views.candidates, name="candidates"),
    path("programme-years/<int:year>/candidates/map/", views.candidates_map, name="candidates_map"),
    path("programme-years/<int:year>/candidates/compare/", views.candidates_compare, name="candidates_compare"),
    path("programme-years/<int:year>/candidates.<slug:kind>", views.candidates_export, name="candidates_export"),
    path("programme-years/<int:year>/candidates/<slug:code>/", views.candidate, name="candidate"),
    path("api/v1/programme-years/<int:year>/candidates/", api.CandidatesOperation.as_view(), name="api_year_candidates"),
    path(
        "api/v1/programme-years/<int:year>/candidates/<slug:code>/", api.CandidateOperation.as_view(), name="api_year_candidate"
    ),
]

urlpatterns = [
    *PLANS,
    *MOVING,
    *CALENDAR,
    *PEOPLE,
    *SCHOOL_HOLIDAYS,
    *CANDIDATES,
    path("programme-years/", views.programme_years, name="programme_years"),
    path("programme-years/open/", views.year_open, name="year_open"),
    path("programme-years/<int:year>/", views.programme_year, name="programme_year"),
    path("programme-years/<int:year>/plan/", views.plan_inspection, name="plan_inspection"),
    path("programme-years/<int:year>/target/", views.year_target, name="year_target"),
    path("programme-years/<int:year>/replacements/<int:pk>/", views.replacement_choose, name="replacement_choose"),
    path(
        "programme-years/<int:year>/replacements/<int:pk>/take-back/", views.replacement_take_back, name="replacement_take_back"
    ),
    path("api/v1/programme-years/", api.YearsOperation.as_view(), name="api_programme_years"),
    path("api/v1/programme-years/<int:year>/", api.YearOperation.as_view(), name="api_programme_year"),
    path("api/v1/programme-years/<int:year>/dates/", api.DatesOperation.as_view(), name="api_programme_year_dates"),
    path("api/v1/programme-years/<int:year>/target/", api.TargetOperation.as_view(), name="api_programme_year_target"),
    path("api/v1/programme-years/<int:year>/replacements/", api.ReplacementsOperation.as_view(), name="api_replacements"),
    path(
        "api/v1/programme-years/<int:year>/replacements/<int:pk>/", api.ReplacementOperation.as_view(), name="api_replacement"
    ),
    path("api/v1/programme-years/<int:year>/inspections/", api.PlacesOperation.as_view(), name="api_programme_year_places"),
]
