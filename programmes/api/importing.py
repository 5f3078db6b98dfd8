"""Tables of activities over the API: sent in, how far they are, what is wrong with which line, and loaded once they are sound."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from files.api import LONGEST_CONTENT, bytes_of
from jobs.models import State
from jtai.api import In, ListOperation, Words, body_of, listed, refusals
from programmes import queries
from programmes.importing.running import ask_import, load_checked, retry_import
from programmes.models import ImportRun

SHOWN_AS = [(name, name) for name in ("waiting", "building", "done", "failed")]


class ImportIn(In):
    """A table. document: its bytes in base64; one that is larger than this takes goes through the page.

    only_check: nothing is loaded, whatever is found; false: it is loaded if no line is wrong.
    """

    name = Words(max_length=200)
    document = Words(max_length=LONGEST_CONTENT)
    only_check = serializers.BooleanField()


class ImportOut(serializers.Serializer[Any]):
    """A table that was sent in. finished_at: null until every line was read. added, changed: of a check, what it would do.

    sheet: which was read, of a workbook that has several. loaded: all lines, or none.
    """

    id = serializers.IntegerField()
    name = serializers.CharField()
    only_check = serializers.BooleanField()
    asked_by = PersonOut()
    asked_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    loaded = serializers.BooleanField(allow_null=True)
    sheet = serializers.CharField(allow_blank=True)
    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    fault_count = serializers.IntegerField()


class ChangeOut(serializers.Serializer[Any]):
    """A line that changes, or would change, a recorded activity."""

    line = serializers.IntegerField()
    reference = serializers.CharField()


class ImportDetailOut(ImportOut):
    """With how far its reading is. progress: percent. error: why it could not be read. changes: the first thousand.

    loaded_by: the import that loads, or has loaded, the table that this one checked.
    """

    state = serializers.ChoiceField(choices=SHOWN_AS)
    progress = serializers.IntegerField()
    error = serializers.CharField(allow_blank=True)
    changes = ChangeOut(many=True)
    loaded_by = serializers.IntegerField(allow_null=True)


class FaultOut(serializers.Serializer[Any]):
    """What is wrong. line: as a spreadsheet program counts; 0: the whole file. column: its name; empty: the whole line.

    activity: the number of a recorded activity that the line is held against.
    """

    line = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    what = serializers.CharField()
    activity = serializers.IntegerField(allow_null=True, default=None)


def _told(run: ImportRun, code: int = status.HTTP_200_OK) -> Response:
    job, later = queries.job_of(run), queries.loaded_since(run)
    reading = {
        "state": job.shown_as if job else State.WAITING.value,
        "progress": job.progress if job else 0,
        "error": job.error if job else "",
    }
    facts = {**vars(run), "asked_by": run.asked_by, "loaded_by": later.pk if later else None, **reading}
    return Response(ImportDetailOut(facts).data, status=code)


class ImportsOperation(ListOperation):
    """The imports of a programme."""

    @extend_schema(operation_id="list_imports", responses={200: ImportOut(many=True), **refusals(403, 404)}, tags=["imports"])
    def get(self, request: SignedInCall, code: str) -> Response:
        """The tables that were sent in for a programme of your inspectorate, the newest first."""
        found = queries.recorded_programme_for(request.user, code)
        return listed(request, queries.imports_of(found), ImportOut)

    @extend_schema(
        operation_id="send_import",
        request=ImportIn,
        responses={201: ImportDetailOut, **refusals(403, 404, 409, 422)},
        tags=["imports"],
    )
    def post(self, request: SignedInCall, code: str) -> Response:
        """Send in a table of activities: CSV in UTF-8, or an Excel workbook. It is read line by line; ask again how far it is."""
        found = queries.recorded_programme_for(request.user, code)
        sent = body_of(request, ImportIn)
        data = bytes_of(sent["document"], "document")
        run = ask_import(found, data=data, name=sent["name"], only_check=sent["only_check"], by=request.user)
        return _told(queries.import_for(request.user, code, run.pk), status.HTTP_201_CREATED)


class ImportOperation(APIView):
    """One import."""

    @extend_schema(operation_id="get_import", responses={200: ImportDetailOut, **refusals(403, 404)}, tags=["imports"])
    def get(self, request: SignedInCall, code: str, pk: int) -> Response:
        """How far it is; once it was read, what it would do or has done."""
        return _told(queries.import_for(request.user, code, pk))


class ImportFaultsOperation(ListOperation):
    """What is wrong with a table."""

    @extend_schema(
        operation_id="list_import_faults", responses={200: FaultOut(many=True), **refusals(403, 404)}, tags=["imports"]
    )
    def get(self, request: SignedInCall, code: str, pk: int) -> Response:
        """What is wrong with which line; the first thousand faults are kept."""
        return listed(request, queries.import_for(request.user, code, pk).faults, FaultOut)


class ImportLoadOperation(APIView):
    """Loading."""

    @extend_schema(
        operation_id="load_import",
        request=None,
        responses={201: ImportDetailOut, **refusals(403, 404, 409)},
        tags=["imports"],
    )
    def post(self, request: SignedInCall, code: str, pk: int) -> Response:
        """Load a table that was checked and has no fault. The answer is a new import; every line is checked once more."""
        run = load_checked(queries.import_for(request.user, code, pk), by=request.user)
        return _told(queries.import_for(request.user, code, run.pk), status.HTTP_201_CREATED)


class ImportRetryOperation(APIView):
    """Once more."""

    @extend_schema(
        operation_id="retry_import", request=None, responses={200: ImportDetailOut, **refusals(403, 404, 409)}, tags=["imports"]
    )
    def post(self, request: SignedInCall, code: str, pk: int) -> Response:
        """Ask for one again that could not be read."""
        run = queries.import_for(request.user, code, pk)
        retry_import(run, by=request.user)
        return _told(queries.import_for(request.user, code, pk))
