"""Hands over to run, test or check, and turns every refusal into one sentence."""

import os
import sys

from house import benching, checking, faults, managing, running, testing
from house.refusal import Refusal, Stopped, sentence_for


def main(command: str, words: list[str]) -> int:
    """The exit code of one command."""
    commands = {
        "run": running.main,
        "test": testing.main,
        "check": checking.main,
        "bench": benching.main,
        "faults": faults.main,
        "manage": managing.main,
    }
    try:
        return commands[command](words)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(sentence_for(error), file=sys.stderr)
        # If it was our own output that could not be written, it must not be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (Stopped, KeyboardInterrupt):
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
