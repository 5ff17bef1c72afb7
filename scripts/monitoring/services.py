"""The service names under which functions record their metrics."""

from local.template import Template
from local.template.resources import Function
from scripts.generated import CannotGenerate

VARIABLE = "POWERTOOLS_SERVICE_NAME"


def service_of(template: Template, function: Function) -> str:
    """Return the function's service name. Raises: CannotGenerate if the template sets none."""
    try:
        return template.environment(function)[VARIABLE]
    except KeyError:
        raise CannotGenerate(
            f"template.yaml: {function.id} has no {VARIABLE}. Set it in the function's Environment: "
            "its metrics are recorded under this name."
        ) from None
