"""The life of one letter in the demo, told as deeds at moments: each is the real deed of its room."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.assessment.actions import assess, confirm
from huiying.assessment.models import Proposal
from huiying.core.calendar import Calendar
from huiying.core.loops import COMPLAINTS
from huiying.feedback.actions import rate
from huiying.handling import actions as handling
from huiying.handling.models import Case, Part, Reply, Review
from huiying.intake.actions import receive, receive_form
from huiying.intake.channel import Heard
from huiying.intake.models import Channel, Connector, Voice
from huiying.language.judge import Judge
from huiying.people.models import Section, User
from huiying.project.demo.looking import end_loops, is_quick, look_into, look_into_complaint
from huiying.project.demo.schedule import answer_moment, in_office_hours, steps
from huiying.project.demo.staffing import Cast
from huiying.project.demo.world.records import DemoLetter
from huiying.publication.actions.answers import publish_answer

Deed = Callable[[datetime], None]
OPEN_STAGES = (1, 2, 3, 3, 4, 5, 5, 6, 7)
STILL_OPEN = timedelta(days=21)
REOPENED = timedelta(days=12)
SECOND_ANSWERS = (
    "您好。您对上次答复不满意，我们重新核实了情况：上次答复对办理时间说得不清楚，是我们工作不细。现已由科室负责人牵头，"
    "与有关单位重新商定了办理安排，三个工作日内由承办人电话告知您结果，并请您当面确认。",
    "您好。收到您要求重新办理的意见后，我们到现场再次查看，并查阅了原来的办理材料。您反映的情况属实，上次的处理没有到位。"
    "现已请责任单位限期整改，整改完成后我们会再次回访，办理情况可凭编号随时查询。",
    "您好。针对您再次提出的问题，我们会同有关科室重新研究，补充说明如下：所需材料可以网上提交，不用再跑一趟；"
    "审核由专人负责，五个工作日内办结。给您带来的不便，我们诚恳致歉。",
)
RETURNED_BECAUSE = (
    "所反映事项不在本科室职责范围，建议交对口科室办理。",
    "主要诉求属于另一科室，本科室可以协办。",
    "材料中所列事项由其他科室经办，请重新交办。",
)
CONTRIBUTIONS = (
    "本科室核实：所涉事项已列入近期安排，经办人已与来信人联系，办理结果由主办科室一并答复。",
    "本科室意见：按现行规定可以办理，所需材料见办事指南，三个工作日内可以出具意见。",
    "本科室核对了有关文件，所述情况基本属实，同意由主办科室牵头答复，我科配合后续办理。",
)
COMMENTS = (
    "办理依据写得还不够具体，请补上文件名称和办理时限。",
    "请再核对一次联系电话，语气可以更平和一些。",
    "第二段请直接回答来信所问，不要先讲工作成绩。",
    "请写明下一步由谁办、什么时候办完。",
)


@dataclass(slots=True)
class Life:
    """A letter on its way; `voice` and `case` are known once the first deeds are done."""

    letter: DemoLetter
    ident: str
    cast: Cast
    channel: Channel
    judge: Callable[[], Judge]
    rng: random.Random
    voice: Voice | None = None
    handler: User | None = None
    amiss: Section | None = None
    known: Case | None = None

    def deeds(self, calendar: Calendar, now: datetime) -> Iterator[tuple[datetime, Deed]]:
        """Every deed with its moment, as far as this letter's story goes."""
        letter, rng = self.letter, self.rng
        yield letter.at, self.arrive
        answer = answer_moment(letter, calendar, rng)
        moments = steps(letter, answer, 7, calendar)
        chain = [self.assign, self.accept, self.draft, self.submit, self.approve, self.approve, self.deliver]
        if letter.delay_profile == "open" and now - letter.at < STILL_OPEN:
            chain = chain[: rng.choice(OPEN_STAGES) - 1]
            yield from zip(moments, chain, strict=False)
            return
        if rng.random() < 0.04:
            chain[0:0] = [self.assign_amiss, self.turn_down]
            moments[0:0] = [letter.at + timedelta(minutes=part) for part in (1, 2)]
        elif rng.random() < 0.08:
            chain[4:4] = [self.send_back, self.redraft]
            moments[4:4] = [moments[3] + (moments[4] - moments[3]) * part for part in (0.4, 0.7)]
        yield from zip(moments, chain, strict=True)
        answer = moments[-1]
        yield answer + timedelta(minutes=20), self.close
        if letter.wants_public and rng.random() < 0.85:
            yield in_office_hours(answer + timedelta(hours=rng.randint(4, 60)), calendar), self.publish
        if letter.stars:
            rated = answer + timedelta(hours=rng.randint(5, 130))
            yield rated, self.rate
            if letter.stars <= 2 and rng.random() < 0.4:
                yield from self._again(rated, now, calendar)

    def _again(self, rated: datetime, now: datetime, calendar: Calendar) -> Iterator[tuple[datetime, Deed]]:
        """The case that its writer had opened again: answered a second time, unless that was only days ago."""
        yield rated + timedelta(minutes=1), self.reopen
        if now - rated < REOPENED:
            return
        chain = [self.reassign, self.accept, self.draft_again, self.submit, self.approve, self.approve]
        chain += [self.deliver, self.close]
        at = rated
        for deed in chain:
            at = in_office_hours(at + timedelta(hours=9), calendar)
            yield at, deed

    def arrive(self, at: datetime) -> None:
        letter = self.letter
        heard = Heard(
            external_id=self.ident,
            title=letter.title,
            text=letter.text,
            said_at=at,
            said_by=letter.name,
            contact=letter.contact,
            wants_public=letter.wants_public,
            likes=letter.likes,
            raw={"title": letter.title, "text": letter.text},
        )
        if self.channel.connector == Connector.PORTAL:
            self.voice, _code = receive_form(heard, channel=self.channel, at=at)
        else:
            (self.voice,) = receive([heard], channel=self.channel, by=None, at=at).new
        assess(at=at, judge=self.judge())
        handling.take_waiting(at=at)

    @property
    def case(self) -> Case:
        if self.known is None:
            self.known = Case.objects.select_related("voice__channel", "voice__correspondent").get(voice=self.voice)
        return self.known

    def assign(self, at: datetime) -> None:
        """The information section confirms what the machine proposed, or puts it right, and assigns."""
        letter, officer = self.letter, self.rng.choice(self.cast.information)
        proposal = Proposal.objects.select_related("voice", "lead").get(voice=self.voice)
        lead = self.cast.sections[letter.section]
        others = [self.cast.sections[name] for name in letter.co_sections]
        confirm(
            proposal,
            kind=letter.kind,
            theme=letter.theme or proposal.theme,
            level=proposal.level,
            lead=lead,
            co_sections=others,
            by=officer,
            at=at,
        )
        handling.assign(self.case, lead=lead, co_sections=others, by=officer, at=at)

    def assign_amiss(self, at: datetime) -> None:
        """The information section takes it for another section's matter."""
        others = [
            s for name, s in self.cast.sections.items() if name != self.letter.section and name in self.cast.heads
        ]
        self.amiss = self.rng.choice(others)
        handling.assign(self.case, lead=self.amiss, by=self.rng.choice(self.cast.information), at=at)

    def turn_down(self, at: datetime) -> None:
        assert self.amiss is not None
        head = self.cast.heads[self.amiss.name]
        handling.return_to_information(self.case, reason=self.rng.choice(RETURNED_BECAUSE), by=head, at=at)

    def reopen(self, at: datetime) -> None:
        handling.reopen(self.case, reason=self.letter.comment or "答复没有解决问题。", at=at)

    def reassign(self, at: datetime) -> None:
        lead = self.cast.sections[self.letter.section]
        handling.assign(self.case, lead=lead, by=self.rng.choice(self.cast.information), at=at)

    def draft_again(self, at: datetime) -> None:
        text = self.rng.choice(SECOND_ANSWERS)
        handling.save_draft(self.case, text=text, make_public=False, by=self._writer(), at=at)

    def accept(self, at: datetime) -> None:
        section = self.letter.section
        self.handler = self.cast.handler(section, self.rng)
        handling.accept(self.case, handler=self.handler, by=self.cast.heads[section], at=at)

    def draft(self, at: datetime) -> None:
        if self.letter.kind in COMPLAINTS and is_quick(self.ident):
            look_into(self.case, self.ident, self._writer(), at)
        handling.save_draft(self.case, text=self.letter.answer, make_public=True, by=self._writer(), at=at)

    def submit(self, at: datetime) -> None:
        for part in self.case.parts.waited_for().select_related("section", "case"):
            self._contribute(part, at - timedelta(minutes=1))
        handling.submit(self.case, by=self._writer(), at=at)

    def _contribute(self, part: Part, at: datetime) -> None:
        """A section that helps says what it has to say of its own duty."""
        head = self.cast.heads.get(part.section.name)
        if head is None:
            handling.leave_out_part(part, reason="该科室暂无负责人，由主办科室一并答复。", by=self._writer(), at=at)
        else:
            handling.give_part(part, text=self.rng.choice(CONTRIBUTIONS), by=head, at=at)

    def send_back(self, at: datetime) -> None:
        head = self.cast.heads[self.letter.section]
        handling.send_back(self.case, comment=self.rng.choice(COMMENTS), by=head, at=at)

    def redraft(self, at: datetime) -> None:
        self.draft(at)
        self.submit(at)

    def approve(self, at: datetime) -> None:
        """One step signs; the last two that a grave reply asks for besides come with the leader's."""
        waiting = handling.signing.waiting_review(self.case)
        leads = waiting is not None and waiting.step == "leader"
        if not leads:
            waiting = self._sign(waiting, at)
        while waiting is not None and (leads or waiting.step != "leader"):
            waiting = self._sign(waiting, at)

    def _sign(self, review: Review | None, at: datetime) -> Review | None:
        assert review is not None
        checks = {"no_secret": True, "no_privacy": True, "public": True} if review.step == "secrecy" else None
        read, by = review.draft.proofreadings_needed > 0, self._signer(review)
        return handling.approve(self.case, review=review, checklist=checks, proofread=read, by=by, at=at)

    def _signer(self, review: Review) -> User:
        """Who signs in the demo; 综合科 and the secrecy check are two officers."""
        section = self.letter.section
        told = {
            "section_head": self.cast.heads[section],
            "countersign": self.cast.heads[review.section.name] if review.section else None,
            "office": self.cast.information[0],
            "secrecy": self.cast.information[-1],
            "leader": self.cast.leaders[section],
            "principal": self.cast.principal,
        }
        signer = told[review.step]
        assert signer is not None
        return signer

    def deliver(self, at: datetime) -> None:
        look_into_complaint(self.case, self.ident, self._writer(), at)
        handling.deliver(self.case, by=self._writer(), at=at)

    def close(self, at: datetime) -> None:
        end_loops(self.case, self.letter.kind, self.ident, self._writer(), at)
        handling.close(self.case, by=self._writer(), at=at)

    def publish(self, at: datetime) -> None:
        reply = self._reply()
        if Reply.objects.publishable().filter(pk=reply.pk).exists():
            publish_answer(reply, by=self.rng.choice(self.cast.editors), at=at)

    def rate(self, at: datetime) -> None:
        stars = self.letter.stars or 3
        rate(self._reply(), stars=stars, solved=stars >= 3, comment=self.letter.comment, at=at)

    def _writer(self) -> User:
        assert self.handler is not None
        return self.handler

    def _reply(self) -> Reply:
        reply = Reply.objects.filter(case=self.case).latest("pk")
        reply.case = self.case
        return reply
