"""A real worker and a real broker: kill -9, stopped and woken again, broker away. Nothing is lost, nothing is built twice."""

import signal
import time
from pathlib import Path

import pytest
from django.db import transaction

from audit.models import Event
from jobs.models import Job, State
from reports.content import Content
from reports.models import BuiltFile, Freeze
from tests import services as beside
from tests.reports import letters, rows
from tests.services import Services, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
SETTING_PAGES = 40


@pytest.fixture
def services(tmp_path: Path):
    with beside.services(tmp_path) as running:
        yield running


def long_letter() -> Content:
    """Some 100 pages: long enough to be interrupted."""
    return letters.content("2018", improvements=350, strengths=350, long=2)


def ask(freeze: Freeze) -> Job:
    with transaction.atomic():
        return rows.asked(freeze)


def now(job: Job) -> Job:
    job.refresh_from_db()
    return job


def wait_for(job: Job, state: State, seconds: float, services: Services) -> None:
    try:
        wait_until(lambda: now(job).state == state, seconds, f"{state} of the job")
    except AssertionError as late:
        raise AssertionError(f"{late}; it is {job.state}, {job.progress}%, {job.error}\n{services.said()}") from late


def wait_until_in_the_middle(job: Job) -> None:
    wait_until(lambda: now(job).state == State.RUNNING and job.progress == SETTING_PAGES, 10, "the middle of the build")


def assert_built_once(freeze: Freeze) -> None:
    assert sorted(BuiltFile.objects.filter(freeze=freeze).values_list("format", flat=True)) == ["html", "pdf"]
    assert Event.objects.filter(verb="report.built").count() == 1


def test_a_worker_builds_what_was_asked_for_on_commit(services: Services):
    services.start_worker()
    freeze = rows.frozen()
    with transaction.atomic():
        job = rows.asked(freeze)
        time.sleep(0.5)
        assert now(job).state == State.WAITING, "nothing goes out before the commit"
    wait_for(job, State.DONE, 90, services)
    assert (job.attempts, job.progress) == (1, 100)
    assert_built_once(freeze)


def test_a_worker_killed_in_the_middle_loses_nothing(services: Services):
    worker = services.start_worker()
    services.start_beat()
    freeze = rows.frozen(long_letter())
    job = ask(freeze)
    wait_until_in_the_middle(job)
    worker.kill()
    assert now(job).state == State.RUNNING
    assert not BuiltFile.objects.exists()
    services.start_worker()
    wait_for(job, State.DONE, 90, services)
    assert job.attempts == 2
    assert_built_once(freeze)


def test_a_worker_that_wakes_up_after_it_was_given_up_changes_nothing(services: Services):
    sleeper = services.start_worker(processes=1)
    services.start_beat()
    freeze = rows.frozen(long_letter())
    job = ask(freeze)
    wait_until_in_the_middle(job)
    sleeper.signal(signal.SIGSTOP)
    services.start_worker()
    wait_for(job, State.DONE, 90, services)
    built = dict(BuiltFile.objects.values_list("pk", "built_at"))
    sleeper.signal(signal.SIGCONT)
    wait_until(lambda: sleeper.says("was given to another worker"), 90, "the sleeper's giving up")
    assert dict(BuiltFile.objects.values_list("pk", "built_at")) == built
    assert now(job).attempts == 2
    assert_built_once(freeze)


def test_work_asked_for_while_the_broker_is_away_is_done_when_it_is_back(services: Services):
    services.start_worker()
    services.start_beat()
    services.broker.stop()
    freeze = rows.frozen()
    begun = time.monotonic()
    job = ask(freeze)
    assert time.monotonic() - begun < 1.5
    assert now(job).sent_at is None
    time.sleep(2)
    assert now(job).state == State.WAITING
    services.broker.start()
    wait_for(job, State.DONE, 90, services)
    assert job.attempts == 1
    assert_built_once(freeze)


def test_a_broker_that_goes_and_comes_in_the_middle_of_a_build_does_not_disturb_it(services: Services):
    services.start_worker()
    services.start_beat()
    freeze, waiting = rows.frozen(long_letter()), rows.frozen()
    job = ask(freeze)
    wait_until_in_the_middle(job)
    services.broker.stop()
    second = ask(waiting)
    services.broker.start()
    wait_for(job, State.DONE, 90, services)
    wait_for(second, State.DONE, 90, services)
    assert (job.attempts, second.attempts) == (1, 1)
    assert BuiltFile.objects.count() == 4


def test_messages_that_the_broker_forgot_are_sent_again(services: Services):
    freeze = rows.frozen()
    job = ask(freeze)
    assert now(job).sent_at is not None
    services.broker.stop()
    services.broker.start()
    Job.objects.filter(pk=job.pk).update(due_at=job.due_at - beside.MINUTE, sent_at=job.sent_at - beside.MINUTE)
    services.start_worker()
    services.start_beat()
    wait_for(job, State.DONE, 90, services)
    assert_built_once(freeze)
