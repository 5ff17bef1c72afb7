"""The form of a problem document, for the API document; `bodega.api.problems` makes them without a model."""

from pydantic import BaseModel, Field


class FieldProblem(BaseModel):
    """One broken rule. `pointer`, `parameter` or `header` says where."""

    detail: str = Field(description="The rule")
    pointer: str | None = Field(None, description="JSON pointer (RFC 6901) into the body")
    parameter: str | None = Field(None, description="Name of a query parameter")
    header: str | None = Field(None, description="Name of a header")


class Problem(BaseModel):
    """An error, as RFC 9457 has it. Branch on `code`; show `detail` to people."""

    type: str = Field(description="A URI for the kind of problem")
    title: str
    status: int
    detail: str
    instance: str = Field(description="The request's id; name it when you ask for help")
    code: str = Field(description="Stable and meant for programs")
    errors: list[FieldProblem] | None = Field(None, description="With `validation_failed`: what is wrong where")
    dependants: list[str] | None = Field(None, description="With `in_use`: ids of those that refer to it")
