"""A text of the small bureau, and the people who write and review it, for the tests of manuscripts."""

import io
from datetime import UTC, datetime, timedelta

from PIL import Image

from huiying.people.models import Role, User
from huiying.publication.actions.manuscripts import review_manuscript, submit_manuscript, write_manuscript
from huiying.publication.models import ColumnPage, Manuscript
from tests.office import SUNDAY, Office

HOUR = timedelta(hours=1)
WRITTEN = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
BODY = """为方便企业申报，现公布2026年第一批惠企政策，自2026年4月1日起受理。
一、支持事项
- 技术改造：按设备投资的8%补助，单个企业最高500万元；
- 厂房租赁：前3年按实际租金的50%补助。
（一）申报方式
到市政务服务中心二楼窗口提交材料，工作日9:00—17:00受理，15个工作日内审核完毕。"""
FACTS = {
    "title": "2026年第一批惠企政策开始受理",
    "summary": "技术改造补助最高500万元，厂房租金补助50%。",
    "body": BODY,
    "source": "测试市招商局",
    "contact": "政策法规科",
}


def picture(size: tuple[int, int] = (640, 400), sort: str = "JPEG", colour: str = "steelblue") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, sort)
    return out.getvalue()


def column() -> ColumnPage:
    found = ColumnPage.objects.get(slug="xinxi-fabu")
    assert isinstance(found, ColumnPage)
    return found


def written(office: Office, by: User | None = None, **facts: object) -> Manuscript:
    """A draft of the project section, which has a head; written by its handler."""
    told = {"section": office.project, "column": column(), "facts": {**FACTS, **facts}}
    return write_manuscript(**told, by=by or office.handler, at=WRITTEN)  # type: ignore[arg-type]


def reviewed(manuscript: Manuscript, by: User, *, approved: bool = True, comment: str = "") -> Manuscript:
    digest = Manuscript.objects.get(pk=manuscript.pk).digest
    return review_manuscript(manuscript, approved=approved, seen=digest, comment=comment, by=by, at=WRITTEN + HOUR)


def approved(office: Office, manuscript: Manuscript | None = None, **facts: object) -> Manuscript:
    """A text that three people reviewed."""
    found = manuscript or written(office, **facts)
    submit_manuscript(found, looked_at=True, by=office.handler, at=WRITTEN)
    for person in (office.editor, office.head, office.leader):
        found = reviewed(found, person)
    return found


def second_head(office: Office) -> User:
    """Another head of the project section, for whom nobody else may sign."""
    from_head = User.objects.create(username="head2", name="副科长", unit=office.unit)
    office_post = office.project.posts.create(user=from_head, role=Role.SECTION_HEAD)
    assert office_post.section == office.project
    return User.objects.get(pk=from_head.pk)


assert SUNDAY < WRITTEN
