"""The mailbox: accepted mail is stored, and shown in a sandbox."""

import io
import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT
from local.pages.mailbox import Mailbox, mailbox_page
from tests.support.documents.html_pages import Page, Tags, get_pages

HOSTILE = "<script>alert(1)</script>\"'&"
# The stack runs this file as a script. The tests need only its class.
KeepMail = runpy.run_path(str(ROOT / "local/engines/moto_server.py"))["KeepMail"]


def request(subject: str = "Hello", to: str = "ada@shop.example", **body: str) -> dict[str, Any]:
    content = {"Subject": {"Data": subject}, "Body": {kind: {"Data": text} for kind, text in body.items()}}
    return {
        "FromEmailAddress": "Shop <shop@shop.example>",
        "Destination": {"ToAddresses": [to]},
        "Content": {"Simple": content},
    }


def send(
    folder: Path, document: dict[str, Any], status: str = "200 OK", path: str = "/v2/email/outbound-emails"
) -> bytes:
    """Send a request to a fake SES that answers `status`. Returns the answer that the sender gets."""
    said: list[str] = []

    def ses(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        assert json.loads(environ["wsgi.input"].read()) == document
        start_response(status, [])
        return [b'{"MessageId": "0100-abc"}']

    raw = json.dumps(document).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
    }
    answer = b"".join(KeepMail(ses, folder)(environ, lambda line, *_: said.append(line)))
    assert said == [status]
    return answer


def get(folder: Path, *paths: str) -> list[Page]:
    return get_pages(mailbox_page(Mailbox(folder), lambda: "Corner Shop")(lambda: "/v1"), *paths)


class TestAcceptedMail:
    def test_is_stored_before_the_sender_gets_an_answer(self, tmp_path: Path) -> None:
        answer = send(tmp_path, request("Welcome", Text="plain", Html="<p>rich</p>"))
        assert json.loads(answer) == {"MessageId": "0100-abc"}
        (mail,) = Mailbox(tmp_path).newest()
        assert (mail.subject, mail.to, mail.text, mail.html) == (
            "Welcome",
            ("ada@shop.example",),
            "plain",
            "<p>rich</p>",
        )

    @pytest.mark.parametrize("status", ["400 Bad Request", "500 Internal Server Error"])
    def test_does_not_include_rejected_mail(self, tmp_path: Path, status: str) -> None:
        send(tmp_path, request(), status)
        assert Mailbox(tmp_path).newest() == []

    def test_does_not_include_other_requests(self, tmp_path: Path) -> None:
        send(tmp_path, request(), path="/v2/email/identities")
        assert Mailbox(tmp_path).newest() == []


def put(folder: Path, *mails: dict[str, Any]) -> list[str]:
    """Store mails that arrive one millisecond apart. Returns their ids."""
    ids = [f"{1_790_000_000_000 + number}-mail" for number in range(len(mails))]
    for mail_id, mail in zip(ids, mails, strict=True):
        (folder / f"{mail_id}.json").write_text(json.dumps({"sentAt": 1_790_000_000, "request": mail}))
    return ids


class TestTheList:
    def test_is_newest_first(self, tmp_path: Path) -> None:
        first, second = put(tmp_path, request("First"), request("Second"))
        ((_, _, page), (_, _, listing)) = get(tmp_path, "/mailbox", "/mailbox.json")
        links = [str(attributes["href"]) for attributes in Tags(page).of("a")]
        assert [link for link in links if link in {f"/mailbox/{first}", f"/mailbox/{second}"}] == [
            f"/mailbox/{second}",
            f"/mailbox/{first}",
        ]
        assert [mail["subject"] for mail in json.loads(listing)] == ["Second", "First"]

    def test_can_be_read_from_a_mail_on(self, tmp_path: Path) -> None:
        first, second, third = put(tmp_path, request("First"), request("Second"), request("Third"))
        asked = [f"/mailbox.json?after={mail_id}" for mail_id in ("", first, third, "<not an id>")]
        found = [[mail["id"] for mail in json.loads(body)] for _, _, body in get(tmp_path, *asked)]
        assert found[:3] == [[third, second, first], [third, second], []]

    def test_works_without_a_script(self, tmp_path: Path) -> None:
        """A page that reloads itself interrupts a screen reader (WCAG 2.2, 2.2.4)."""
        put(tmp_path, request("Hello"))
        ((_, _, page),) = get(tmp_path, "/mailbox")
        assert not [attributes for attributes in Tags(page).of("meta") if "http-equiv" in attributes]
        assert '<a class="button" href="/mailbox">Reload</a>' in page
        (pause,) = Tags(page).of("button")
        assert "hidden" in pause

    def test_has_the_name_of_the_shop(self, tmp_path: Path) -> None:
        put(tmp_path, request("Hello"))
        ((_, _, page),) = get(tmp_path, "/mailbox")
        assert "<title>Mailbox – Corner Shop</title>" in page

    def test_without_mail_says_so(self, tmp_path: Path) -> None:
        ((status, _, page),) = get(tmp_path / "not-there-yet", "/mailbox")
        assert (status, "No mail yet" in page) == (200, True)

    def test_leaves_out_incomplete_files(self, tmp_path: Path) -> None:
        put(tmp_path, request("Whole"))
        (tmp_path / "1790000000001-half.json").write_text('{"sentAt": 1')
        assert [mail.subject for mail in Mailbox(tmp_path).newest()] == ["Whole"]


class TestAMail:
    def test_is_shown_in_a_sandboxed_frame(self, tmp_path: Path) -> None:
        (mail_id,) = put(tmp_path, request(Html="<p>Hello</p>", Text="Hello"))
        ((_, headers, page), (_, frame_headers, frame)) = get(
            tmp_path, f"/mailbox/{mail_id}", f"/mailbox/{mail_id}/html"
        )
        (iframe,) = Tags(page).of("iframe")
        assert iframe["src"] == f"/mailbox/{mail_id}/html"
        assert "allow-scripts" not in str(iframe["sandbox"])
        assert "allow-same-origin" not in str(iframe["sandbox"])
        for policy in (headers["Content-Security-Policy"], frame_headers["Content-Security-Policy"]):
            assert "default-src 'none'" in policy
            assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
        assert "script-src" not in frame_headers["Content-Security-Policy"]
        # The sandbox also applies when somebody opens the frame's URL directly.
        assert frame_headers["Content-Security-Policy"].startswith("sandbox ")
        assert "<p>Hello</p>" in frame
        assert Tags(frame).of("base") == [{"target": "_blank"}]

    def test_shows_hostile_text_as_text(self, tmp_path: Path) -> None:
        (mail_id,) = put(tmp_path, request(HOSTILE, HOSTILE, Text=HOSTILE, Html=HOSTILE))
        for _, _, page in get(tmp_path, "/mailbox", f"/mailbox/{mail_id}"):
            assert {attributes.get("src") for attributes in Tags(page).of("script")} <= {"/mailbox-files/mailbox.js"}
            assert "alert(1)</script>" not in page

    def test_has_clickable_links_in_its_text(self, tmp_path: Path) -> None:
        url = "https://shop.example/reset-password#token=a_b-c&d=1"
        (mail_id,) = put(tmp_path, request(Text=f"Open <{url}>\nor not"))
        ((_, _, page),) = get(tmp_path, f"/mailbox/{mail_id}")
        link = Tags(page).of("a")[-1]
        assert (link["href"], link["target"], link["rel"]) == (url, "_blank", "noreferrer")

    @pytest.mark.parametrize("mail_id", ["1790000000009-other", "..%2Fsecrets", "%2e%2e", ".hidden", "secrets"])
    def test_that_does_not_exist_is_404(self, tmp_path: Path, mail_id: str) -> None:
        (tmp_path / "secrets.json").write_text('{"sentAt": 1, "request": {}}')
        folder = tmp_path / "mail"
        folder.mkdir()
        (folder / "secrets.json").write_text('{"sentAt": 1, "request": {}}')
        assert [status for status, _, _ in get(folder, f"/mailbox/{mail_id}", f"/mailbox/{mail_id}/html")] == [404, 404]

    def test_is_not_cached(self, tmp_path: Path) -> None:
        (mail_id,) = put(tmp_path, request(Html="<p>Hello</p>"))
        answers = get(tmp_path, "/mailbox", "/mailbox.json", f"/mailbox/{mail_id}", f"/mailbox/{mail_id}/html")
        assert {headers["Cache-Control"] for _, headers, _ in answers} == {"no-store"}
