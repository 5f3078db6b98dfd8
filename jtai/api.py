"""What every part of the API shares: bodies and filters, pages of a list, the tags of a version, refusals."""

import re
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
    RegexValidator,
)
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.fields import empty
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from jtai.errors import problem_response
from jtai.forms.words import MAX_TEXT, printable

BIGGEST_ID = 2**63 - 1
MOST_IDS = 500
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
# As jtai.forms.words.CONTROLS; lone surrogates are refused by the parser already.
PRINTABLE = re.compile(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]*$")
# Nine digits at most: a longer number is none of ours and would overflow the column.
TAG = re.compile(r'^"[0-9]{1,9}"$')


class Pages(PageNumberPagination):
    """Twenty-five a page, `?page=2&page_size=100` at most."""

    page_size = 25
    page_size_query_param = "page_size"
    max_page_size = 100


class PreconditionRequired(APIException):
    """An edit must say which version it started from (RFC 6585)."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = gettext_lazy("Send the ETag of the version you started from in If-Match.")


def tag(version: int) -> str:
    """A strong entity tag of a version number."""
    return f'"{version}"'


def version_from(request: Request) -> int:
    """The version number that If-Match names; raises PreconditionRequired when there is none, or not exactly one."""
    value = request.headers.get("If-Match", "").strip()
    if not TAG.match(value):
        raise PreconditionRequired
    return int(value.strip('"'))


ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="The version of the words and fields. Send it in If-Match with an edit. Not there for whoever cannot edit.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": TAG.pattern},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the version you started from.",
)


def tagged(data: Any, version: int | None, status: int = HTTPStatus.OK) -> Response:
    """An answer that carries the tag of its version. None: the reader may not know how often it was changed, and edits nothing."""
    return Response(data, status=status, headers={} if version is None else {"ETag": tag(version)})


def kept_beside(revision: int) -> Response:
    """412: somebody else had saved first. Nothing is lost: `kept` is the id of the revision that holds what was sent."""
    sentence = _(
        "Somebody else saved another version first. What you sent is kept beside it. Compare the two and settle which stands."
    )
    return problem_response(HTTPStatus.PRECONDITION_FAILED, sentence, kept=revision)


def listed(
    request: Request, rows: QuerySet[Any] | Sequence[Any], serializer: type[BaseSerializer[Any]], **context: object
) -> Response:
    """One page of rows through an output serializer."""
    pages = Pages()
    try:
        page = pages.paginate_queryset(rows, request)
    except NotFound as error:
        raise NotFound(_("There is no such page of this list.")) from error
    return pages.get_paginated_response(serializer(page, many=True, context={"request": request, **context}).data)


class Whatever(DefaultContentNegotiation):
    """A file is sent as what it is, whatever the reader says it would like."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first: it is only used for refusals."""
        del request, format_suffix
        return renderers[0], renderers[0].media_type


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
    errors = ProblemField(many=True, required=False)  # type: ignore[assignment]  # -- a declared field leaves the class


class KeptProblem(Problem):
    """A stale edit. kept: the id of the revision that holds what was sent."""

    kept = serializers.IntegerField()


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
        (status, "application/problem+json"): OpenApiResponse(
            response=KeptProblem if status == HTTPStatus.PRECONDITION_FAILED else Problem, description=WHEN[status]
        )
        for status in statuses
    }


class In(serializers.Serializer[Any]):
    """A body. A member that it does not have is refused: a misspelt one would otherwise be lost unseen."""

    def to_internal_value(self, data: Any) -> Any:
        """As the framework does it, after a look at the names."""
        if isinstance(data, dict):
            unknown = sorted(str(name) for name in set(data) - set(self.fields))
            if unknown:
                raise ValidationError({printable(name): [_("There is no such member here.")] for name in unknown})
        return super().to_internal_value(data)


class Words(serializers.CharField):
    """Text as it was typed: nothing trimmed, nothing that cannot be stored, at most 100,000 characters."""

    default_error_messages = {"invalid": gettext_lazy("Enter text.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": MAX_TEXT, "trim_whitespace": False, **options})
        sentence = gettext_lazy("The text has a hidden character that cannot be stored. Take it out and send it again.")
        kept = [check for check in self.validators if not isinstance(check, ProhibitNullCharactersValidator)]
        self.validators = [*kept, RegexValidator(PRINTABLE, sentence)]

    def to_internal_value(self, data: Any) -> str:
        """Text only: a number would be kept as other words than were sent."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Day(serializers.DateField):
    """A date of this century: the product's calendar can count from it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators += [
            MinValueValidator(FIRST_DAY, gettext_lazy("The date must be on or after 1 January 2000.")),
            MaxValueValidator(LAST_DAY, gettext_lazy("The date must be on or before 31 December 2100.")),
        ]


class Identifier(serializers.IntegerField):
    """An id that a column can hold."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": BIGGEST_ID, **options})


NOT_LISTED = gettext_lazy("There is nothing with this id to choose from here.")


class OneOf(Identifier):
    """The id of one of the rows that the operation offers under `among`; its value is the row."""

    default_error_messages = {"not_listed": NOT_LISTED}

    def __init__(self, among: str, **options: Any) -> None:
        self.among = among
        super().__init__(**options)

    def run_validation(self, data: Any = empty) -> Any:
        """The row, or None where null is allowed."""
        value = super().run_validation(data)
        if value is None:
            return None
        row = self.context[self.among].filter(pk=value).first()
        if row is None:
            self.fail("not_listed")
        return row


class SomeOf(serializers.ListField):
    """Ids of rows that the operation offers under `among`; its value is the rows. One query."""

    child = Identifier()
    default_error_messages = {"not_listed": NOT_LISTED}

    def __init__(self, among: str, **options: Any) -> None:
        self.among = among
        super().__init__(**{"max_length": MOST_IDS, **options})

    def run_validation(self, data: Any = empty) -> Any:
        """The rows in the order in which they were named, each once."""
        ids = list(dict.fromkeys(super().run_validation(data)))
        rows = self.context[self.among].in_bulk(ids) if ids else {}
        if len(rows) < len(ids):
            self.fail("not_listed")
        return [rows[key] for key in ids]


class CodeOf(serializers.SlugField):
    """The code of one of the rows that the operation offers under `among`; its value is the row."""

    default_error_messages = {"not_listed": gettext_lazy("There is nothing with this code to choose from here.")}

    def __init__(self, among: str, **options: Any) -> None:
        self.among = among
        super().__init__(**{"max_length": 80, **options})

    def run_validation(self, data: Any = empty) -> Any:
        """The row, or None where null is allowed."""
        value = super().run_validation(data)
        if value is None:
            return None
        row = self.context[self.among].filter(code=value).first()
        if row is None:
            self.fail("not_listed")
        return row


def asked(request: Request, filters: type[BaseSerializer[Any]]) -> dict[str, Any]:
    """The query parameters as this serializer reads them, without the empty ones. Unknown names are refused, not ignored."""
    form = filters(data=request.query_params.dict())
    known = {*getattr(form, "fields", {}), Pages.page_query_param, Pages.page_size_query_param}
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise ValidationError({printable(name): [_("There is no such parameter here.")] for name in unknown})
    form.is_valid(raise_exception=True)
    return {name: value for name, value in form.validated_data.items() if value not in {None, ""}}


def body_of(request: Request, shape: type[BaseSerializer[Any]], **context: object) -> dict[str, Any]:
    """The body as this serializer reads it; raises ValidationError, which becomes a 400 with its fields.

    context: the rows that its OneOf, SomeOf and CodeOf fields offer.
    """
    form = shape(data=request.data, context=context)
    form.is_valid(raise_exception=True)
    found: dict[str, Any] = form.validated_data
    return found
