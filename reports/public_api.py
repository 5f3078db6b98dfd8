"""Published reports over the API, for anyone, without signing in."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from jtai.api import ListOperation, asked, listed, refusals
from reports import queries

PUBLISHED = ["published reports"]


class ParagraphOut(serializers.Serializer[Any]):
    """One paragraph; number: as printed, null where the section is not numbered."""

    number = serializers.IntegerField(allow_null=True)
    heading = serializers.CharField()
    text = serializers.CharField()


class GroupOut(serializers.Serializer[Any]):
    """Paragraphs under one strand's name."""

    title = serializers.CharField()
    paragraphs = ParagraphOut(many=True)


class SectionOut(serializers.Serializer[Any]):
    """One section of the report."""

    kind = serializers.CharField()
    title = serializers.CharField()
    form = serializers.CharField()
    empty_text = serializers.CharField()
    groups = GroupOut(many=True)


class SignatoryOut(serializers.Serializer[Any]):
    """Who signed."""

    name = serializers.CharField()
    title = serializers.CharField()
    inspectorate = serializers.CharField()


class ContentOut(serializers.Serializer[Any]):
    """The words of a report, as signed."""

    template = serializers.IntegerField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    framework = serializers.CharField()
    area = serializers.CharField()
    topic = serializers.CharField()
    dates = serializers.CharField()
    letter_date = serializers.DateField()
    inspectorates = serializers.ListField(child=serializers.CharField())
    addressees = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    sections = SectionOut(many=True)
    signatories = SignatoryOut(many=True)
    principal_authority = serializers.CharField()
    statement = serializers.CharField()
    licence = serializers.ListField(child=serializers.CharField())
    contact = serializers.ListField(child=serializers.CharField())
    demonstration = serializers.BooleanField()


class ListedOut(serializers.Serializer[Any]):
    """A published report without its words. pdf_size: bytes; pages: of the PDF."""

    slug = serializers.CharField()
    title = serializers.CharField()
    published_on = serializers.DateField()
    area_code = serializers.CharField()
    area_name = serializers.CharField()
    region_code = serializers.CharField()
    region_name = serializers.CharField()
    topic_code = serializers.CharField()
    topic_name = serializers.CharField()
    demonstration = serializers.BooleanField()
    pdf_size = serializers.IntegerField()
    pages = serializers.IntegerField()
    page_url = serializers.SerializerMethodField()
    pdf_url = serializers.SerializerMethodField()

    def get_page_url(self, report: queries.Listed) -> str:
        """Address of the public page."""
        return reverse("published_report", args=[report.slug], request=self.context["request"])

    def get_pdf_url(self, report: queries.Listed) -> str:
        """Address of the PDF."""
        return reverse("published_report_pdf", args=[report.slug], request=self.context["request"])


class PublishedOut(ListedOut):
    """One with its words. digest: SHA-256 of the canonical content, hex."""

    digest = serializers.CharField()
    statement_due = serializers.DateField(allow_null=True)
    content = ContentOut()


class PublishedIn(serializers.Serializer[Any]):
    """The filters, named like the arguments of queries.search."""

    text = serializers.CharField(max_length=200, required=False)
    area = serializers.CharField(max_length=12, required=False)
    region = serializers.CharField(max_length=60, required=False)
    topic = serializers.CharField(max_length=60, required=False)
    year = serializers.IntegerField(min_value=2000, max_value=2999, required=False)
    demonstration = serializers.BooleanField(default=True, help_text="false leaves out invented reports")


class PublishedReports(ListOperation):
    """All published reports. Open to everyone; no session or token is even looked at."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="list_published_reports",
        parameters=[PublishedIn],
        responses={200: ListedOut(many=True), **refusals(400, 404)},
        tags=PUBLISHED,
    )
    def get(self, request: Request) -> Response:
        """Published reports, newest first. No sign-in is needed."""
        return listed(request, queries.search(**asked(request, PublishedIn)), ListedOut)


class PublishedReport(APIView):
    """One published report. Open to everyone; no session or token is even looked at."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="get_published_report", responses={200: PublishedOut, **refusals(404)}, tags=PUBLISHED)
    def get(self, request: Request, slug: str) -> Response:
        """A published report with all its words. No sign-in is needed."""
        return Response(PublishedOut(queries.published(slug), context={"request": request}).data)
