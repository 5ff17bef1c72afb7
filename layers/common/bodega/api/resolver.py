"""The resolver of every function: Powertools' REST resolver with the shop's conventions."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega import deadline
from bodega.api import conditions, cors, identity
from bodega.api.body import read_body
from bodega.api.inputs import Inputs, joined_headers
from bodega.api.problems import InternalError, allow, problem
from bodega.errors import MethodNotAllowed, NotFound, ShopError, StorageRefused, StorageUnavailable
from bodega.observability import LambdaHandler, count, logger, observed, report_refusal


def _admitting(check: Callable[[Mapping[str, Any]], object]) -> Callable[..., Response[Any]]:
    """Return the middleware of routes that only some callers may use. `check` raises an error for all others."""

    def admit(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response[Any]:
        check(app.current_event.raw_event)
        return next_middleware(app)

    return admit


signed_in_only = _admitting(identity.registered)
sessions_only = _admitting(identity.caller)
admins_only = _admitting(identity.admin)
staff_only = _admitting(identity.staff)
buyers_only = _admitting(identity.buyer)
orderers_only = _admitting(identity.orderer)

SIGNED_IN: dict[str, Any] = {"middlewares": [signed_in_only]}
"""Decorator arguments of a route for signed-in callers: `@router.patch("/users/me", **SIGNED_IN)`."""

SESSION: dict[str, Any] = {"middlewares": [sessions_only]}
"""Decorator arguments of a route for signed-in callers and guests: `@router.get("/users/me", **SESSION)`."""

ADMIN: dict[str, Any] = {"middlewares": [admins_only]}
"""Decorator arguments of a route for admins: `@app.post("/products", **ADMIN)`."""

STAFF: dict[str, Any] = {"middlewares": [staff_only]}
"""Decorator arguments of a route for staff and admins: `@router.get("/orders/queue", **STAFF)`."""

BUYER: dict[str, Any] = {"middlewares": [buyers_only]}
"""Decorator arguments of a route for guests and customers: `@router.get("/orders/mine", **BUYER)`."""

ORDERER: dict[str, Any] = {"middlewares": [orderers_only]}
"""Decorator arguments of `POST /orders`, for guests, customers, staff and admins."""


class ShopApi(APIGatewayRestResolver):
    """A resolver that answers every failure with a problem document that a browser may read.

    It never raises: an unexpected exception is logged once with its traceback and answered with 500.

    `read_body`: checks the body of an event and returns the event with it as text.
    """

    def __init__(self, read_body: Callable[[dict[str, Any]], dict[str, Any]] = read_body) -> None:
        super().__init__()
        self._read_body = read_body
        self.inputs: dict[Callable[..., Any], Inputs] = {}
        """What the routes take, by the functions that Powertools calls."""
        self._paths: list[tuple[re.Pattern[str], str]] = []
        self._methods: dict[str, set[str]] = {}  # of the paths without a parameter
        self._base_path = f"/{os.environ['BASE_PATH']}" if os.environ.get("BASE_PATH") else ""
        self.exception_handler(ShopError)(self._refuse)
        self.exception_handler(Exception)(self._internal_error)
        self.exception_handler(NotFoundError)(self._no_such_route)

    def handler(self) -> LambdaHandler:
        """Return the Lambda handler. With SnapStart or provisioned concurrency, this loads the models of bodies."""
        if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand") != "on-demand":
            from bodega.validation import load_models

            load_models(body.model for inputs in self.inputs.values() for body in inputs.bodies.values())
        return observed(self.resolve)

    def route(self, rule: str, method: Any, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        """Register a route with its inputs, and record the methods of its path for 405 answers and preflights."""
        # A router passes its methods as a tuple.
        methods = [method] if isinstance(method, str) else list(method)
        taken = [*methods, "HEAD"] if "GET" in methods else methods
        self._paths += [(_pattern(rule), each) for each in taken]
        if "<" not in rule:
            self._methods.setdefault(rule, set()).update(taken)
        register = super().route(rule, method, *args, **kwargs)
        finish = conditions.answered if "GET" in methods else conditions.tagged

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            inputs = Inputs.of(function)

            def called(**path_parameters: str) -> Any:
                event = self.current_event.raw_event
                arguments = inputs.read(event, path_parameters)
                headers = event["headers"]
                if inputs.condition is None and ("if-match" in headers or "if-none-match" in headers):
                    self._check_conditions(rule, methods, headers)
                return finish(function(**arguments), headers)

            self.inputs[called] = inputs
            register(called)
            return function

        return add

    @property
    def request_headers(self) -> Mapping[str, str]:
        """Return the request's headers under lower-case names."""
        headers: Mapping[str, str] = self.current_event.raw_event["headers"]
        return headers

    def resolve(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        deadline.start()
        headers = joined_headers(event)
        read = {**event, "headers": headers}
        # A HEAD is a GET whose body is not sent (RFC 9110 §9.3.2).
        is_head = event.get("httpMethod") == "HEAD"
        if is_head:
            read["httpMethod"] = "GET"
        if self._base_path:
            read["path"] = self._below_base_path(event)
        try:
            self._check_method(read)
            answer = super().resolve(self._read_body(read), context)
        except ShopError as error:
            answer = _answer(problem(error, _request_id(event)))
        except Exception:  # noqa: BLE001  # no exception may leave the handler
            answer = _answer(self._internal_error_for(event))
        if is_head:
            answer["body"] = None
        return _readable_across_origins(headers, answer)

    def _below_base_path(self, event: Mapping[str, Any]) -> str:
        """Return the request's path without the base path of the API's own domain.

        API Gateway passes that on. A request to the domain has the same path in the event and its context. One to API
        Gateway's own domain has the stage in the context's path, and no base path.
        """
        path: str = event["path"]
        if path == event["requestContext"]["path"] and f"{path}/".startswith(f"{self._base_path}/"):
            return path[len(self._base_path) :] or "/"
        return path

    def _check_conditions(self, rule: str, methods: Iterable[str], headers: Mapping[str, str]) -> None:
        """Check the conditions of a request to a route that has no versions.

        A GET is checked when its answer is known. A POST that adds nothing to a list, such as a log-in, has no
        condition to check: it selects no representation (RFC 9110 §13.2.1).

        Raises: PreconditionFailed, ValidationFailed.
        """
        if "POST" in methods:
            if (_pattern(rule), "GET") in self._paths:
                conditions.check_collection(headers)
        elif "GET" not in methods:
            conditions.check_untagged(headers)

    def _refuse(self, error: ShopError) -> Response[Any]:
        if isinstance(error, StorageRefused):
            report_refusal(error.reason)
        elif isinstance(error, StorageUnavailable):
            count("StorageUnavailable")
            logger.warning("Storage unavailable", extra={"cause": str(error.__cause__ or "out of time")})
        return problem(error, _request_id(self.current_event.raw_event))

    def _internal_error(self, _: Exception) -> Response[Any]:
        return self._internal_error_for(self.current_event.raw_event)

    @staticmethod
    def _internal_error_for(event: Mapping[str, Any]) -> Response[Any]:
        count("InternalErrors")
        logger.exception("Internal error")
        return problem(InternalError(), _request_id(event))

    def _check_method(self, event: Mapping[str, Any]) -> None:
        """Refuse `GET /users/login`, which would otherwise be a user with the ID `login`.

        Raises: MethodNotAllowed.
        """
        methods = self._methods.get(event["path"].rstrip("/"))
        if methods is not None and (method := event["httpMethod"]) not in methods and method != "OPTIONS":
            raise MethodNotAllowed(methods)

    def _no_such_route(self, _: NotFoundError) -> Response[Any]:
        path, method = self.current_event.path, self.current_event.http_method
        methods = self._methods.get(path.rstrip("/")) or {
            known for pattern, known in self._paths if pattern.fullmatch(path)
        }
        if method == "OPTIONS" and methods:
            return Response(200, headers={"Allow": allow(methods), **cors.preflight_headers()})
        if cors.is_preflight(method, self.request_headers):
            # A browser needs it before it sends the request, which is answered with 404.
            return Response(200, headers=cors.preflight_headers())
        if not methods or method in methods:
            return self._refuse(NotFound("There is nothing at this path."))
        return self._refuse(MethodNotAllowed(methods))


def _pattern(rule: str) -> re.Pattern[str]:
    """Return the pattern of the paths of a route."""
    return re.compile(re.sub(r"<\w+>", "[^/]+", rule) + "/*")


def _answer(response: Response[Any]) -> dict[str, Any]:
    headers = {name: [str(value)] for name, value in response.headers.items()}
    return {
        "statusCode": response.status_code,
        "body": response.body,
        "isBase64Encoded": False,
        "multiValueHeaders": headers,
    }


def _readable_across_origins(request: Mapping[str, str], answer: dict[str, Any]) -> dict[str, Any]:
    """Add what the answer's reading depends on. `request`: the request's headers."""
    headers: dict[str, list[str]] = answer["multiValueHeaders"]
    headers.update({name: [value] for name, value in cors.origin_headers(request).items()})
    # API Gateway compresses answers and does not say so here.
    varies = [*headers.get("Vary", []), "Accept-Encoding"]
    headers["Vary"] = [", ".join([*varies, "Origin"] if cors.varies_by_origin() else varies)]
    return answer


def _request_id(event: Mapping[str, Any]) -> str:
    return str((event.get("requestContext") or {}).get("requestId", ""))
