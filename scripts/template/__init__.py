"""template.yaml as plain data: intrinsic functions in their long form, Globals merged into each function.

It is the template as AWS gets it. local.template works the same file out for the local stack: parameters and
intrinsic functions are resolved there.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
FUNCTION = "AWS::Serverless::Function"
ANY_METHOD = "x-amazon-apigateway-any-method"


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags: `!Ref X` is `{"Ref": "X"}`, as in the long form."""


def _intrinsic(loader: yaml.SafeLoader, tag: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    if tag == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {tag if tag in {"Ref", "Condition"} else f"Fn::{tag}": value}


_Loader.add_multi_constructor("!", _intrinsic)


@dataclass(frozen=True, order=True)
class Route:
    method: str
    path: str
    function: str
    public: bool

    @property
    def is_operation(self) -> bool:
        """Whether the API document describes it: it is neither for other methods nor HEAD, a GET without its body."""
        return self.method not in {"ANY", "HEAD"}


class Template:
    def __init__(self, path: Path) -> None:
        self.document: dict[str, Any] = _Loader(path.read_text(encoding="utf-8")).get_single_data()
        self.resources: dict[str, Any] = self.document["Resources"]

    def properties(self, resource_id: str) -> dict[str, Any]:
        properties: dict[str, Any] = self.resources[resource_id]["Properties"]
        return properties

    def of_type(self, resource_type: str) -> list[str]:
        """Return the logical IDs of all resources of a type."""
        return [name for name, resource in self.resources.items() if resource["Type"] == resource_type]

    def function(self, resource_id: str) -> dict[str, Any]:
        """Return the function's properties, with Globals merged in."""
        common, own = self.document["Globals"]["Function"], self.properties(resource_id)
        preference = {
            **common["DeploymentPreference"],
            "Alarms": [*common["DeploymentPreference"]["Alarms"], *own["DeploymentPreference"]["Alarms"]],
        }
        return {
            **common,
            **own,
            "DeploymentPreference": preference,
            "Environment": {"Variables": self.environment(resource_id)},
        }

    def environment(self, resource_id: str) -> dict[str, Any]:
        common, own = self.document["Globals"]["Function"], self.properties(resource_id)
        return {**common["Environment"]["Variables"], **own["Environment"]["Variables"]}

    def role(self, resource_id: str) -> str:
        """Return the logical ID of the function's role."""
        role: str = self.properties(resource_id)["Role"]["Fn::GetAtt"][0]
        return role

    def folder(self, resource_id: str) -> Path:
        """Return the folder of the function's package."""
        return self.handler_file(resource_id).parent

    def handler_file(self, resource_id: str) -> Path:
        module = str(self.function(resource_id)["Handler"]).rpartition(".")[0]
        return ROOT / str(self.function(resource_id)["CodeUri"]) / f"{module.replace('.', '/')}.py"

    def events(self, resource_id: str, event_type: str) -> dict[str, dict[str, Any]]:
        """Return the function's events of that type, by name."""
        events = self.properties(resource_id).get("Events", {})
        return {name: event["Properties"] for name, event in events.items() if event["Type"] == event_type}

    def routes(self) -> list[Route]:
        """Return all routes. Those with the method ANY take the methods that a path has no other route for."""
        found = self.defined_routes()
        for function in self.of_type(FUNCTION):
            for details in self.events(function, "Api").values():
                public = details.get("Auth", {}).get("Authorizer") == "NONE"
                found.append(Route(details["Method"], details["Path"], function, public))
        return sorted(found)

    def defined_routes(self) -> list[Route]:
        """Return the routes in the API's own definition, which SAM merges with the events."""
        found = []
        for path, methods in self.properties("Api")["DefinitionBody"]["paths"].items():
            for method, operation in methods.items():
                pattern, names = operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
                name = pattern.partition("/functions/${")[2].removesuffix("}/invocations")
                function = names[name]["Ref"].removesuffix(".Alias")
                public = operation.get("security") == [{"NONE": []}]
                found.append(Route("ANY" if method == ANY_METHOD else method.upper(), path, function, public))
        return found

    def routed_functions(self) -> list[str]:
        return sorted({route.function for route in self.routes()})


TEMPLATE = Template(ROOT / "template.yaml")
