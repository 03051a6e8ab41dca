"""断链 · Links inside are followed in this process; those outside are asked with care."""

from datetime import timedelta

import pytest
from django.conf import LazySettings

from huiying.handling import inspected
from huiying.intake.channel import ChannelError
from huiying.publication.columns import NEWS
from huiying.publication.inspection import links
from huiying.publication.inspection.figures import figures
from huiying.publication.inspection.links import Outside
from huiying.publication.inspection.texts import PublicText
from tests.inspection.site import TODAY, article, found, told

LINKS = (
    ("/xinxi-fabu/", False),
    ("/xinxi-fabu", False),
    ("/answers/", False),
    ("/answers/A1/", False),
    ("/answers/A9/", True),
    ("/board/HY1/", True),
    ("/nowhere/", True),
    ("/xinxi-fabu/nowhere/", True),
    ("/static/huiying/base.css", False),
    ("/static/nothing.css", True),
    ("/media/nothing.pdf", True),
    ("/documents/9999/nothing.pdf", True),
    ("/media/../../etc/passwd", True),
    ("http://localhost/nowhere/", True),
    ("#top", False),
    ("mailto:a@example.cn", False),
    ("tel:010-12345", False),
    ("https://www.example.cn/x", False),
    ("http://[bad", True),
)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("href", "dead"), LINKS)
def test_links_inside_are_followed_in_this_process(href: str, dead: bool) -> None:
    article(NEWS, "有链接", body=f'<p>见<a href="{href}">这里</a>。</p>')
    assert told(found()) == ({"dead_link"} if dead else set())


@pytest.mark.usefixtures("sound")
def test_links_to_pages_of_ours_go_by_key() -> None:
    target = article(NEWS, "目标")
    article(NEWS, "有链接", body=f'<p><a linktype="page" id="{target.pk}">这里</a></p>')
    assert told(found()) == set()
    target.live = False
    target.save()
    assert told(found()) == {"dead_link"}
    article(NEWS, "有附件", body='<p><a linktype="document" id="77">附件</a><a linktype="page" id="x">坏</a></p>')
    assert found().counts["dead_link"] == 3


@pytest.mark.usefixtures("sound")
def test_links_outside_are_asked_only_where_the_office_said_so(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def trouble(url: str) -> str:
        asked.append(url)
        return "404" if "gone" in url else ""

    monkeypatch.setattr("huiying.publication.inspection.links.outside_trouble", trouble)
    body = '<p><a href="https://a.example.cn/gone">一</a><a href="https://b.example.cn/">二</a></p>'
    article(NEWS, "有链接", body=body)
    article(NEWS, "又有链接", body=body)
    assert found().outside is None
    assert not asked
    settings.INSPECT_LINKS = True
    got = found()
    assert sorted(asked) == ["https://a.example.cn/gone", "https://b.example.cn/"]
    assert (told(got), got.outside) == ({"dead_link outside"}, 2)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://169.254.169.254/latest/", "file:///etc/passwd"])
def test_no_link_leads_into_our_own_network(url: str) -> None:
    assert inspected.outside_trouble(url)


def test_what_the_office_does_not_ask_is_no_trouble(settings: LazySettings) -> None:
    settings.FETCH_PLAIN = False
    assert not inspected.outside_trouble("http://nobody.invalid/")
    assert inspected.outside_trouble("https://nobody.invalid/")


def test_a_refused_question_is_no_dead_link(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> object:
        raise ChannelError("out of time", retry=True)

    monkeypatch.setattr(inspected, "ask", refuse)
    assert inspected.outside_trouble("https://a.example.cn/") == "out of time"
    monkeypatch.setattr(inspected, "ask", lambda *_a, **_m: type("Answer", (), {"status": 405}))
    assert not inspected.outside_trouble("https://a.example.cn/")


@pytest.mark.parametrize(("to_get", "trouble"), [(200, ""), (404, "404"), (None, "")])
def test_a_server_that_knows_no_head_has_a_page(
    monkeypatch: pytest.MonkeyPatch, to_get: int | None, trouble: str
) -> None:
    def answer(method: str, *_args: object, **_more: object) -> object:
        if method == "GET" and to_get is None:
            raise ChannelError("too large", retry=False)
        return type("Answer", (), {"status": 404 if method == "HEAD" else to_get})

    monkeypatch.setattr(inspected, "ask", answer)
    assert inspected.outside_trouble("https://a.example.cn/") == trouble


def leads_to(*urls: str) -> Outside:
    outside = Outside()
    for url in urls:
        outside.add(url, PublicText("有链接", "/a/", ""))
    return outside


def test_each_day_goes_on_where_the_day_before_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "PAUSE", 0.0)
    monkeypatch.setattr(links, "outside_trouble", lambda url: "404")
    outside = leads_to(*(f"https://h{n}.example.cn/" for n in range(150)))
    rule, seen = figures().rules["dead_link"], set()
    for day in range(3):
        found, asked = links.dead_outside(rule, outside, TODAY + timedelta(days=day))
        assert len(found) == len(asked) == 60
        seen |= set(asked)
    assert len(seen) == 150
    urls = {finding.facts["link"] for finding in links.still_dead(found, outside, asked[:20])}
    assert urls == set(asked[20:])
    assert not list(links.still_dead(found, leads_to("https://else.example.cn/"), ()))


def test_one_host_is_asked_one_thing_a_second_and_not_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    asked: list[tuple[float, str]] = []

    def trouble(url: str) -> str:
        asked.append((clock[0], url))
        return ""

    monkeypatch.setattr(links.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(links.time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))
    monkeypatch.setattr(links, "outside_trouble", trouble)
    outside = leads_to("https://a.cn/1", "https://a.cn/2", "https://a.cn/3", "https://b.cn/1")
    links.dead_outside(figures().rules["dead_link"], outside, TODAY)
    assert asked == [(0, "https://a.cn/1"), (0, "https://b.cn/1"), (1, "https://a.cn/2"), (2, "https://a.cn/3")]


def test_it_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]

    def slow(url: str) -> str:
        clock[0] += 8
        return "out of time"

    monkeypatch.setattr(links.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(links, "outside_trouble", slow)
    outside = leads_to(*(f"https://h{n}.example.cn/" for n in range(60)))
    found, asked = links.dead_outside(figures().rules["dead_link"], outside, TODAY)
    assert len(found) == len(asked) == 16
    assert clock[0] <= links.MOST_SECONDS + 8
