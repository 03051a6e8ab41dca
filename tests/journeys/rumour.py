"""涉谣线索 · What is said falsely of the fire becomes a clue that is signed, taken out and handed over."""

import hashlib
import json
import zipfile

import docx
from playwright.sync_api import Page, expect

from huiying.assessment.models import Topic
from huiying.handling.models import Clue
from huiying.handling.tests.clues import png

from .fire import FACTS, RUMOUR, Scene


def the_rumour_becomes_a_clue(scene: Scene, officer: Page) -> None:
    topic = Topic.objects.get(incidents__isnull=False)
    officer.goto(f"/desk/topics/{topic.pk}/")
    officer.get_by_role("link", name="制作线索").click()
    for box in officer.locator("input[name=voices]:checked").all():
        box.uncheck()
    officer.locator(".choosing li", has_text="传").locator("input").last.check()
    officer.fill("#id_title", "云帆高新园起火死亡十几人")
    officer.locator("main form .button--strong").click()
    expect(officer.locator(".clue-posts")).to_contain_text(RUMOUR)
    clue = Clue.objects.get()
    assert clue.posts.count() == 1
    where = f"/desk/clues/{clue.number}/"
    upload = {"name": "截图.png", "mimeType": "image/png", "buffer": png(7)}
    officer.locator("form[action$='/capture/'] input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    officer.locator("form[action$='/capture/'] .button").click()
    expect(officer.locator(".clue-files")).to_contain_text(hashlib.sha256(png(7)).hexdigest())
    told = {"facts": FACTS, "verified_by": "市消防救援支队", "source": "现场清点记录", "suggestion": "请依法核查。"}
    for name, words in (told | {"organ_name": "测试市公安局"}).items():
        officer.fill(f"#write-{name}", words)
    officer.select_option("#write-ground", "public_order")
    officer.select_option("#write-organ", "police")
    officer.locator("form[action$='/write/'] .button--strong").click()
    officer.locator("form[action$='/submit/'] .button--strong").click()
    expect(officer.locator("form[action$='/submit/']")).to_have_count(0)
    a_leader_signs_the_clue(scene, where)
    officer.goto(where)
    clue_is_taken_out(scene, officer, where)
    officer.fill("#hand_over-received_by", "民警甲、民警乙")
    officer.locator("form[action$='/hand_over/'] .button--strong").click()
    expect(officer.locator("section[aria-labelledby=handover-title]")).to_contain_text("民警甲")
    clue.refresh_from_db()
    assert clue.state == "handed_over"
    other = scene.enter(scene.office.head).goto(where)
    assert other is not None
    assert other.status == 403


def a_leader_signs_the_clue(scene: Scene, where: str) -> None:
    leader = scene.enter(scene.office.leader)
    leader.goto(where)
    leader.locator("form[action$='/sign/'] .button--strong").click()
    expect(leader.locator(".message--success").first).to_be_visible()


def clue_is_taken_out(scene: Scene, officer: Page, where: str) -> None:
    """The letter and the whole file; every file in it is the one that its manifest names."""
    papers = []
    for ending in ("letter.docx", "file.zip"):
        with officer.expect_download() as download:
            officer.locator(f"a[href='{where}{ending}']").click()
        path = scene.folder / ending
        download.value.save_as(path)
        papers.append(path)
    letter = docx.Document(str(papers[0]))
    words = [p.text for p in letter.paragraphs] + [c.text for t in letter.tables for r in t.rows for c in r.cells]
    assert any(FACTS in told for told in words)
    with zipfile.ZipFile(papers[1]) as packed:
        listed = {one["name"]: one["sha256"] for one in json.loads(packed.read("manifest.json"))["files"]}
        assert listed == {name: hashlib.sha256(packed.read(name)).hexdigest() for name in listed}
        assert set(packed.namelist()) - set(listed) == {"manifest.json", "manifest.txt"}
    assert hashlib.sha256(png(7)).hexdigest() in listed.values()
