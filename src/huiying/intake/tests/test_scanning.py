"""What the scanner finds is not kept, and what nobody could look at waits; asked of a real clamd."""

import base64
import json
import socket
import socketserver
import struct
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _

from huiying.intake import scanning
from huiying.intake.actions import listening
from huiying.intake.actions.attaching import REFUSED
from huiying.intake.actions.receiving import receive
from huiying.intake.channel import Attached, Batch, Heard
from huiying.intake.channels.api.tokens import make_token
from huiying.intake.filetypes import UnfitFile, media_type
from huiying.intake.models import Attachment, Channel, Scope, Voice
from tests.office import Office

from .clamd import FOUND, ILL, clamd_address, scanner
from .hostile import PDF

__all__ = ["clamd_address", "scanner"]

WELL, SICK = Attached(name="a.pdf", content=PDF), Attached(name="b.pdf", content=ILL)
FORM = "/ask/mayor-mailbox/"


@pytest.fixture
def away(settings: Any) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.SCANNER = f"clamd://127.0.0.1:{nobody.getsockname()[1]}"


@pytest.mark.clamd
class TestClamd:
    def test_a_clean_file_passes_and_another_is_named(self, scanner: str) -> None:
        assert media_type(WELL) == "application/pdf"
        with pytest.raises(UnfitFile, match=FOUND):
            media_type(SICK)

    def test_what_is_larger_than_it_takes_is_not_kept(self, scanner: str) -> None:
        with pytest.raises(UnfitFile, match=str(_("it is larger than the virus scanner takes"))):
            media_type(Attached(name="c.pdf", content=PDF + bytes(2 * 1024**2)))

    def test_a_letter_is_kept_without_what_is_larger(self, scanner: str, office: Office) -> None:
        large = Attached(name="c.pdf", content=PDF + bytes(2 * 1024**2))
        scanning.show([WELL, large])
        at = timezone.now()
        heard = Heard(external_id="1", text="路灯坏了。", said_at=at, attached=(WELL, large))
        receive([heard], channel=office.mailbox, by=None, at=at)
        assert [kept.name for kept in Attachment.objects.all()] == ["a.pdf"]
        assert [told["name"] for told in Voice.objects.get().raw[REFUSED]] == ["c.pdf"]

    def test_it_says_what_it_is(self, scanner: str) -> None:
        assert scanning.version().startswith("ClamAV ")

    def test_a_letter_that_comes_by_itself_says_which_file_was_left_out(self, scanner: str, office: Office) -> None:
        at = timezone.now()
        heard = Heard(external_id="1", text="路灯坏了。", said_at=at, attached=(WELL, SICK))
        receive([heard], channel=office.mailbox, by=None, at=at)
        assert [kept.name for kept in Attachment.objects.all()] == ["a.pdf"]
        ((refused),) = Voice.objects.get().raw[REFUSED]
        assert (refused["name"], FOUND in refused["reason"]) == ("b.pdf", True)

    def test_a_form_keeps_what_was_typed(self, scanner: str, office: Office) -> None:
        page = sent(SimpleUploadedFile("b.pdf", ILL))
        assert FOUND in page
        assert "园区班车能不能加一班" in page
        assert not Voice.objects.exists()
        sent(SimpleUploadedFile("a.pdf", PDF))
        assert Attachment.objects.get().name == "a.pdf"


def sent(file: SimpleUploadedFile) -> str:
    told = {"token": str(uuid.uuid4()), "title": "园区班车", "text": "园区班车能不能加一班", "attachments": [file]}
    return Client().post(FORM, told).content.decode()


class TestAway:
    def test_a_form_is_refused_with_its_words(self, away: None, office: Office) -> None:
        assert "园区班车能不能加一班" in sent(SimpleUploadedFile("a.pdf", PDF))
        assert not Voice.objects.exists()

    def test_without_files_nobody_is_asked(self, away: None, office: Office) -> None:
        Client().post(FORM, {"token": str(uuid.uuid4()), "title": "班车", "text": "园区班车能不能加一班"})
        assert Voice.objects.count() == 1

    def test_a_channel_waits_with_its_letter(self, away: None, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        at = timezone.now()
        heard = Heard(external_id="1", text="路灯坏了。", said_at=at, attached=(WELL,))
        monkeypatch.setattr(listening, "connector", lambda _name: Reader(heard))
        assert listening.listen(office.mailbox, at=at) == 0
        channel = Channel.objects.get(pk=office.mailbox.pk)
        assert (channel.failures, channel.cursor, "clamd" in channel.error) == (1, {}, True)
        assert channel.retry_at is not None
        assert not Voice.objects.exists()

    def test_a_sender_brings_it_again(self, away: None, office: Office) -> None:
        told = {"name": "a.pdf", "content": base64.b64encode(PDF).decode()}
        letter = {"text": "路灯坏了。", "external_id": "1", "attachments": [told]}
        _token, key = make_token("平台", scopes=[Scope.INTAKE], channel=office.mailbox, by=None, at=timezone.now())
        answer = Client().post(
            "/api/v1/voices",
            json.dumps(letter),
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )
        assert answer.status_code == 503, answer.content
        assert not Voice.objects.exists()


class Reader:
    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def listen(self, _account: object, _cursor: dict[str, Any]) -> Iterator[Batch]:
        yield Batch(heard=(self._heard,), cursor={"read": 1})

    def check(self, _account: object) -> None:
        pass


class Broken(socketserver.StreamRequestHandler):
    """Takes a file as clamd does, and answers with what it should not."""

    answer = b""
    asked = 0
    hangs_up = 0  # on so many of the first files

    def handle(self) -> None:
        type(self).asked += 1
        if self.asked <= self.hangs_up:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.rfile.close()
            self.request.close()
            return
        assert self.rfile.readline() == b"nINSTREAM\n"
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            self.rfile.read(length)
        self.wfile.write(self.answer)


@pytest.fixture
def broken(settings: Any) -> Iterator[type[Broken]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Broken) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SCANNER = f"clamd://127.0.0.1:{server.server_address[1]}"
        Broken.asked = Broken.hangs_up = 0
        yield Broken
        server.shutdown()


@pytest.mark.parametrize("answer", [b"", b"\n", b"stream: access denied. ERROR\n", b"\xff\xfe\n", b"HTTP/1.1 400\n"])
def test_an_answer_that_is_none_lets_nothing_pass(broken: type[Broken], answer: bytes) -> None:
    broken.answer = answer
    with pytest.raises(UnfitFile):
        media_type(WELL)


def test_a_scanner_that_ended_in_the_midst_is_asked_again(broken: type[Broken]) -> None:
    broken.answer, broken.hangs_up = b"stream: OK\n", 1
    assert [media_type(WELL), broken.asked] == ["application/pdf", 2]


def test_a_verdict_holds_for_a_while(broken: type[Broken]) -> None:
    broken.answer = b"stream: OK\n"
    assert [media_type(WELL), media_type(WELL), broken.asked] == ["application/pdf", "application/pdf", 1]


def test_the_socket_is_where_the_address_says(settings: Any, tmp_path: Path) -> None:
    settings.SCANNER = f"clamd://{tmp_path}/none.ctl"
    with pytest.raises(scanning.ScannerAway):
        scanning.version()
