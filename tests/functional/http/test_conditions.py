"""If-Match on changes, If-None-Match on reads (RFC 9110 §13.1)."""

import pytest

from harness.shop.kinds import absent_id, minimal
from tests.support.shop.menu import rebuild

pytestmark = pytest.mark.one_client

STALE = ['"1"', '"3"', '"0"', '"02"', '"2 "', '"٢"', '""', "", '"abc"', 'W/"2"', '"1", "3"']
STALE += ['"99999999999999999999999999"', ", ".join(f'"{version}"' for version in range(1000, 1050))]
NO_LIST_OF_TAGS = ["2", "nonsense", '"2', "'2'", "\x00", "*2", 'W/2, "2"']
TOO_MANY = ", ".join(f'"{version}"' for version in range(51))
CURRENT = ['"2"', "*", " * ", '"1", "2"', '"7","2","9"', 'W/"1", "2"', '"abc", "2"', ' "2" ']


def changes(kind):
    return {
        "PUT": ("", minimal(kind)),
        "PATCH": ("", {"description": "New."}),
        "STOCK": ("/stock", {"inStock": False}),
        "DELETE": ("", None),
    }


@pytest.fixture(params=["PUT", "PATCH", "STOCK", "DELETE"])
def change(shop, kind, request):
    """Change an item at version 2 under a condition."""
    item = shop.add(kind)
    url = f"/{kind}/{item['id']}"
    shop.put(f"{url}/stock", {"inStock": True})
    ending, body = changes(kind)[request.param]
    method = "PUT" if request.param == "STOCK" else request.param

    def make(tags, header="If-Match", **others):
        return shop.call(method, url + ending, body=body, headers={header: tags, **others})

    make.read = lambda: shop.get(url)
    return make


class TestIfMatch:
    def test_with_an_older_or_unknown_version_prevents_a_change(self, change):
        before = change.read().json

        for if_match in STALE:
            answer = change(if_match)

            assert (answer.status, answer.code) == (412, "version_conflict"), if_match
        assert change.read().json == before

    @pytest.mark.parametrize("header", ["If-Match", "If-None-Match"])
    def test_without_quotes_says_that_etags_are_in_quotes(self, change, header):
        before = change.read().json

        for value in NO_LIST_OF_TAGS:
            answer = change(value, header)

            assert (answer.status, answer.code) == (422, "validation_failed"), value
            assert answer.json["errors"] == [
                {"header": header.lower(), "detail": 'must be * or a list of ETags in quotes, for example "3"'}
            ]
        assert change(TOO_MANY, header).json["errors"] == [
            {"header": header.lower(), "detail": "must name at most 50 ETags"}
        ]
        assert change.read().json == before

    @pytest.mark.parametrize("if_match", CURRENT)
    @pytest.mark.parametrize("kind", ["customizations"])
    def test_with_the_current_version_allows_a_change(self, change, if_match):
        answer = change(if_match)

        assert answer.status in {200, 204}
        if answer.status == 200:
            assert answer.headers["ETag"] == '"3"'

    def test_with_the_etag_of_a_read_allows_one_change(self, change):
        tag = change.read().headers["ETag"]

        first, second = change(tag), change(tag)

        assert first.status in {200, 204}
        assert second.status == (412 if first.status == 200 else 404)

    def test_may_have_a_lower_case_name(self, change):
        assert change('"1"', header="if-match").status == 412
        assert change('"2"', header="if-match").status in {200, 204}

    def test_with_the_etag_of_a_change_allows_the_next_change(self, shop, kind):
        url = f"/{kind}/{shop.add(kind)['id']}"

        tag = '"1"'
        for _ in range(3):
            answer = shop.put(url, minimal(kind), headers={"If-Match": tag})
            assert answer.status == 200
            tag = answer.headers["ETag"]

        assert tag == '"4"'

    @pytest.mark.parametrize("if_match", ["*", '"1"'])
    def test_never_creates_an_item(self, shop, kind, if_match, stored):
        url = f"/{kind}/{absent_id(kind)}"

        for ending, body in changes(kind).values():
            assert shop.put(url + ending, body or {"inStock": True}, headers={"If-Match": if_match}).status in {
                404,
                422,
            }
        assert shop.patch(url, {}, headers={"If-Match": if_match}).status == 404
        assert shop.delete(url, headers={"If-Match": if_match}).status == 404
        assert stored() == []


class TestIfNoneMatchOfAChange:
    @pytest.mark.parametrize("excluded", ["*", " * ", '"2"', 'W/"2"', '"1",W/"2"', '"2-gzip"'])
    def test_that_names_the_current_version_prevents_it(self, change, excluded):
        before = change.read().json

        answer = change(excluded, "If-None-Match")

        assert (answer.status, answer.code) == (412, "precondition_failed")
        assert change.read().json == before

    @pytest.mark.parametrize("excluded", ['"1"', '"3", W/"1"', "", '"x"', '"02"', '"22"'])
    def test_that_names_other_versions_allows_it(self, change, excluded):
        assert change(excluded, "If-None-Match").status in {200, 204}

    @pytest.mark.parametrize("excluded", ["*", '"1"'])
    def test_never_creates_an_item(self, shop, kind, excluded, stored):
        url, headers = f"/{kind}/{absent_id(kind)}", {"If-None-Match": excluded}

        assert shop.put(url, minimal(kind), headers=headers).status == 404
        assert shop.put(f"{url}/stock", {"inStock": True}, headers=headers).status == 404
        assert shop.patch(url, {}, headers=headers).status == 404
        assert shop.delete(url, headers=headers).status == 404
        assert stored() == []


class TestBothHeaders:
    @pytest.mark.parametrize(
        ("if_match", "if_none_match", "status"),
        [('"2"', '"1"', 200), ('"2"', '"2"', 412), ('"1", "2"', '"1"', 200), ("*", '"2"', 412), ('"1"', '"7"', 412)],
    )
    @pytest.mark.parametrize("kind", ["products"])
    def test_have_to_hold(self, change, if_match, if_none_match, status):
        answer = change(if_match, **{"If-None-Match": if_none_match})

        assert answer.status in ({412} if status == 412 else {200, 204})


class TestIfNoneMatch:
    @pytest.fixture(params=["item", "list", "menu"])
    def url(self, shop, request):
        item = shop.add("categories")
        return {"item": f"/categories/{item['id']}", "list": "/categories?limit=5", "menu": "/menu"}[request.param]

    def test_with_the_current_etag_returns_304_without_a_body(self, shop, url):
        read = shop.get(url)

        answer = shop.get(url, headers={"If-None-Match": read.headers["ETag"]})

        assert (answer.status, answer.body) == (304, None)
        for name in ("ETag", "Cache-Control", "Vary"):
            assert answer.headers[name] == read.headers[name]
        assert "Content-Type" not in answer.headers

    @pytest.mark.parametrize("written", ["W/{}", '"other", {}', '{}, "other"', ' "other" ,W/{} ', "*"])
    def test_may_be_weak_or_one_of_a_list(self, shop, url, written):
        tag = shop.get(url).headers["ETag"]

        assert shop.get(url, headers={"if-none-match": written.format(tag)}).status == 304

    @pytest.mark.parametrize("other", ['"other"', "", "nonsense", 'W/"7"', '"'])
    def test_with_another_etag_returns_the_item(self, shop, url, other):
        answer = shop.get(url, headers={"If-None-Match": other})

        assert answer.status == 200
        assert answer.body == shop.get(url).body

    def test_with_an_outdated_etag_returns_the_change(self, shop, url):
        tag = shop.get(url).headers["ETag"]
        category = shop.get("/categories").json["items"][0]
        shop.patch(f"/categories/{category['id']}", {"description": "New."})
        rebuild()

        answer = shop.get(url, headers={"If-None-Match": tag})

        assert answer.status == 200
        assert "New." in answer.body
        assert answer.headers["ETag"] != tag

    def test_does_not_hide_a_404(self, shop, kind):
        assert shop.get(f"/{kind}/{absent_id(kind)}", headers={"If-None-Match": "*"}).status == 404

    def test_returns_the_cache_headers_for_the_caller(self, shop, url):
        headers = {"If-None-Match": shop.get(url).headers["ETag"], "Authorization": "Bearer x"}

        answer = shop.get(url, headers=headers)

        assert (answer.status, answer.headers["Cache-Control"]) == (304, "private, no-cache")
