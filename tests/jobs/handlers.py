"""Small handlers for the tests of jobs; workers find them by their path."""

from datetime import timedelta
from typing import Any

from django.db import OperationalError
from django.db.models.functions import Now

from jobs import reaper, registry, runner
from jobs.models import Email, Job

done: list[Any] = []


def write_down(reporter: registry.Reporter, /, *, what: str) -> registry.Finish:
    reporter.progress(40, "Thinking")
    return lambda: done.append(what)


def refuse(_reporter: registry.Reporter, /) -> registry.Finish:
    raise registry.JobError("The words are missing. Write some.")


def break_down(_reporter: registry.Reporter, /) -> registry.Finish:
    raise RuntimeError("secret words of a child")


def disk_is_full(_reporter: registry.Reporter, /) -> registry.Finish:
    raise OSError(28, "No space left on device", "/secret/place")


def database_is_away(_reporter: registry.Reporter, /) -> registry.Finish:
    raise OperationalError("terminating connection")


def be_overtaken(_reporter: registry.Reporter, /, *, job: int) -> registry.Finish:
    """While this one sleeps, the reaper gives the job up and another worker does it."""
    age(job, seconds=60)
    reaper.reap()
    Job.objects.filter(pk=job).update(kind="test.write", arguments={"what": "other"})
    assert runner.run(job)
    return lambda: done.append("zombie")


def fail_at_the_end(_reporter: registry.Reporter, /) -> registry.Finish:
    def finish() -> None:
        Email.objects.create(to="a@example.org", subject="half", body="x")
        raise RuntimeError

    return finish


def age(pk: int, *, seconds: int) -> None:
    Job.objects.filter(pk=pk).update(heartbeat_at=Now() - timedelta(seconds=seconds))
