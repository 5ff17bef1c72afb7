"""Stores the settings of the demo shop. Settings that an admin has stored stay as they are."""

from pathlib import Path

import yaml

from demo.catalog.entries import DATA
from demo.client import Body, Client, Refused
from demo.progress import LoadError, Progress, Tally


def read_settings(folder: Path = DATA) -> Body:
    settings: Body = yaml.safe_load((folder / "settings.yaml").read_text(encoding="utf-8"))
    return settings


def load_settings(client: Client, progress: Progress) -> Tally:
    """Store the demo's settings in a shop that has none. Raises LoadError and Unreachable."""
    try:
        is_new = client.call("GET", "/store/settings", expected=200)["version"] == 0
        if is_new:
            client.call("PUT", "/store", read_settings(), expected=200)
    except Refused as error:
        raise LoadError(f"The settings were not stored: {error}", error.status) from error
    except KeyError as error:
        raise LoadError(f"The settings are not an answer of this API: {error!r}") from error
    tally = Tally(created=int(is_new), kept=int(not is_new))
    progress.finish("settings", tally.created, tally.kept)
    return tally
