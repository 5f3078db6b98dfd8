"""Addresses of the programmes."""

from django.urls import URLPattern, URLResolver, path

from programmes import api, views

ONE, ACTIVITY = "programmes/<slug:code>/", "activities/<int:pk>/"
IMPORT = f"{ONE}imports/<int:pk>/"
API = "api/v1/"
BREACH, RECOMMENDATION = "breaches/<int:pk>/", "recommendations/<int:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("programmes/", views.programmes, name="programmes"),
    path(ONE, views.programme, name="programme"),
    path(f"{ONE}add/", views.activity_add, name="activity_add"),
    path(f"{ONE}sharing/", views.programme_sharing, name="programme_sharing"),
    path(f"{ONE}following/", views.programme_following, name="programme_following"),
    path(f"{ONE}export.<slug:kind>", views.programme_export, name="programme_export"),
    path(f"{ONE}import/", views.activity_import, name="activity_import"),
    path(f"{ONE}import/template.<slug:kind>", views.activity_import_template, name="activity_import_template"),
    path(f"{ONE}imports/", views.activity_imports, name="activity_imports"),
    path(IMPORT, views.activity_import_run, name="activity_import_run"),
    path(f"{IMPORT}progress/", views.activity_import_progress, name="activity_import_progress"),
    path(f"{IMPORT}retry/", views.activity_import_retry, name="activity_import_retry"),
    path(f"{IMPORT}faults.csv", views.activity_import_faults, name="activity_import_faults"),
    path(ACTIVITY, views.activity, name="activity"),
    path(f"{ACTIVITY}edit/", views.activity_edit, name="activity_edit"),
    path(f"{ACTIVITY}done/", views.activity_done, name="activity_done"),
    path(f"{ACTIVITY}publish/", views.activity_publish, name="activity_publish"),
    path(f"{ACTIVITY}cancel/", views.activity_cancel, name="activity_cancel"),
    path(f"{ACTIVITY}take-back/", views.activity_take_back, name="activity_take_back"),
    path(f"{ACTIVITY}judgements/", views.activity_judgements, name="activity_judgements"),
    path(f"{ACTIVITY}report/", views.activity_report, name="activity_report"),
    path(f"{ACTIVITY}report/remove/", views.activity_report_remove, name="activity_report_remove"),
    path(f"{ACTIVITY}report/file/", views.activity_report_file, name="activity_report_file"),
    path(f"{ACTIVITY}history/", views.activity_history, name="activity_history"),
    path(f"{ACTIVITY}versions/<int:number>/", views.activity_versions, name="activity_versions"),
    path(f"{ACTIVITY}breaches/add/", views.breach_add, name="breach_add"),
    path(BREACH, views.breach, name="breach"),
    path(f"{BREACH}<slug:step>/", views.breach_step, name="breach_step"),
    path(f"{ACTIVITY}recommendations/add/", views.recommendation_add, name="recommendation_add"),
    path(RECOMMENDATION, views.recommendation, name="recommendation"),
    path(f"{RECOMMENDATION}close/", views.recommendation_close, name="recommendation_close"),
    path(f"{RECOMMENDATION}reopen/", views.recommendation_reopen, name="recommendation_reopen"),
    path("check-items/<int:pk>/", views.check_item, name="check_item"),
    path("api/v1/programmes/", api.ProgrammesOperation.as_view(), name="api_programmes"),
    path(f"{API}{ONE}", api.ProgrammeOperation.as_view(), name="api_programme"),
    path(f"{API}{ONE}sharing/", api.SharingOperation.as_view(), name="api_programme_sharing"),
    path(f"{API}{ONE}activities/", api.ActivitiesOperation.as_view(), name="api_activities"),
    path(f"{API}{ONE}following/", api.FollowingOperation.as_view(), name="api_programme_following"),
    path(f"{API}{ACTIVITY}", api.ActivityOperation.as_view(), name="api_activity"),
    path(f"{API}{ACTIVITY}done/", api.ActivityDoneOperation.as_view(), name="api_activity_done"),
    path(f"{API}{ACTIVITY}publish/", api.ActivityPublishOperation.as_view(), name="api_activity_publish"),
    path(f"{API}{ACTIVITY}cancel/", api.ActivityCancelOperation.as_view(), name="api_activity_cancel"),
    path(f"{API}{ACTIVITY}take-back/", api.ActivityTakeBackOperation.as_view(), name="api_activity_take_back"),
    path(f"{API}{ACTIVITY}judgements/", api.JudgementsOperation.as_view(), name="api_activity_judgements"),
    path(f"{API}{ACTIVITY}report/", api.ReportOperation.as_view(), name="api_activity_report"),
    path(f"{API}{ACTIVITY}revisions/", api.ActivityRevisionsOperation.as_view(), name="api_activity_revisions"),
    path(f"{API}{ACTIVITY}revisions/<int:revision>/settle/", api.ActivitySettleOperation.as_view(), name="api_activity_settle"),
    path(f"{API}{ACTIVITY}breaches/", api.BreachesOperation.as_view(), name="api_breaches"),
    path(f"{API}{ACTIVITY}recommendations/", api.RecommendationsOperation.as_view(), name="api_recommendations"),
    path(f"{API}{BREACH}", api.BreachOperation.as_view(), name="api_breach"),
    path(f"{API}{BREACH}reopen/", api.BreachReopenOperation.as_view(), name="api_breach_reopen"),
    path(f"{API}{RECOMMENDATION}", api.RecommendationOperation.as_view(), name="api_recommendation"),
    path(f"{API}{RECOMMENDATION}reopen/", api.RecommendationReopenOperation.as_view(), name="api_recommendation_reopen"),
    path("api/v1/check-items/", api.CheckItemsOperation.as_view(), name="api_check_items"),
    path("api/v1/check-items/<int:pk>/", api.CheckItemOperation.as_view(), name="api_check_item"),
]
