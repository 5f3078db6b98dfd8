"""What every part of the API shares: pages of a list, and the tags of a version."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

LONGEST_VERSION = 9  # digits; a longer number is none of ours and would overflow the column


class Pages(PageNumberPagination):
    """Twenty-five a page, `?page=2&page_size=100` at most."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100


class PreconditionRequired(APIException):
    """An edit must say which version it started from (RFC 6585)."""

    status_code = 428
    default_detail = "Send the ETag of the version you started from in If-Match."


def tag(version: int) -> str:
    """A strong entity tag of a version number."""
    return f'"{version}"'


def version_from(request: Request) -> int:
    """The version number that If-Match names; raises PreconditionRequired when there is none."""
    value = request.headers.get("If-Match", "").strip().strip('"')
    if not value.isdecimal() or len(value) > LONGEST_VERSION:
        raise PreconditionRequired
    return int(value)


def listed(request: Request, rows: QuerySet[Any], serializer: type[BaseSerializer[Any]], **context: object) -> Response:
    """One page of rows through an output serializer."""
    pages = Pages()
    page = pages.paginate_queryset(rows, request)
    return pages.get_paginated_response(serializer(page, many=True, context=context).data)


class ListOperation(APIView):
    """An operation that answers a page of a list; its description then tells of `page` and `page_size`."""

    pagination_class = Pages


class ProblemField(serializers.Serializer[Any]):
    """One thing that is wrong with what was sent."""

    field = serializers.CharField(allow_blank=True)
    detail = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """RFC 9457 problem details: the sentence that the page would show, and the fields that it is about."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ProblemField(many=True, required=False)


WHEN = {
    400: "What was sent cannot be used",
    401: "Not signed in, or the token is not good",
    403: "You can see it; this is not yours to do",
    404: "There is nothing here that you can see",
    409: "Nobody can do this now",
    412: "Somebody saved another version; yours was kept",
    415: "Send application/json",
    422: "What was sent contradicts itself or the records",
    428: "Send If-Match",
}


def refusals(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """How an operation may refuse, for `extend_schema(responses=…)`."""
    return {
        (status, "application/problem+json"): OpenApiResponse(response=Problem, description=WHEN[status]) for status in statuses
    }


def asked(request: Request, filters: type[BaseSerializer[Any]]) -> dict[str, Any]:
    """The query parameters as this serializer reads them, without the empty ones. Unknown names are refused, not ignored."""
    form = filters(data=request.query_params.dict())
    known = {*getattr(form, "fields", {}), Pages.page_query_param, Pages.page_size_query_param}
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise ValidationError({name: [_("There is no such parameter here.")] for name in unknown})
    form.is_valid(raise_exception=True)
    return {name: value for name, value in form.validated_data.items() if value not in {None, ""}}


def body_of(request: Request, shape: type[BaseSerializer[Any]]) -> dict[str, Any]:
    """The body as this serializer reads it; raises ValidationError, which becomes a 400 with its fields."""
    form = shape(data=request.data)
    form.is_valid(raise_exception=True)
    found: dict[str, Any] = form.validated_data
    return found
