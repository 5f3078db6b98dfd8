"""Running one command to its end: quiet when it works, a sentence and its last words when it does not."""

import contextlib
import os
import pwd
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from house.refusal import NO_SPACE, Refusal, Stopped

Environment = Mapping[str, str]


def say(text: str) -> None:
    """One line for the person at the terminal, at once."""
    # Who listened may have gone; what runs matters more than what is said.
    with contextlib.suppress(BrokenPipeError):
        print(text, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    doing: str,
    env: Environment | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
    user: str | None = None,
    stdin: str = "",
) -> str:
    """Run to the end and return what was printed; a failure becomes a sentence with the last lines said.

    In a session of its own, so that Ctrl-C reaches us alone and we end it in order.
    """
    try:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=env,
            cwd=cwd,
            start_new_session=True,
            user=user,
            group=group_of(user),
            extra_groups=extra_groups_of(user),
        )
    except FileNotFoundError as error:
        raise Refusal(f"{doing} did not work: {command[0]} is not there.") from error
    try:
        output, _ = process.communicate(stdin)
    except (Stopped, KeyboardInterrupt):
        end(process)
        raise
    if log is not None:
        with log.open("a") as stream:
            stream.write(output)
    if process.returncode:
        if NO_SPACE in output:
            raise Refusal(f"{doing} did not work: the disk is full. Free some space, then start again.")
        lines = [line for line in output.splitlines() if line.strip()]
        # Of a Python failure the last line says what was wrong; the way there is in the log.
        telling = lines[-1:] if "Traceback (most recent call last):" in lines else lines[-12:]
        print("\n".join(f"  {line}" for line in telling), file=sys.stderr)
        where = f" All it said is in {log}." if log else ""
        raise Refusal(f"{doing} did not work ({Path(str(command[0])).name} ended with {process.returncode}).{where}")
    return output


def end(process: subprocess.Popen[str]) -> None:
    """End a command and the helpers it started."""
    for ask, seconds in ((process.terminate, 5.0), (process.kill, 5.0)):
        if process.poll() is None:
            ask()
            try:
                process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                continue


def group_of(user: str | None) -> int | None:
    """The main group of another user."""
    return pwd.getpwnam(user).pw_gid if user else None


def extra_groups_of(user: str | None) -> list[int] | None:
    """Another user gets none of our groups."""
    return [] if user else None


def works(command: Sequence[str | Path], user: str | None = None) -> bool:
    """Whether a command runs and succeeds."""
    try:
        return (
            subprocess.run(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                cwd="/",
                check=False,
                user=user,
                group=group_of(user),
                extra_groups=extra_groups_of(user),
            ).returncode
            == 0
        )
    except OSError:
        return False


def is_root() -> bool:
    """Whether we may do everything on this machine."""
    return os.geteuid() == 0
