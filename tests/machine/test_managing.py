"""bin/manage: a management command beside the running copy, in its environment."""

import subprocess

from tests.machine.copies import ROOT, Copy, environment, open_folder


def manage(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "bin" / "manage", *words], env=env, cwd="/", capture_output=True, text=True, timeout=120, check=False
    )


def test_manage_works_on_the_copy_that_runs(copy: Copy) -> None:
    made = manage(copy.environment(), "create_system_administrator", "helen.ward@service.example", "Helen Ward")
    assert made.returncode == 0, made.stderr
    assert f"http://localhost:{copy.port}/" in made.stdout
    for command in ("verify_grants", "retain", "verify_audit"):
        told = manage(copy.environment(), command)
        assert told.returncode == 0, (command, told.stdout, told.stderr)
    # The account that was just made is an event of this copy's trail, sealed with this copy's key.
    assert "The trail holds: " in told.stdout
    assert " 0 events" not in told.stdout


def test_manage_says_which_copy_to_start() -> None:
    told = manage(environment(JTAI_VAR=str(open_folder() / "var")), "verify_audit")
    assert (told.returncode, told.stdout) == (1, "")
    assert "Start bin/run" in told.stderr
    assert manage(environment()).returncode == 1
