"""The one way these commands say no, and the translation of the machine's own errors into it."""

import errno


class Refusal(Exception):
    """A sentence for the person at the terminal: what is wrong and what to do. Never shown with a traceback."""


class Stopped(BaseException):
    """Somebody asked us to stop. Not an Exception: no handler for mere failures may swallow it."""


NO_SPACE = "No space left on device"


def sentence_for(error: OSError) -> str:
    """What an operating system error means for the person at the terminal."""
    where = error.filename or "a file"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: {where} could not be written. Free some space, then start again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"This user may not read or write {where}. Give it the right, or set JTAI_VAR to a folder it owns."
    return f"{where}: {error.strerror or error}."
