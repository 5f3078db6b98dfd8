"""An import from its asking to its result. It reads the file twice: once to check every line, then to load them all or none."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from files.commands import accept, kept
from files.kinds import CSV, MAIN_PARTS, TEXT
from files.models import StoredFile
from jobs.commands import enqueue
from jobs.commands import retry as retry_job
from jobs.registry import Finish, Reporter
from jtai.errors import Invalid, NotAllowed, NotNow
from programmes import policies
from programmes.importing.cells import Unreadable
from programmes.importing.checking import Checking, Row
from programmes.importing.faults import KEPT, Faults
from programmes.importing.loading import load
from programmes.importing.reading import Table, look_at, read
from programmes.models import ImportRun, Programme
from programmes.queries import IMPORT, job_of, loaded_since

TABLES = {CSV, TEXT, MAIN_PARTS["xl/workbook.xml"]}
CHECKED = 70  # percent, when every line was read once
Use = Callable[[list[Row]], None]
Said = Callable[[int, float], None]


def ask_import(programme: Programme, *, data: bytes, name: str, only_check: bool, by: User) -> ImportRun:
    """Keep a table and have it read. The same one, sent again while it waits, is the same import.

    Raises Invalid with the limit that it passes, or the encoding that it has.
    """
    policies.can_record.check(by, programme)
    if len(data) > settings.IMPORT_BYTES:
        limit = filesizeformat(settings.IMPORT_BYTES)
        raise Invalid(_("The file must be smaller than %(limit)s. Split it into several files.") % {"limit": limit}, "document")
    try:
        look_at(data)
    except Unreadable as error:
        raise Invalid(str(error), field="document") from error
    upload = accept(data, name=name)
    if upload.content_type not in TABLES:
        raise Invalid(_("Choose a table: CSV UTF-8 (.csv) or an Excel workbook (.xlsx)."), field="document")
    with kept(upload) as file:
        return _asked(programme, file, upload.name, only_check=only_check, by=by)


def _asked(programme: Programme, file: StoredFile, name: str, *, only_check: bool, by: User) -> ImportRun:
    """In the caller's transaction."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    policies.can_record.check(by, programme)
    waiting = ImportRun.objects.filter(
        programme=programme, file=file, only_check=only_check, asked_by=by, finished_at=None
    ).first()
    if waiting is not None:
        return waiting
    run = ImportRun.objects.create(programme=programme, file=file, name=name, only_check=only_check, asked_by=by)
    enqueue(IMPORT, key=f"{IMPORT}:{run.pk}", target=run, arguments={"run": run.pk})
    record("programme.ask_import", run, stream=run.stream, by=by, name=run.name, sha256=file.sha256, only_check=only_check)
    return run


@transaction.atomic
def load_checked(run: ImportRun, *, by: User) -> ImportRun:
    """Load a table that was checked and has no fault, as it was sent in; every line is checked once more. Returns the new import.

    Asked twice it is the same one. Raises NotNow with what to do for a table that waits, has faults, or is loaded already.
    """
    run = ImportRun.objects.select_for_update(no_key=True, of=("self",)).select_related("programme", "file").get(pk=run.pk)
    policies.can_load_checked.check(by, run)
    later = loaded_since(run)
    if later is not None and later.finished_at is None:
        return later
    if later is not None:
        raise NotNow(_("This table was loaded already. Send it in again if it is to be loaded once more."))
    return _asked(run.programme, run.file, run.name, only_check=False, by=by)


@transaction.atomic
def retry_import(run: ImportRun, *, by: User) -> None:
    """Ask for an import again whose job has failed. Where whoever sent it in has no right to any more, it is now this person's."""
    policies.can_record.check(by, run.programme)
    programme, run = run.programme, ImportRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    job = job_of(run)
    if job is None or run.finished_at is not None:
        raise NotNow(_("This file has been read. There is nothing to try again."))
    if not policies.can_record(run.asked_by, programme):
        run.asked_by = by
        run.save(update_fields=["asked_by"])
        record(
            "programme.ask_import", run, stream=run.stream, by=by,
            name=run.name, sha256=run.file.sha256, only_check=run.only_check,
        )  # fmt: skip
    retry_job(job, by=by)


@dataclass
class Outcome:
    """What one reading of a file found."""

    faults: Faults = field(default_factory=Faults)
    rows: int = 0
    added: int = 0
    changed: int = 0
    changes: list[dict[str, object]] = field(default_factory=list)
    sheet: str = ""

    def count(self, rows: list[Row]) -> None:
        """Some more lines."""
        self.added += sum(row.existing is None for row in rows)
        changed = [row for row in rows if row.existing is not None and row.changes]
        self.changed += len(changed)
        room = KEPT - len(self.changes)
        self.changes += [{"line": row.line, "reference": row.about.reference} for row in changed[:room]]


class _NotLoaded(Exception):
    """While the lines were loaded, one of them turned out to be wrong: what was written goes back."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def run_import(reporter: Reporter, /, *, run: int) -> Finish:
    """Handler of kind programmes.import. run: key of the ImportRun. Checks all; the loading is committed together with "done"."""
    found = ImportRun.objects.select_related("programme__inspectorate", "file").get(pk=run)
    if found.finished_at is not None:
        return None

    def said(lines: int, share: float) -> None:
        reporter.progress(int(CHECKED * share), _("Checking line %(line)s") % {"line": f"{lines:,}"})

    outcome = _read(found, lambda _rows: None, said, lock=False)
    reporter.progress(
        CHECKED,
        _("Loading the activities") if not (outcome.faults.count or found.only_check) else _("Writing down what was found"),
    )
    return partial(_finish, found, outcome)


def _read(run: ImportRun, use: Use, said: Said, *, lock: bool) -> Outcome:
    """Once through the file. use: what is done with sound lines."""
    outcome = Outcome()
    with run.file.content.open("rb") as stream:
        try:
            with closing(read(stream)) as table:
                _go_through(table, run, outcome, use, said, lock=lock)
        except Unreadable as error:
            outcome.faults.stop(error.line, str(error))
    return outcome


def _go_through(table: Table, run: ImportRun, outcome: Outcome, use: Use, said: Said, *, lock: bool) -> None:
    outcome.sheet = table.sheet[:60]
    checking = Checking(run.programme, table, lock=lock)
    outcome.faults = checking.faults
    for rows in checking.rows():
        outcome.count(rows)
        if lock and outcome.faults.count:
            break
        use(rows)
        outcome.rows = checking.lines
        said(checking.lines, min(1.0, checking.lines / max(table.about, 1)))
    if not checking.lines and not outcome.faults.count:
        raise Unreadable(_("The table has the names of its columns and nothing below. Put one activity on each line."))


def _finish(run: ImportRun, outcome: Outcome) -> None:
    """Load what was checked, and write down what came of it."""
    locked = ImportRun.objects.select_for_update(no_key=True, of=("self",)).select_related("asked_by").get(pk=run.pk)
    if locked.finished_at is not None:
        return
    locked.programme, locked.file = run.programme, run.file
    if not policies.can_record(locked.asked_by, run.programme):
        raise NotAllowed(
            _(
                "Whoever sent this table in does not record activities of this programme any more, so nothing was loaded. "
                "Try again: the table is then sent in by you."
            )
        )
    locked.loaded = False
    if not outcome.faults.count and not locked.only_check:
        try:
            outcome = _load(locked)
            locked.loaded = True
        except _NotLoaded as stopped:
            outcome = stopped.outcome
    wrong = outcome.faults.count > 0
    locked.finished_at, locked.sheet, locked.rows = timezone.now(), outcome.sheet, outcome.rows
    locked.fault_count, locked.faults = outcome.faults.count, outcome.faults.rows()
    locked.added, locked.changed, locked.changes = (0, 0, []) if wrong else (outcome.added, outcome.changed, outcome.changes)
    locked.save()
    record(
        "programme.import", locked, stream=locked.stream, by=locked.asked_by,
        name=locked.name, loaded=locked.loaded, rows=locked.rows, added=locked.added, changed=locked.changed,
        faults=locked.fault_count,
    )  # fmt: skip


def _one_by_one(programme: Programme) -> None:
    """Until commit no other table is loaded into this programme: each is held against what the one before it left.

    The programme's own row stays free, so that people can send in tables and decide what is shared meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{IMPORT}:{programme.pk}"])


def _load(run: ImportRun) -> Outcome:
    """Every line, checked once more against what stands now and is locked; raises _NotLoaded after nothing of it is left."""
    try:
        with transaction.atomic():
            _one_by_one(run.programme)
            outcome = _read(
                run, lambda rows: load(run.programme, rows, by=run.asked_by), lambda _lines, _share: None, lock=True
            )
            if outcome.faults.count:
                raise _NotLoaded(outcome)
            return outcome
    except IntegrityError as error:
        if "activity_reference_once" not in str(error):
            raise
        meanwhile = Outcome()
        meanwhile.faults.add(
            0,
            "reference",
            _("Somebody recorded an activity with one of these references at the same moment. Send the file again."),
        )
        raise _NotLoaded(meanwhile) from error
