"""All addresses. Each room keeps its own; names are unique over all of them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The empty view: through the whole middleware, with no query."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("desk.urls")),
    # Before the others: most of what is asked is theirs, and each address is looked for from the top.
    path("", include("inspections.urls")),
    path("", include("accounts.urls")),
    path("", include("agencies.urls")),
    path("", include("programmes.urls")),
    path("", include("intelligence.urls")),
    path("", include("scheduling.urls")),
    path("", include("reports.urls")),
    path("", include("retention.urls")),
    path("", include("disclosure.urls")),
    path("", include("jtai.api_urls")),
]

handler400 = "desk.frame.not_understood"
handler404 = "desk.frame.not_found"
handler403 = "desk.frame.not_allowed"
handler500 = "desk.frame.fault"
