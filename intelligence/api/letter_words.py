"""A letter's PDF, and the history of its words for those who wrote it."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from files.api import BYTES
from files.response import respond
from intelligence import commands, queries
from intelligence.api.letters import LetterPdfOut
from jtai.api import ListOperation, Whatever, body_of, kept_beside, listed, refusals, tagged
from writing.api import RevisionOut, SettledOut, SettleIn


class LetterPrintOperation(APIView):
    """Asking for the PDF."""

    @extend_schema(
        operation_id="print_letter",
        request=None,
        responses={202: LetterPdfOut, **refusals(401, 403, 404, 409)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Ask for the PDF: of a draft as it stands now, at every stage; or again, where building it has failed."""
        document = commands.print_letter(queries.letter_for(request.user, pk), by=request.user)
        return Response(LetterPdfOut(document).data, status=status.HTTP_202_ACCEPTED)


class LetterPdfOperation(APIView):
    """The PDF."""

    content_negotiation_class = Whatever

    @extend_schema(operation_id="get_letter_pdf", responses={**BYTES, **refusals(401, 404, 409)}, tags=["intelligence"])
    def get(self, request: SignedInCall, pk: int) -> HttpResponseBase:
        """The bytes: of a sent letter those that were frozen, of a draft those of the words that stand; 404 before, and once they are changed."""
        letter = queries.letter_for(request.user, pk)
        _document, file = queries.pdf_of(letter)
        return respond(file, filename=f"letter-{letter.pk}.pdf")


class LetterRevisionsOperation(ListOperation):
    """The history."""

    @extend_schema(
        operation_id="list_letter_revisions",
        responses={200: RevisionOut(many=True), **refusals(401, 404)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Everything that was ever saved into a letter of your inspectorate, the newest first."""
        return listed(request, queries.history_of(queries.written_letter_for(request.user, pk).text), RevisionOut)


class LetterRevisionOperation(APIView):
    """One revision."""

    @extend_schema(
        operation_id="get_letter_revision", responses={200: RevisionOut, **refusals(401, 404)}, tags=["intelligence"]
    )
    def get(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """One revision: also under which a stale save was kept (`kept` of a 412)."""
        letter = queries.written_letter_for(request.user, pk)
        return Response(RevisionOut(get_object_or_404(queries.history_of(letter.text), pk=revision)).data)


class LetterSettleOperation(APIView):
    """Settling."""

    @extend_schema(
        operation_id="settle_letter_revision",
        request=SettleIn,
        responses={200: SettledOut, **refusals(400, 401, 403, 404, 409, 412, 422)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """Say which of two versions stands: the one kept beside ("mine"), the current one, or words made from both."""
        letter = queries.written_letter_for(request.user, pk)
        kept = get_object_or_404(queries.history_of(letter.text), pk=revision)
        saved = commands.settle_letter(letter, kept, **body_of(request, SettleIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return tagged(SettledOut(saved.text).data, saved.text.version)
