"""The settings of a deployment: samconfig.toml, and the parameters given on the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from local.errors import LocalError
from local.options import parse_assignment, parse_assignments
from scripts.deployment.sam import ROOT

_DEFAULT = "default"
_SECTIONS = {"dev": _DEFAULT}
"""Environments whose section of samconfig.toml has another name."""

_NAME = re.compile(r"[a-z](?:[a-z0-9-]{0,14}[a-z0-9])?")
# Words that the commands take for something else, and sam's name for its own default.
_RESERVED = frozenset({_DEFAULT, "admin", "destroy", "migrate", "recount", "rollback", "smoke", "version"})


class NotReady(Exception):
    """Something is missing. The message says what to do about it."""


@dataclass(frozen=True)
class Settings:
    """The settings of one environment. `parameters` are the template's.

    `section`: the name of the settings in samconfig.toml. `arguments`: what an environment without a section of its own
    passes to `sam deploy` instead of that section's names.
    """

    environment: str
    stack: str
    parameters: Mapping[str, str]
    section: str = _DEFAULT
    arguments: Sequence[str] = field(default=())

    @classmethod
    def read(
        cls, environment: str, given: Sequence[str] = (), text: str = "", path: Path = ROOT / "samconfig.toml"
    ) -> Settings:
        """Return the settings in samconfig.toml, with each given `Name=Value` replacing a parameter.

        `text` has more of them, as in the variable PARAMETERS. An environment without a section in samconfig.toml has
        the settings of dev, and a stack of its own.

        Raises: NotReady for a name that no environment can have, or a parameter in another form.
        """
        check_name(environment)
        configuration = tomllib.loads(path.read_text(encoding="utf-8"))
        section = _SECTIONS.get(environment, environment)
        stack, arguments = f"bodega-{environment}", []
        if section in configuration:
            stack = configuration[section]["global"]["parameters"]["stack_name"]
        else:
            section = _DEFAULT
            tags = ["app=bodega", f"environment={environment}"]
            arguments = ["--stack-name", stack, "--s3-prefix", stack, "--tags", *tags]
        try:
            parameters = {
                **_overrides(configuration[section].get("deploy", {}).get("parameters", {})),
                **parse_assignments(text),
                **dict(map(parse_assignment, given)),
            }
        except LocalError as error:
            raise NotReady(str(error)) from None
        return cls(environment, stack, parameters, section, arguments)

    @property
    def is_configured(self) -> bool:
        """Whether samconfig.toml has this environment."""
        return not self.arguments

    def with_parameter(self, name: str, value: str) -> Settings:
        return replace(self, parameters={**self.parameters, name: value})

    def with_defaults(self, parameters: Mapping[str, str]) -> Settings:
        """Return the settings with these parameters, unless they are given."""
        return replace(self, parameters={**parameters, **self.parameters})


def check_name(environment: str) -> str:
    """Return the name. Raises: NotReady if no environment can have it."""
    if not _NAME.fullmatch(environment) or environment in _RESERVED:
        raise NotReady(
            f"{environment!r} cannot be the name of an environment. Name one, for example dev, prod or staging: "
            f"up to 16 letters from a to z, digits and hyphens, and none of {', '.join(sorted(_RESERVED))}."
        )
    return environment


def _overrides(section: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of a section, which sam accepts as a text or as a list of texts."""
    texts = section.get("parameter_overrides", [])
    return parse_assignments(texts if isinstance(texts, str) else " ".join(texts))
