"""Trial addresses until all rooms stand."""
import importlib.util
from django.urls import include, path
from jtai.urls import healthz
urlpatterns=[path("healthz", healthz, name="healthz")]
for room in ("desk","accounts","agencies","inspections","scheduling","reports"):
    if importlib.util.find_spec(f"{room}.urls"):
        urlpatterns.append(path("", include(f"{room}.urls")))
handler404 = "desk.frame.not_found"
handler403 = "desk.frame.not_allowed"
handler500 = "desk.frame.fault"
