"""Pages for what went wrong outside a view. Programs get problem details (RFC 9457), people get a page."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from jtai.errors import API


def _problem(status: HTTPStatus, detail: str) -> JsonResponse:
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django names it
    """Not there, or not yours to see: the two look alike."""
    if request.path.startswith(API):
        return _problem(HTTPStatus.NOT_FOUND, _("There is nothing at this address that you can see."))
    return render(request, "errors/404.html", status=HTTPStatus.NOT_FOUND)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django names it
    """It can be seen, and is somebody else's to do."""
    if request.path.startswith(API):
        return _problem(HTTPStatus.FORBIDDEN, _("This is not yours to do."))
    return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django names it
    """What was sent cannot be read."""
    if request.path.startswith(API):
        return _problem(HTTPStatus.BAD_REQUEST, _("What was sent cannot be read."))
    return render(request, "errors/400.html", status=HTTPStatus.BAD_REQUEST)


def fault(request: HttpRequest) -> HttpResponse:
    """Ours. Without context: whatever is broken, this page is not."""
    if request.path.startswith(API):
        return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, _("There is a problem with the service. It has been recorded."))
    return HttpResponse(loader.render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
