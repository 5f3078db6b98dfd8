"""Compiles every template of the project: a misspelt tag is found before its page is opened."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402 -- the project's folder must be on the path first
from django.template import TemplateSyntaxError, engines  # noqa: E402


def main() -> int:
    """The exit code: 1 when a template does not compile."""
    django.setup()
    faults = 0
    for folder in [ROOT / "templates", *sorted(ROOT.glob("*/templates"))]:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            try:
                engines["django"].from_string(file.read_text())
            except TemplateSyntaxError as error:
                faults += 1
                print(f"{file.relative_to(ROOT)}: {error}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
