"""Freezing, signing, building and the files, over the API."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from files.response import respond
from jtai.api import In, Whatever, body_of, refusals
from reports import commands, policies, queries
from reports.api.shapes import FORMAT, REPORT, BuildOut, BuiltFileOut, FreezeOut, Reason, SignatureOut
from reports.models import Freeze, Report, Signature

FILES = {(200, "application/pdf"): OpenApiTypes.BINARY, (200, "text/html"): OpenApiTypes.BINARY}


class SignIn(In):
    """The digests of the words that were read; both must be those of the version."""

    content_digest = serializers.RegexField(r"^[0-9a-f]{64}$")
    provenance_digest = serializers.RegexField(r"^[0-9a-f]{64}$")


class WithdrawSignatureIn(In):
    """Why a signature is withdrawn."""

    reason = Reason()


def told(report: Report, freeze: Freeze, code: int = status.HTTP_200_OK) -> Response:
    """One frozen version as it stands."""
    found = queries.freeze_for(report, freeze.number)
    found.stale_because = policies.stale_because(report, found)  # type: ignore[attr-defined]  # -- read by FreezeOut
    return Response(FreezeOut(found).data, status=code)


class SignOffOperation(APIView):
    """Beginning sign-off."""

    @extend_schema(
        operation_id="begin_sign_off", request=None, responses={201: FreezeOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Freeze the words and ask every participating inspectorate to sign them."""
        report = queries.report_for(request.user, pk)
        freeze = commands.begin_sign_off(report.inspection, by=request.user)
        return told(queries.report_for(request.user, pk), freeze, status.HTTP_201_CREATED)


class FreezesOperation(APIView):
    """Frozen versions."""

    @extend_schema(operation_id="get_newest_freeze", responses={200: FreezeOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The newest frozen version, with its signatures and its build."""
        report = queries.report_for(request.user, pk)
        newest = policies.latest_freeze(report)
        if newest is None:
            raise Http404
        return told(report, newest)

    @extend_schema(
        operation_id="freeze_report", request=None, responses={201: FreezeOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Freeze the words again after a change. Signatures of the version before no longer count."""
        report = queries.report_for(request.user, pk)
        freeze = commands.freeze(report, by=request.user)
        return told(report, freeze, status.HTTP_201_CREATED)


class FreezeOperation(APIView):
    """One frozen version."""

    @extend_schema(operation_id="get_freeze", responses={200: FreezeOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int, number: int) -> Response:
        """One frozen version, with its signatures and its build."""
        report = queries.report_for(request.user, pk)
        return told(report, queries.freeze_for(report, number))


class SignOperation(APIView):
    """Signing."""

    @extend_schema(
        operation_id="sign_report", request=SignIn, responses={201: SignatureOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int, number: int) -> Response:
        """Sign exactly these digests for your own inspectorate."""
        report = queries.report_for(request.user, pk)
        freeze = queries.freeze_for(report, number)
        made = commands.sign(freeze, **body_of(request, SignIn), by=request.user)
        return Response(SignatureOut(made).data, status=status.HTTP_201_CREATED)


class SignatureWithdrawOperation(APIView):
    """Withdrawing."""

    @extend_schema(
        operation_id="withdraw_signature",
        request=WithdrawSignatureIn,
        responses={200: FreezeOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int, signature: int) -> Response:
        """Take your inspectorate's signature back, saying why."""
        report = queries.report_for(request.user, pk)
        found = get_object_or_404(Signature.objects.select_related("freeze"), pk=signature, freeze__report=report)
        found.freeze.report = report
        commands.withdraw_signature(found, **body_of(request, WithdrawSignatureIn), by=request.user)
        return told(report, found.freeze)


class BuildOperation(APIView):
    """The build."""

    @extend_schema(operation_id="get_build", responses={200: BuildOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """How far the build of the newest version's files is."""
        return Response(BuildOut(_built(queries.report_for(request.user, pk)).job).data)

    @extend_schema(operation_id="retry_build", request=None, responses={200: BuildOut, **refusals(403, 404, 409)}, tags=REPORT)
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Ask for a failed build again."""
        job = commands.retry_build(_built(queries.report_for(request.user, pk)), by=request.user)
        return Response(BuildOut(job).data)


def _built(report: Report) -> Freeze:
    newest = policies.latest_freeze(report)
    if newest is None or newest.job is None:
        raise Http404
    return newest


class ReportFilesOperation(APIView):
    """The files."""

    @extend_schema(
        operation_id="list_report_files", responses={200: BuiltFileOut(many=True), **refusals(403, 404)}, tags=REPORT
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """What is built of the newest frozen version: at most a web page and a PDF."""
        report = queries.words_for(request.user, pk)
        newest = policies.latest_freeze(report)
        return Response(BuiltFileOut(queries.built_files(newest) if newest else [], many=True).data)


class ReportFileOperation(APIView):
    """One file."""

    content_negotiation_class = Whatever

    @extend_schema(
        operation_id="get_report_file", parameters=[FORMAT], responses={**FILES, **refusals(403, 404, 409)}, tags=REPORT
    )
    def get(self, request: SignedInCall, pk: int, format: str) -> HttpResponseBase:  # noqa: A002 -- named like the column
        """The built file itself."""
        report = queries.words_for(request.user, pk)
        built = queries.built_file_of(report, format)
        return respond(built.file, filename=f"{slugify(report.inspection.local_area.name)}.{format}")
