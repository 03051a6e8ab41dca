"""A stranger writes script, markup, template syntax and signs that turn a line round into everything they can fill:
every page that shows it shows it as text, runs nothing of it and stays whole.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page

from huiying.assessment.actions import assess
from huiying.handling import actions
from huiying.intake.actions import receive, set_up_channel
from huiying.intake.channel import Heard
from huiying.intake.models import Voice
from huiying.publication.tests.consulting import open_now, speak
from tests.board.letters import shown
from tests.office import SUNDAY, Office
from tests.portal import answered, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUN = "window.ran=(window.ran||0)+1;alert(1)"
HOSTILE = "\n".join(
    (
        f"<script>{RUN}</script><img src=x onerror='{RUN}'><svg/onload={RUN}>",
        f"\"'></title></textarea></script></style><iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
        f"javascript:{RUN} <a href='javascript:{RUN}'>路灯</a> [路灯](javascript:{RUN})",
        "{{ 7|add:7 }} {% include 'x' %} ${7*7} <%= 7*7 %> <style>*{display:none}</style><base href=//thief.example>",
        "=cmd|' /C calc'!A0\n@SUM(1+1)*cmd|'calc'!A0\n\t=HYPERLINK(\"//thief.example\")",
        "\u202e倒过来\u2066写\u200f的\u200b字 " + "👩‍👩‍👧‍👦" * 60 + " " + "长" * 600 + "W" * 600,
        "<!--#exec cmd='id'--> <?php echo 1 ?> ]]> &lt;b&gt; \\u003cscript\\u003e hx-get='/desk/' hx-trigger='load'",
    )
)
TITLE = f'<script>{RUN}</script>"><img src=x onerror={RUN}>'[:100]
WRITER = "<svg onload=alert(1)>"


def heard(office: Office) -> list[Voice]:
    """The same from a file, the web and the boards of others, where strangers give links and names too."""
    told: dict[str, object] = {
        "text": HOSTILE, "title": TITLE, "said_by": WRITER, "said_at": SUNDAY,
        "raw": {"link": f"javascript:{RUN}", "account": WRITER, "html": HOSTILE},
        "contact": {"phone": "13900001111", "mail": "a@example.cn"},
    }  # fmt: skip
    feeds = set_up_channel("web", name="网络来源", connector="feeds", form="social", rank=3, at=SUNDAY)
    return [
        voice
        for number, channel in enumerate((office.files, feeds))
        for voice in receive([Heard(external_id=f"x{number}", **told)], channel=channel, by=None, at=SUNDAY).new  # type: ignore[arg-type]
    ]


def pages(office: Office) -> tuple[list[str], list[str]]:
    """What the desk and what everybody is shown."""
    voices = heard(office)
    voice, _code = written(office, HOSTILE, title=TITLE, said_by=WRITER)
    assess(at=SUNDAY)
    answered(voice, office, f"您好。\n{HOSTILE}")
    actions.take_waiting(at=SUNDAY)
    board = set_up_channel("board", name="百姓畅言", connector="portal", form="board", rank=4, at=SUNDAY)
    thread = shown(office, board, HOSTILE, title=TITLE)
    consultation = open_now(office)
    speak(consultation, HOSTILE, at=consultation.made_at)
    case = voice.case
    desk = [
        *(f"/desk/inbox/{one.number}/" for one in (*voices, voice)),
        "/desk/inbox/?show=all",
        "/desk/cases/",
        f"/desk/cases/{case.number}/",
        f"/desk/cases/{case.number}/preview/",
        f"/desk/cases/{case.number}/versions/",
        f"/desk/persons/{voices[0].correspondent_id}/",
        "/desk/search/?q=路灯",
        f"/desk/consultations/{consultation.slug}/opinions/",
        "/desk/board/",
        "/desk/publish/",
        "/desk/clocks/",
        "/desk/",
    ]
    everybody = ["/board/", f"/board/{thread.reference}/", f"/consultations/{consultation.slug}/", "/search/?q=路灯"]
    return desk, everybody


def test_a_text_is_never_more_than_a_text(office: Office, sit: Callable[..., Page]) -> None:
    desk, everybody = pages(office)
    asked: list[str] = []
    wrong: list[object] = []

    def dialog(one: Dialog) -> None:
        asked.append(one.message)
        one.dismiss()

    for page, addresses in ((sit(office.officer), desk), (sit(), everybody)):
        page.on("dialog", dialog)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            ran = page.evaluate("window.ran || document.querySelectorAll('[onerror],[onload],iframe,base').length")
            links = page.evaluate("[...document.links].filter(a => a.protocol === 'javascript:').length")
            whole = page.evaluate(
                "getComputedStyle(document.body).display !== 'none' && !!document.querySelector('main :is(h1, h2)')"
            )
            if answer.status != 200 or ran or links or not whole:
                wrong.append((address, answer.status, ran, links, whole))
    assert not wrong
    assert not asked
