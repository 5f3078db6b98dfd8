"""What a worker is asked to do for reports; registered in reports.apps."""

from jobs.registry import Finish, Reporter
from reports.build import build


def build_report(reporter: Reporter, /, *, freeze: int) -> Finish:
    """Handler of kind reports.build. freeze: id of the Freeze."""
    return build(reporter, freeze)
