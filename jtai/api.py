"""What every part of the API shares: pages of a list, and the tags of a version."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import APIException
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

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
