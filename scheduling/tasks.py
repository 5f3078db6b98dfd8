"""What a worker is asked to do for the year; registered in scheduling.apps."""

from functools import partial

from django.db import connection
from django.utils.translation import gettext as _

from jobs.registry import Finish, Reporter
from jtai import scheduled
from scheduling.commands import end_proposal, keep_better
from scheduling.models import Proposal
from scheduling.proposing.facts import Found
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.improve import improve
from scheduling.proposing.stored import read, read_places


def improve_proposal(reporter: Reporter, /, *, proposal: int) -> Finish:
    """Handler of kind scheduling.improve. proposal: id of the Proposal."""
    row = Proposal.objects.get(pk=proposal)
    if row.ended_at is not None:
        return None
    greedy = Greedy(read(row.problem))
    found = improve(
        greedy,
        read_places(row.best),
        seed=row.seed,
        watch=partial(_look, reporter, row),
        seconds=scheduled.IMPROVER_SECONDS,
    )
    return partial(end_proposal, row, found)


def _look(reporter: Reporter, row: Proposal, found: Found, part: float) -> bool:
    """Keeps what is better, says how far it is, and whether to go on. Runs in a thread of its own, with its own connection."""
    try:
        keep_better(row, found)
        reporter.progress(round(100 * part), _("Looking for a better plan"))
        return Proposal.objects.filter(pk=row.pk, stop_asked_at=None).exists()
    finally:
        connection.close()
