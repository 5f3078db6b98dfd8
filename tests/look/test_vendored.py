"""What is vendored carries its licence and nothing that only gov.uk may use; the manifest storage can collect it all."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

STATIC = Path(__file__).resolve().parents[2] / "static"


def test_nothing_of_gov_uks_own_is_left():
    css = (STATIC / "govuk/govuk-frontend.min.css").read_text()
    assert "@font-face" not in css
    assert "GDS Transport" not in css
    assert "crest" not in css
    assert not re.search(r"url\((?!data:)", css)
    assert css.count('"Helvetica Neue",Arial,"Liberation Sans"') > 50
    assert "sourceMappingURL" not in css + (STATIC / "govuk/govuk-frontend.min.js").read_text()


def test_version_and_licence_are_recorded():
    assert re.fullmatch(r"version \d+\.\d+\.\d+\nsha256 [0-9a-f]{64}\n", (STATIC / "govuk/VERSION").read_text())
    assert "MIT License" in (STATIC / "govuk/LICENCE").read_text()
    version = (STATIC / "govuk/VERSION").read_text().split()[1]
    assert f'--govuk-frontend-version:"{version}"' in (STATIC / "govuk/govuk-frontend.min.css").read_text()


def test_everything_can_be_collected_under_the_manifest(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "jtai.statics.Statics"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list(tmp_path.glob("govuk/govuk-frontend.min.*.css"))
    (started,) = tmp_path.glob("js/app.*.js")
    imported = re.findall(r'from "([^"]+)"', started.read_text())
    assert len(imported) > 4
    for target in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", target)
        assert (started.parent / target).resolve().exists()


@pytest.mark.parametrize("module", sorted((STATIC / "js").glob("*.js"), key=str), ids=lambda path: path.name)
def test_a_module_imports_only_what_is_there(module):
    for target in re.findall(r'from "([^"]+)"', module.read_text()):
        assert (module.parent / target).resolve().exists()
    assert finders.find(f"js/{module.name}")


def test_no_template_carries_script_or_style_of_its_own():
    root = STATIC.parent / "templates"
    for path in root.rglob("*.html"):
        text = path.read_text()
        # What reports are built from, and what is disclosed: documents of their own, not pages under the content policy.
        if "pdf" in path.parts or path == root / "disclosure" / "export.html":
            continue
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path
        assert "<style" not in text, path
        assert not re.search(r"\s(style|on\w+)=\"", text), path
