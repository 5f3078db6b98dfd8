"""The API's description, and what an address below /api/ answers that is none. Included last."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from jtai import docs

urlpatterns = [
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/docs/", docs.docs, name="api_docs"),
    # Not <path:…>: that leaves out addresses with a line end in them.
    re_path("^api/", docs.Nothing.as_view(), name="api_nothing"),
]
