"""The public site: published values only. It reaches no models and no other room's casework, signed in or not."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from files.response import respond
from reports import queries
from reports.letter import letter
from reports.public_forms import PublishedSearch

PAGE = 20


@login_not_required
@require_safe
def published_reports(request: HttpRequest) -> HttpResponse:
    """The list with its filters."""
    form = PublishedSearch(request.GET, queries.choices())
    found = queries.search(**form.wanted())  # type: ignore[arg-type]  # the form's fields are named like the arguments
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    kept = urlencode([(name, value) for name, value in request.GET.items() if name in form.fields and value])
    context = {"form": form, "page": page, "query": f"{kept}&" if kept else "", "is_filtered": bool(kept)}
    return render(request, "reports/public/list.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def published_report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report to read in the browser, permanent at this address."""
    report = queries.published(slug)
    tag = _tag(report)
    if not request.user.is_authenticated:
        unchanged = get_conditional_response(request, etag=tag, last_modified=_seconds(report.published_at))
        if unchanged is not None:
            return unchanged
    response = render(request, "reports/public/report.html", {"report": report, "letter": letter(report.content)})
    if not request.user.is_authenticated:
        response["ETag"] = tag
        response.headers["Last-Modified"] = report.published_at.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
        patch_cache_control(response, no_cache=True)
    return response


@login_not_required
@require_safe
def published_report_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Its PDF, exactly as signed; `?download` saves instead of showing."""
    inline = "download" not in request.GET
    return respond(queries.file_of(slug), filename=f"{slug}.pdf", inline=inline, public=True, request=request)


def _tag(report: queries.Published) -> str:
    """Moves with the words, with the facts beside them, and with the look (whose addresses carry digests)."""
    look = "".join(character for character in static("css/app.css") + static("report/letter.css") if character.isalnum())
    return f"W/{quote_etag(f'{report.digest[:32]}-{report.statement_due or 0}-{look}')}"


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
