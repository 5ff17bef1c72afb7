"""The settings of a deployment: samconfig.toml, and the parameters given on the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.deployment.sam import ROOT

ENVIRONMENTS = {"dev": "default", "prod": "prod"}
"""Environments, and their names in samconfig.toml."""


class NotReady(Exception):
    """Something is missing. The message says what to do about it."""


@dataclass(frozen=True)
class Settings:
    """The settings of one environment. `parameters` are the template's."""

    environment: str
    stack: str
    parameters: Mapping[str, str]

    @classmethod
    def read(cls, environment: str, given: Sequence[str], path: Path = ROOT / "samconfig.toml") -> Settings:
        """Return the settings in samconfig.toml, with each given `Name=Value` replacing a parameter.

        Raises: NotReady for an unknown environment, or a parameter in another form.
        """
        if environment not in ENVIRONMENTS:
            raise NotReady(f"Name the environment, dev or prod. There is no environment {environment!r}.")
        configuration = tomllib.loads(path.read_text(encoding="utf-8"))[ENVIRONMENTS[environment]]
        parameters = dict(_assignment(text) for text in configuration["deploy"]["parameters"]["parameter_overrides"])
        return cls(
            environment,
            configuration["global"]["parameters"]["stack_name"],
            parameters | dict(_assignment(text) for text in given),
        )

    @property
    def config(self) -> str:
        """The environment's name in samconfig.toml."""
        return ENVIRONMENTS[self.environment]

    def with_parameter(self, name: str, value: str) -> Settings:
        return replace(self, parameters={**self.parameters, name: value})

    def with_defaults(self, parameters: Mapping[str, str]) -> Settings:
        """Return the settings with these parameters, unless they are given."""
        return replace(self, parameters={**parameters, **self.parameters})

    def overrides(self) -> list[str]:
        """Return the parameters as arguments of sam."""
        return ["--parameter-overrides", *(f"{name}={value}" for name, value in self.parameters.items())]


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.isalnum():
        raise NotReady(f"Set a parameter as Name=Value, not as {text!r}.")
    return name, value
