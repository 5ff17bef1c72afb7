"""Documentation of the operations that all kinds of the catalogue share."""

from typing import Any

from pydantic import BaseModel, create_model

from bodega.catalog.kinds import Kind
from bodega.catalog.store import MAX_CHANGED_REFERENCES
from bodega.items import version_conflict
from bodega.models import Document
from bodega.openapi.operations import Operation, changes, creates, lists, no_content, reads
from bodega.openapi.schemas import WHEN, Timestamp, Version, example_id, id_field, page_of
from bodega.validation import load_model


class _Saved(Document):
    """The fields that the shop adds to each item."""

    version: Version
    created_at: Timestamp
    updated_at: Timestamp


def item_model(kind: Kind, description: str) -> type[BaseModel]:
    """Return the model of the kind's items in responses."""
    # The last base's fields come first.
    bases = (
        _Saved,
        load_model(kind.fields),
        create_model("_Identified", __base__=Document, id=(id_field(kind.prefix), ...)),
    )
    return create_model(kind.singular.capitalize(), __base__=bases, __doc__=description)


def catalog_operations(
    kind: Kind, item: type[BaseModel], fields: dict[str, Any], *, new_name: str, filters: str = ""
) -> dict[str, Operation]:
    """Return the documentation of the kind's seven operations.

    `item`: the model of responses. `fields`: an example of a request body. `new_name`: the name of the example of a
    creation, which a shop with the other example does not have. `filters`: a sentence about the filters that only this
    kind's list has.
    """
    singular, plural, noun = kind.singular, kind.plural, kind.singular.capitalize()
    one = f"{'an' if singular[0] in 'aeiou' else 'a'} {singular}"
    example = {"id": example_id(kind.prefix), **fields, "version": 1, "createdAt": WHEN, "updatedAt": WHEN}
    new = {"name": new_name}
    changed = changes(f"The changed {singular}", item, {**example, "version": 2})
    absent = {"not_found": f"There is no {singular} with this id."}
    conflict = {"version_conflict": version_conflict(singular).detail}
    taken = {"name_taken": f"Another {singular} has this name. Case and invisible characters make no difference."}
    in_use = {"in_use": f"This {singular} is still used by those in dependants; take it out there first."}
    many = ("too_many_changes",) if kind.holds else ()
    limit = f" One request adds or removes at most {MAX_CHANGED_REFERENCES} references." if kind.holds else ""
    return {
        f"list{plural.capitalize()}": Operation(
            f"List {plural}",
            f"Returns {plural}, sorted by name. `name` is a prefix, without regard to case.{filters} With `inStock`, "
            "a page can have fewer items than `limit` although there are more pages.",
            plural,
            lists(f"A page of {plural}", page_of(item), example),
        ),
        f"get{noun}": Operation(
            f"Get {one}",
            f"Returns one {singular}.",
            plural,
            reads(f"The {singular}", item, example),
            absent,
            id_prefix=kind.prefix,
        ),
        f"create{noun}": Operation(
            f"Create {one}",
            f"The name is unique among {plural}, without regard to case.{limit}",
            plural,
            creates(f"The new {singular}", item, example | new, "ETag", "Location"),
            taken,
            many,
            body=fields | new,
        ),
        f"replace{noun}": Operation(
            f"Replace {one}",
            f"Sets all fields. An omitted field gets its default value.{limit}",
            plural,
            changed,
            {**absent, **conflict, **taken},
            many,
            body=fields,
            id_prefix=kind.prefix,
        ),
        f"patch{noun}": Operation(
            f"Change fields of {one}",
            "Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). Null resets a field "
            "to its default value. A list is replaced as a whole. The media type can be `application/json` or "
            f"`application/merge-patch+json`.{limit}",
            plural,
            changed,
            {**absent, **conflict, **taken},
            many,
            body={"description": fields["description"]},
            fields=load_model(kind.fields),
            id_prefix=kind.prefix,
        ),
        f"setStockOf{noun}": Operation(
            f"Set the stock of {one}",
            f"Sets whether the {singular} is in stock, without reading it first. Other fields keep their values.",
            plural,
            changed,
            {**absent, **conflict},
            body={"inStock": False},
            id_prefix=kind.prefix,
        ),
        f"delete{noun}": Operation(
            f"Delete {one}",
            f"Deletes the {singular}."
            + (" One that other items refer to cannot be deleted." if kind.held_by else "")
            + (limit and f" One with more than {MAX_CHANGED_REFERENCES} references must be emptied first."),
            plural,
            no_content(f"The {singular} is deleted."),
            {**absent, **conflict, **(in_use if kind.held_by else {})},
            many,
            id_prefix=kind.prefix,
        ),
    }
