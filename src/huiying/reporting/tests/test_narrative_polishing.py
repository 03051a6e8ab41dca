"""A language model's words are taken only where every number stands; a real server answers, well and badly."""

import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from docx import Document
from pytest_django import Settings

from huiying.core.errors import ConfigError
from huiying.handling.tests.desk import signed_in
from huiying.language.writers import writer_at
from huiying.language.writing import Writer
from huiying.reporting.actions import take_snapshot, write_paper
from huiying.reporting.official import OfficialDocument, Paragraph
from huiying.reporting.papers.citing import cite, plain
from huiying.reporting.papers.narrative.polishing import Polished, ours, polish
from tests.office import SUNDAY, Office

TEXT = f"来件{cite('565件', 'received')}，比上月增加{cite('65件', 'difference(a,b)')}，为2026年2月以来最多。"
Change = Callable[[str], str]


@contextmanager
def model(change: Change, *, status: int = 200, seconds: float = 0.0) -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that answers with what `change` makes of the paragraph."""
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(question["messages"][-1]["content"])
            time.sleep(seconds)
            told = {"choices": [{"message": {"content": change(asked[-1])}}]}
            body = json.dumps(told).encode() if status == 200 else b"no"
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # who waited too long is gone
                self.wfile.write(body)

        def log_message(self, *told: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def polished(change: Change, *, status: int = 200, seconds: float = 0.0) -> Polished:
    with model(change, status=status, seconds=seconds) as (url, _asked):
        return polish([TEXT], Writer(url, "key", "small", seconds=0.5))[0]


def test_words_change_and_numbers_stand() -> None:
    with model(lambda told: told.replace("比上月增加", "较上月多")) as (url, asked):
        found = polish([TEXT], Writer(url, "", "small"))[0]
    assert found.by_machine
    assert plain(found.text) == "来件565件，较上月多65件，为2026年2月以来最多。"
    assert cite("565件", "received") in found.text
    assert asked == ["来件⟦1⟧，比上月增加⟦2⟧，为2026年2月以来最多。"]


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (lambda told: told.replace("⟦2⟧", "很多"), "数字的位置"),
        (lambda told: told.replace("⟦2⟧", "⟦1⟧"), "数字的位置"),
        (lambda told: told.replace("⟦1⟧", "⟦x⟧").replace("⟦2⟧", "⟦1⟧").replace("⟦x⟧", "⟦2⟧"), "数字的位置"),
        (lambda told: f"⟦1⟧{told}", "数字的位置"),
        (lambda told: told.replace("2026年", "2025年"), "数字"),
        (lambda told: told.replace("以来最多", "以来最多，增长三成"), "数字"),
        (lambda told: told.replace("以来最多", "以来最多，占百分之十"), "数字"),
        (lambda told: told.replace("比上月", "市住建局比上月"), "名称"),
        (lambda told: told.replace("以来最多", "以来最多，我局高度重视"), "空话"),
        (lambda _told: "。", "数字的位置"),
        (lambda told: f"{told}{'情况属实，' * 40}。", "长短"),
        (lambda told: told.replace("，为", "，\n为"), "一段"),
    ],
)
def test_whatever_else_changes_leaves_the_original(change: Change, because: str) -> None:
    found = polished(change)
    assert (found.text, found.by_machine) == (TEXT, False)
    assert because in found.because


@pytest.mark.parametrize(("status", "seconds"), [(500, 0.0), (302, 0.0), (200, 1.0)])
def test_a_model_that_fails_redirects_or_is_slow_leaves_the_original(status: int, seconds: float) -> None:
    found = polished(lambda told: told, status=status, seconds=seconds)
    assert (found.text, found.by_machine) == (TEXT, False)
    assert found.because


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError):
        Writer("file:///etc/passwd", "", "small")


@pytest.mark.parametrize(
    "address", ["10.0.0.8:8000/v1#qwen", "http://10.0.0.8:8000/v1", "ftp://host/v1#m", "http://host:none/v1#m"]
)
def test_a_wrong_address_of_a_model_is_told_with_its_setting(address: str) -> None:
    with pytest.raises(ConfigError) as refused:
        writer_at(address)
    assert refused.value.where == "HUIYING_MODEL"


def test_a_model_that_failed_once_is_not_asked_again() -> None:
    with model(lambda told: told, status=500) as (url, asked):
        found = polish([TEXT, TEXT, TEXT], Writer(url, "", "small"))
    assert [one.by_machine for one in found] == [False] * 3
    assert len(asked) == 1


def test_only_our_own_sentences_about_figures_are_sent() -> None:
    quoted = f"热度最高的是“停电”（{cite('3件', 'received')}）。"
    named = f"由周砚平任组长，设成员{cite('8名', 'group_members')}。"
    blocks = tuple(map(Paragraph, (TEXT, quoted, named, "特此报告。")))
    assert ours(OfficialDocument(title="报告", blocks=blocks), ["周砚平", ""]) == [TEXT]


@pytest.mark.django_db
def test_a_paper_keeps_what_was_polished_and_shows_it(office: Office, settings: Settings) -> None:
    office.letter("路灯不亮。")
    snapshot = take_snapshot(date(2026, 3, 1), date(2026, 3, 31), by=office.officer, at=SUNDAY)
    with model(lambda told: told.replace("收到来件", "共收来件")) as (url, asked):
        settings.LANGUAGE_MODEL = writer_at(f"{url}#small")
        paper = write_paper(snapshot, by=office.officer, at=SUNDAY)
    assert asked
    assert not any(office.head.name in text for text in asked)
    assert paper.polished
    assert "共收来件" in "".join(part.text for part in Document(io.BytesIO(paper.content("docx"))).paragraphs)
    page = signed_in(office.officer).get(f"/desk/papers/{paper.pk}/").content.decode()
    assert "共收来件" in page
    assert f"desk/reports/{snapshot.pk}/numbers/?of=received" in page
    settings.LANGUAGE_MODEL = None
    assert not write_paper(snapshot, by=office.officer, at=SUNDAY).polished
