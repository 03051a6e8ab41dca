"""The small bureau of the tests: three sections, and the same few people everywhere."""

from dataclasses import dataclass
from datetime import UTC, datetime

from wagtail.models import Site

from huiying.intake.actions import receive, set_up_channel
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Voice
from huiying.people.actions import appoint, found_office, seat
from huiying.people.models import Role, Seat, Section, Unit, User
from huiying.publication.site import build_site

# Sunday 15 March 2026, 10:00 in Shanghai.
SUNDAY = datetime(2026, 3, 15, 2, 0, tzinfo=UTC)

NAME = "测试市招商局"
SECTIONS = (
    ("综合信息科", "来信统一收集、登记、研判、分办、督办，门户网站内容发布。", True),
    ("项目服务科", "项目落地、用地审批、施工许可、厂房建设协调、企业用工招聘。", False),
    ("政策法规科", "惠企政策解释、奖补资金兑现、政策咨询、规范性文件。", False),
)


@dataclass(frozen=True, slots=True)
class Office:
    unit: Unit
    information: Section
    project: Section
    policy: Section
    officer: User
    handler: User
    head: User
    leader: User
    editor: User
    auditor: User
    stranger: User
    mailbox: Channel
    files: Channel

    def letter(self, text: str, *, ident: str = "1", at: datetime = SUNDAY, **more: object) -> Voice:
        """A letter that came by file."""
        heard = Heard(external_id=ident, text=text, said_at=at, **more)  # type: ignore[arg-type]
        return receive([heard], channel=self.files, by=None, at=at).new[0]


def build_portal() -> None:
    """The portal, unless it stands: a transactional test takes it away."""
    Site.clear_site_root_paths_cache()
    if not Site.objects.filter(site_name=NAME).exists():
        build_site(NAME)


def found_test_office() -> Office:
    unit = found_office(NAME, SECTIONS, at=SUNDAY)
    information, project, policy = unit.sections.all()
    head = _person("head", "郑科长", Role.SECTION_HEAD, project)
    leader = _person("leader", "沈副局长", Role.LEADER, None)
    seat(leader, unit=unit, seat=Seat.HEAD, by=None, at=SUNDAY)
    seat(head, unit=unit, seat=Seat.MEMBER, by=None, at=SUNDAY)
    mailbox = set_up_channel("mayor-mailbox", name="市长信箱", connector="portal", form="mailbox", at=SUNDAY)
    files = set_up_channel("files", name="文件导入", connector="files", form="file", rank=1, at=SUNDAY)
    build_portal()
    return Office(
        unit=unit,
        information=information,
        project=project,
        policy=policy,
        officer=_person("officer", "顾信息", Role.INFORMATION, information),
        handler=_person("handler", "陆承办", Role.HANDLER, project),
        head=head,
        leader=leader,
        editor=_person("editor", "苏编辑", Role.EDITOR, information),
        auditor=_person("auditor", "方审计", Role.AUDITOR, None),
        stranger=_person("stranger", "外科室", Role.HANDLER, policy),
        mailbox=mailbox,
        files=files,
    )


def _person(login: str, name: str, role: Role, section: Section | None) -> User:
    user = User.objects.create(username=login, name=name)
    appoint(user, role=role, section=section, by=None, at=SUNDAY)
    return user
