"""Trial addresses until all rooms stand."""
import importlib.util
from django.http import HttpResponse
from django.urls import include, path
urlpatterns=[]
for room in ("desk","accounts","agencies","inspections","scheduling","reports"):
    if importlib.util.find_spec(f"{room}.urls"):
        urlpatterns.append(path("", include(f"{room}.urls")))
import pathlib
if 'name="report"' not in pathlib.Path("reports/urls.py").read_text():
        urlpatterns += [path("inspections/<int:pk>/report/", lambda r,pk: HttpResponse("x"), name="report")]
handler404 = "desk.frame.not_found"
handler403 = "desk.frame.not_allowed"
handler500 = "desk.frame.fault"
