"""Builds the storefront for a deployment: a folder that any web server can serve."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from local.options import SharedOptions
from local.setup.web import bundled_packages, ensure_build_packages
from local.template import read_template
from local.web.build import PAY, STORE, Build, BuildFailed, build_into
from local.web.config import config
from local.web.documents import THEME, Place, document

DOCUMENTS = {"index.html": (STORE, True), "app.html": (STORE, False), "pay.html": (PAY, False)}
"""The documents, by name: their folder in web/, and whether they preload the menu."""

STRIPE_JS = "https://js.stripe.com/endive/stripe.js"
"""The release of Stripe.js for the version of Stripe's API that the payments functions use."""

LICENCES = "licences.txt"


def build(out: Path, *, base: str, api: str, shared: SharedOptions) -> Build:
    """Write documents, assets, config.json and licences into a folder, in place of what it had. Raises LocalError."""
    ensure_build_packages()
    settings = config(read_template(shared.template, shared.parameters), api, STRIPE_JS)
    if settings is None:
        raise BuildFailed("The template has no routes of a storefront.")
    shutil.rmtree(out, ignore_errors=True)
    built = build_into(out)
    (out / "meta.json").unlink()
    place = Place(base.rstrip("/"), api)
    for name, (folder, preloads_menu) in DOCUMENTS.items():
        if built.document(folder):
            text = document(built, folder, place, preloads_menu=preloads_menu)
            (out / name).write_text(text, encoding="utf-8")
    (out / "config.json").write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (out / LICENCES).write_text(licences(), encoding="utf-8")
    if THEME.is_file():
        shutil.copy(THEME, out / THEME.name)
    return built


def licences() -> str:
    """Return the licences of the packages that the pages contain. Their scripts are copied, so their texts must be."""
    return "\n\n".join(f"{package.id}\n\n{_licence(package.folder)}" for package in bundled_packages())


def _licence(folder: Path) -> str:
    (found,) = folder.glob("LICENSE*")
    return found.read_text(encoding="utf-8").strip() + "\n"
