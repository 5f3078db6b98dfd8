"""The doors of the imports: the programme is CQC's. Who sees what is shared of it is told that importing is not theirs."""

import base64
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jobs.models import Job
from programmes.models import ImportRun
from tests.doors.parts import Door
from tests.doors.programmes import APART, SHARED_OURS, SHARED_WE_SEND, code, row_of
from tests.doors.programmes_api import SHARED_OURS as API_SHARED_OURS
from tests.doors.programmes_api import SHARED_WE_ADD as API_WE_ADD
from tests.doors.programmes_world import CODE
from tests.doors.world import World


def template(kind: str) -> Any:
    return lambda _world: {"code": CODE, "kind": kind}


def at(name: str) -> Any:
    return lambda world: {"code": CODE, "pk": getattr(world.programmes, name).pk}


def table(_world: World) -> dict[str, Any]:
    return {"document": SimpleUploadedFile("new.csv", b"activity,agency,starts_on\n"), "what": "check"}


def sent_in(_world: World) -> dict[str, Any]:
    return {"name": "new.csv", "document": base64.b64encode(b"activity,agency,starts_on\n").decode(), "only_check": True}


DOORS = [
    Door("activity_import", "get", SHARED_OURS, at=code, also=APART),
    Door("activity_import", "post", SHARED_WE_SEND, at=code, body=table, changes=row_of(ImportRun), also=APART),
    Door("activity_import_template", "get", SHARED_OURS, at=template("csv"), also=APART),
    Door("activity_import_template", "get", SHARED_OURS, at=template("xlsx"), also=APART),
    Door("activity_imports", "get", SHARED_OURS, at=code, also=APART),
    Door("activity_import_run", "get", SHARED_OURS, at=at("refused"), also=APART),
    Door("activity_import_run", "get", SHARED_OURS, at=at("broken_off"), also=APART),
    Door("activity_import_run", "get", SHARED_OURS, at=at("checked")),
    Door("activity_import_load", "post", SHARED_WE_SEND, at=at("checked"), changes=row_of(ImportRun), also=APART),
    Door("activity_import_progress", "get", SHARED_OURS, at=at("broken_off"), also=APART),
    Door("activity_import_retry", "post", SHARED_WE_SEND, at=at("broken_off"), changes=row_of(Job), also=APART),
    Door("activity_import_faults", "get", SHARED_OURS, at=at("refused"), also=APART),
    Door("api_imports", "get", API_SHARED_OURS, at=code, also=APART),
    Door("api_imports", "post", API_WE_ADD, at=code, body=sent_in, changes=row_of(ImportRun), also=APART),
    Door("api_import", "get", API_SHARED_OURS, at=at("refused"), also=APART),
    Door("api_import_faults", "get", API_SHARED_OURS, at=at("refused"), also=APART),
    Door("api_import_load", "post", API_WE_ADD, at=at("checked"), changes=row_of(ImportRun), also=APART),
    Door("api_import_retry", "post", API_SHARED_OURS, at=at("broken_off"), changes=row_of(Job), also=APART),
]
