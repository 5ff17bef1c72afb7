"""What the functions write: no body, no token, no name; and nothing of one invocation in the next one's lines."""

import json

import pytest

from bodega.catalog.operations import Catalog
from bodega.observability import logger
from harness.aws.dynamodb_proxy import Fault
from harness.shop.kinds import complete, minimal

MARK = "MARKED"


def documents(written):
    return [json.loads(line) for line in written.splitlines() if line.strip()]


def log_lines(written):
    return [document for document in documents(written) if "level" in document]


def counted(written):
    return sum(sum(document.get("CatalogChanges", [])) for document in documents(written))


def marked(kind):
    fields = complete(kind, f"{MARK} name") | {"description": f"{MARK} description"}
    return fields | ({"images": [f"https://{MARK}.example/a.png"]} if kind == "products" else {})


@pytest.fixture
def headers():
    return {
        "Authorization": f"Bearer {MARK}.token",
        "Idempotency-Key": f"{MARK}-key",
        "If-None-Match": f'"{MARK}"',
        "Cookie": MARK,
        "User-Agent": MARK,
        "X-Forwarded-For": MARK,
    }


def every_request(shop, kind, headers):
    """Each request of the kind, marked in all that a client sends: what works, what is refused, what is not there."""
    created = shop.post(f"/{kind}", marked(kind), headers=headers).json
    url = f"/{kind}/{created['id']}"
    stale = headers | {"If-Match": f'"{MARK}"'}
    return [
        shop.post(f"/{kind}", marked(kind), headers=headers),
        shop.post(f"/{kind}", marked(kind)),
        shop.post(f"/{kind}", marked(kind) | {MARK: MARK}, headers=headers),
        shop.post(f"/{kind}", raw_body=f'{{"name": {MARK}', headers=headers),
        shop.post(f"/{kind}", marked(kind), headers=headers | {"Idempotency-Key": f"{MARK} {MARK}"}),
        shop.get(f"/{kind}?name={MARK}&cursor={MARK}", headers=headers),
        shop.get(f"/{kind}?name={MARK}", headers=headers),
        shop.get(f"/{kind}/{MARK}", headers=headers),
        shop.get(url, headers=headers),
        shop.put(url, marked(kind), headers=headers),
        shop.put(url, marked(kind), headers=stale),
        shop.patch(url, {"description": MARK}, headers=headers),
        shop.put(f"{url}/stock", {"inStock": MARK}, headers=headers),
        shop.delete(url, headers=headers, role="customer"),
        shop.delete(url, headers=headers, role="nobody"),
        shop.delete(url, headers=headers),
        shop.get(f"/{MARK}".replace(MARK, f"{kind}/{MARK}/{MARK}/{MARK}"), headers=headers),
    ]


class TestOutput:
    def test_shows_nothing_of_what_clients_send(self, shop, kind, headers, output):
        answers = every_request(shop, kind, headers)

        written = output()
        assert {answer.status for answer in answers} == {200, 201, 204, 400, 401, 403, 404, 409, 412, 422}
        assert written
        assert MARK not in written

    @pytest.mark.parametrize(
        "fault",
        [
            Fault("error", times=10**9, code="AccessDeniedException", message="denied"),
            Fault("error", times=10**9, code="ValidationException", message="invalid"),
            Fault("error", times=10**9, status=500, code="InternalServerError"),
            Fault("refused", times=10**9),
        ],
        ids=lambda fault: fault.code or fault.kind,
    )
    @pytest.mark.usefixtures("impatient")
    def test_shows_nothing_of_it_when_things_break_either(self, shop, kind, headers, output, recording, fault):
        item = shop.post(f"/{kind}", marked(kind)).json
        recording.faults.append(Fault(**vars(fault)))
        output()

        broken = [
            shop.post(f"/{kind}", marked(kind), headers=headers),
            shop.put(f"/{kind}/{item['id']}", marked(kind), headers=headers),
            shop.get(f"/{kind}?name={MARK}", headers=headers),
        ]

        assert {answer.status for answer in broken} <= {500, 503}
        written = output()
        assert log_lines(written)
        assert MARK not in written

    def test_is_json_line_by_line(self, shop, kind, output, monkeypatch):
        shop.add(kind)
        monkeypatch.delenv("CATALOG_TABLE")
        shop.get(f"/{kind}")

        lines = output().splitlines()

        assert len(lines) >= 2
        assert all(isinstance(json.loads(line), dict) for line in lines)


class TestInvocations:
    def test_do_not_share_what_one_adds_to_its_lines(self, shop, kind, output, monkeypatch):
        def fail_with_keys(catalog, item_id):
            logger.append_keys(customer=MARK)
            raise RuntimeError

        def fail(catalog, item_id):
            raise RuntimeError

        monkeypatch.setattr(Catalog, "get", fail_with_keys)
        shop.get(f"/{kind}/x")
        monkeypatch.setattr(Catalog, "get", fail)
        shop.get(f"/{kind}/x")

        first, second = log_lines(output())
        assert first["customer"] == MARK
        assert "customer" not in second
        assert MARK not in json.dumps(second)

    def test_leave_no_metric_to_the_next(self, shop, kind, output):
        shop.add(kind)
        assert counted(output()) == 1

        shop.get(f"/{kind}")
        assert counted(output()) == 0


class TestMetrics:
    def test_count_each_change_of_the_catalogue_once(self, shop, kind, output):
        body, key = minimal(kind), {"Idempotency-Key": "k"}
        created = shop.post(f"/{kind}", body, headers=key).json
        url = f"/{kind}/{created['id']}"
        changes = [
            shop.put(url, body),
            shop.patch(url, {}),
            shop.put(f"{url}/stock", {"inStock": False}),
            shop.delete(url),
        ]

        assert [answer.status for answer in changes] == [200, 200, 200, 204]
        assert counted(output()) == 5

    def test_count_nothing_that_was_refused_or_replayed(self, shop, kind, output):
        body, key = minimal(kind), {"Idempotency-Key": "k"}
        url = f"/{kind}/{shop.post(f'/{kind}', body, headers=key).json['id']}"
        output()

        shop.post(f"/{kind}", body, headers=key)
        shop.post(f"/{kind}", body)
        shop.put(url, body, headers={"If-Match": '"9"'})
        shop.patch(url, {"name": ""})
        shop.delete(url, role="customer")
        shop.get(url)

        assert counted(output()) == 0
