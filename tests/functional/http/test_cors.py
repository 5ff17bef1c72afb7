"""CORS: which pages in a browser may read the responses."""

import pytest

from harness.shop.kinds import minimal

ALLOWED = ["https://shop.example", "https://admin.shop.example"]
FOREIGN = [
    "https://evil.example",
    "http://shop.example",
    "https://shop.example:8443",
    "https://shop.example.evil.example",
    "https://xshop.example",
    "https://shop.example,https://admin.shop.example",
    "HTTPS://SHOP.EXAMPLE",
    "null",
    "*",
    "",
]
EXPOSED = "Allow, Content-Disposition, ETag, Idempotency-Replayed, Link, Location, Retry-After, x-amzn-RequestId"
METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
# What an API needs, and what libraries for tracing, caching and AJAX add to every request.
REQUEST_HEADERS = {
    *("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"),
    *("Baggage", "Cache-Control", "Pragma", "Sentry-Trace", "Traceparent", "Tracestate"),
    *("X-Request-ID", "X-Requested-With", "*"),
}


def cross_origin(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-")}


@pytest.fixture
def answers(shop, kind):
    """Return responses of several kinds to a page of some origin."""
    url = f"/{kind}/{shop.add(kind)['id']}"

    def ask(origin):
        headers = {} if origin is None else {"Origin": origin}
        return {
            200: shop.get(url, headers=headers),
            201: shop.post(f"/{kind}", minimal(kind), headers=headers),
            204: shop.delete(f"/{kind}/{shop.add(kind)['id']}", headers=headers),
            304: shop.get(url, headers=headers | {"If-None-Match": "*"}),
            400: shop.post(f"/{kind}", raw_body="{", headers=headers),
            401: shop.delete(url, role="nobody", headers=headers),
            404: shop.get(f"/{kind}/x", headers=headers),
            405: shop.delete(f"/{kind}", headers=headers),
            412: shop.put(f"{url}/stock", {"inStock": True}, headers=headers | {"If-Match": '"9"'}),
            422: shop.post(f"/{kind}", {}, headers=headers),
        }

    return ask


class TestAnswers:
    @pytest.mark.parametrize("origin", ALLOWED)
    def test_may_be_read_by_a_page_of_an_allowed_origin(self, answers, origin):
        for status, answer in answers(origin).items():
            assert answer.status == status
            assert cross_origin(answer) == {
                "Access-Control-Allow-Origin": origin,
                "Access-Control-Expose-Headers": EXPOSED,
            }
            assert answer.headers["Vary"].split(", ")[-1] == "Origin"

    @pytest.mark.parametrize("origin", [*FOREIGN, None])
    @pytest.mark.parametrize("kind", ["addons"])
    def test_may_not_be_read_by_any_other_page(self, answers, origin):
        for status, answer in answers(origin).items():
            assert answer.status == status
            assert cross_origin(answer) == {}
            assert answer.headers["Vary"].split(", ")[-1] == "Origin"

    @pytest.mark.parametrize("kind", ["addons"])
    def test_never_allow_credentials(self, answers):
        for answer in answers(ALLOWED[0]).values():
            assert "Access-Control-Allow-Credentials" not in answer.headers

    def test_have_each_cors_header_once(self, shop, kind):
        answer = shop.get(f"/{kind}", headers={"origin": ALLOWED[0]})

        assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED[0]
        assert answer.headers["Vary"] == "Authorization, Accept-Encoding, Origin"

    def test_to_internal_errors_may_be_read_too(self, shop, kind, monkeypatch):
        monkeypatch.delenv("CATALOG_TABLE")

        answer = shop.get(f"/{kind}", headers={"Origin": ALLOWED[0]})

        assert answer.status == 500
        assert cross_origin(answer)["Access-Control-Allow-Origin"] == ALLOWED[0]


class TestAnyOrigin:
    @pytest.fixture(autouse=True)
    def any_origin(self, monkeypatch):
        monkeypatch.setenv("ALLOWED_ORIGINS", "*")

    @pytest.mark.parametrize("origin", ["https://anyone.example", None])
    @pytest.mark.parametrize("kind", ["addons"])
    def test_may_be_allowed_by_a_wildcard(self, answers, origin):
        for status, answer in answers(origin).items():
            assert answer.status == status
            assert cross_origin(answer) == {
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Expose-Headers": EXPOSED,
            }
            assert "Origin" not in answer.headers.get("Vary", "")


class TestPreflight:
    ALLOW = {
        "/{kind}": "GET, HEAD, OPTIONS, POST",
        "/{kind}/{id}": "DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
        "/{kind}/{id}/stock": "OPTIONS, PUT",
    }

    def preflight(self, shop, url, origin="https://shop.example"):
        headers = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
        return shop.call("OPTIONS", url, role="nobody", headers=headers)

    @pytest.mark.parametrize("path", ALLOW)
    def test_allows_every_method_so_that_a_405_can_be_read(self, shop, kind, path, recording):
        answer = self.preflight(shop, path.format(kind=kind, id="add_x"))

        assert (answer.status, answer.body) == (200, None)
        assert cross_origin(answer) == {
            "Access-Control-Allow-Origin": "https://shop.example",
            "Access-Control-Expose-Headers": EXPOSED,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": answer.headers["Access-Control-Allow-Headers"],
            "Access-Control-Max-Age": "7200",
        }
        assert set(answer.headers["Access-Control-Allow-Headers"].split(", ")) == REQUEST_HEADERS
        assert recording.calls == []

    @pytest.mark.parametrize("path", ALLOW)
    def test_names_the_methods_of_the_path_in_allow(self, shop, kind, path):
        assert self.preflight(shop, path.format(kind=kind, id="add_x")).headers["Allow"] == self.ALLOW[path]

    @pytest.mark.parametrize(
        ("path", "allow"),
        [
            ("/menu", "GET, HEAD, OPTIONS"),
            ("/categories/order", "OPTIONS, PUT"),
            ("/users/login", "OPTIONS, POST"),
            ("/users/me", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ],
    )
    def test_works_for_other_paths(self, shop, path, allow):
        answer = self.preflight(shop, path)

        assert (answer.status, answer.headers["Allow"]) == (200, allow)

    def test_allows_nothing_to_another_origin(self, shop, kind):
        answer = self.preflight(shop, f"/{kind}", origin="https://evil.example")

        assert answer.status == 200
        assert "Access-Control-Allow-Origin" not in answer.headers

    def test_succeeds_for_an_unknown_path_so_that_the_404_can_be_read(self, shop, kind):
        answer = self.preflight(shop, f"/{kind}/a/b/c")

        assert answer.status == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "https://shop.example"
        assert answer.headers["Access-Control-Allow-Methods"] == METHODS
        assert "Allow" not in answer.headers

    def test_differs_from_an_options_request_to_an_unknown_path(self, shop, kind):
        answer = shop.call("OPTIONS", f"/{kind}/a/b/c", role="nobody", headers={"Origin": ALLOWED[0]})

        assert (answer.status, answer.code) == (404, "not_found")
        assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED[0]
