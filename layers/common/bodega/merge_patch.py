"""JSON merge patches (RFC 7396), validated."""

import copy
from collections.abc import Mapping
from typing import Any

from json_merge_patch import merge

from bodega.models import Document
from bodega.validation import validated


def patched(model: type[Document], fields: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return `fields` with `patch` applied. The result has to be a valid document of `model`.

    Raises: ValidationFailed.
    """
    merged = merge(copy.deepcopy(dict(fields)), patch)  # it changes the objects inside
    return validated(model, merged).as_json()
