"""People put topics right, and no gathering undoes it."""

from datetime import timedelta

import pytest
from django.test import Client

from huiying.assessment import actions
from huiying.assessment.models import Belonging, FormerTopic, Gathering, Proposal, Topic
from huiying.core.errors import InputError, NotAllowed
from huiying.intake.models import Voice
from huiying.ledger.models import Entry
from tests.office import SUNDAY, Office

HOUR = timedelta(hours=1)
OUTAGE = "云帆高新园这周第{n}次停电，我们车间的生产线全部停工，请供电部门尽快抢修云帆高新园线路。"
LIFT = "松溪公寓二号楼电梯又坏了第{n}回，老人上不了楼，请物业公司派人修理松溪公寓的电梯。"
OTHERS = ("想问外资企业怎么设立登记", "招商会什么时候报名", "咨询人才公寓申请条件", "感谢窗口同志耐心帮助")


@pytest.fixture
def two(office: Office) -> tuple[Topic, Topic]:
    """Two topics, gathered: six voices on a power cut, four on a lift; and voices that are in none."""
    for n in range(6):
        _letter(office, f"a{n}", OUTAGE.format(n=n), f"云帆高新园停电{n}", n)
    for n in range(4):
        _letter(office, f"b{n}", LIFT.format(n=n), f"松溪公寓电梯坏了{n}", n)
    for n, text in enumerate(OTHERS):
        _letter(office, f"c{n}", text, text, n)
    actions.assess(at=SUNDAY)
    gather()
    outage = Topic.objects.get(proposals__voice__external_id="a0")
    lift = Topic.objects.get(proposals__voice__external_id="b0")
    return outage, lift


def _letter(office: Office, ident: str, text: str, title: str, n: int) -> Voice:
    return office.letter(text, ident=ident, title=title, at=SUNDAY + n * HOUR, said_by=f"企业{ident}")


def gather() -> None:
    actions.gather_topics(start=None, end=None, at=SUNDAY)


def in_topic(topic: Topic) -> set[str]:
    """Which of the voices on the power cut (a) and on the lift (b) are in a topic; others may join it as they like."""
    idents = Proposal.objects.filter(topic=topic).values_list("voice__external_id", flat=True)
    return {ident for ident in idents if ident[0] in "ab"}


def voices(*idents: str) -> list[Voice]:
    return list(Voice.objects.filter(external_id__in=idents))


def test_merged_topics_stay_merged_and_the_old_address_leads_on(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, lift = two
    actions.merge_topics(outage, [lift], by=office.officer, at=SUNDAY)
    outage.refresh_from_db()
    assert outage.voices_count >= 10
    gather()
    assert in_topic(Topic.objects.get(pk=outage.pk)) == {*(f"a{n}" for n in range(6)), *(f"b{n}" for n in range(4))}
    assert not Topic.objects.filter(pk=lift.pk).exists()
    client = _signed_in(office.officer)
    assert client.get(f"/desk/topics/{lift.pk}/")["Location"] == f"/desk/topics/{outage.pk}/"
    assert Entry.objects.get(deed="topics.merged").facts["voices"] == outage.voices_count


def test_what_was_taken_out_stays_out(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, _lift = two
    actions.take_out(outage, voices("a1", "a2"), by=office.officer, at=SUNDAY)
    assert in_topic(outage) == {"a0", "a3", "a4", "a5"}
    gather()
    assert in_topic(Topic.objects.get(pk=outage.pk)) == {"a0", "a3", "a4", "a5"}


def test_what_was_split_off_stays_a_topic_of_its_own(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, _lift = two
    new = actions.split_topic(outage, voices("a4", "a5"), name="车间停工", by=office.officer, at=SUNDAY)
    gather()
    assert in_topic(Topic.objects.get(pk=new.pk)) == {"a4", "a5"}
    assert Topic.objects.get(pk=new.pk).description == "车间停工"
    assert in_topic(Topic.objects.get(pk=outage.pk)) == {"a0", "a1", "a2", "a3"}


def test_a_name_that_a_person_gave_stays(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, _lift = two
    actions.rename_topic(outage, name="  云帆高新园  反复停电 ", by=office.officer, at=SUNDAY)
    _letter(office, "a9", OUTAGE.format(n=9), "云帆高新园停电9", 9)
    actions.assess(at=SUNDAY)
    gather()
    kept = Topic.objects.get(pk=outage.pk)
    assert kept.description == "云帆高新园 反复停电"
    assert in_topic(kept) == {*(f"a{n}" for n in range(6)), "a9"}


def test_a_later_word_goes_before_an_earlier_one(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, lift = two
    actions.merge_topics(outage, [lift], by=office.officer, at=SUNDAY)
    back = actions.split_topic(outage, voices("b0", "b1", "b2", "b3"), by=office.officer, at=SUNDAY)
    gather()
    assert in_topic(Topic.objects.get(pk=back.pk)) == {f"b{n}" for n in range(4)}
    assert in_topic(Topic.objects.get(pk=outage.pk)) == {f"a{n}" for n in range(6)}


def test_growing_adds_what_came_in_and_keeps_the_keys(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, lift = two
    actions.gathering.forget()
    actions.grow_topics(at=SUNDAY)
    _letter(office, "b9", LIFT.format(n=9), "松溪公寓电梯坏了9", 9)
    actions.assess(at=SUNDAY)
    actions.grow_topics(at=SUNDAY)
    assert in_topic(Topic.objects.get(pk=lift.pk)) == {"b0", "b1", "b2", "b3", "b9"}
    assert in_topic(Topic.objects.get(pk=outage.pk)) == {f"a{n}" for n in range(6)}


def test_growing_obeys_what_people_said(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, _lift = two
    actions.gathering.forget()
    actions.grow_topics(at=SUNDAY)
    actions.take_out(outage, voices("a1"), by=office.officer, at=SUNDAY)
    actions.grow_topics(at=SUNDAY)
    assert in_topic(Topic.objects.get(pk=outage.pk)) == {"a0", "a2", "a3", "a4", "a5"}


def test_a_growing_that_changes_nothing_is_not_recorded(office: Office, two: tuple[Topic, Topic]) -> None:
    actions.gathering.forget()
    actions.grow_topics(at=SUNDAY)
    before = Entry.objects.count()
    actions.grow_topics(at=SUNDAY)
    assert Entry.objects.count() == before


def test_only_the_information_section_puts_topics_right(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, lift = two
    for deed in (
        lambda: actions.merge_topics(outage, [lift], by=office.leader, at=SUNDAY),
        lambda: actions.take_out(outage, voices("a0"), by=office.head, at=SUNDAY),
        lambda: actions.rename_topic(outage, name="x", by=office.handler, at=SUNDAY),
        lambda: actions.ask_gathering(by=office.leader, at=SUNDAY),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not Belonging.objects.exists()


def test_what_makes_no_sense_is_refused_and_changes_nothing(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, _lift = two
    everything = list(Voice.objects.filter(proposal__topic=outage))
    for deed in (
        lambda: actions.merge_topics(outage, [outage], by=office.officer, at=SUNDAY),
        lambda: actions.take_out(outage, everything, by=office.officer, at=SUNDAY),
        lambda: actions.take_out(outage, voices("b0"), by=office.officer, at=SUNDAY),
        lambda: actions.rename_topic(outage, name=" ", by=office.officer, at=SUNDAY),
        lambda: actions.rename_topic(outage, name="长" * 81, by=office.officer, at=SUNDAY),
    ):
        with pytest.raises(InputError):
            deed()
    assert not Belonging.objects.exists()
    assert in_topic(outage) == {f"a{n}" for n in range(6)}


def test_a_topic_that_the_machine_joins_to_another_leads_there(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, lift = two
    Topic.objects.create(pk=lift.pk + 50, unit=office.unit, description="旧", first_at=SUNDAY, last_at=SUNDAY)
    Proposal.objects.filter(voice__external_id="a0").update(topic=lift.pk + 50)
    gather()
    assert FormerTopic.objects.get(key=lift.pk + 50).topic == outage


def test_it_is_gathered_anew_when_asked_and_every_night(office: Office, two: tuple[Topic, Topic]) -> None:
    assert not actions.gathering_is_due(at=SUNDAY)
    asked = actions.ask_gathering(by=office.officer, at=SUNDAY)
    assert actions.ask_gathering(by=office.officer, at=SUNDAY) == asked
    assert actions.gathering_is_due(at=SUNDAY)
    gather()
    assert Gathering.objects.get(pk=asked.pk).done_at == SUNDAY
    assert not actions.gathering_is_due(at=SUNDAY + 16 * HOUR)  # Monday 02:00 in Shanghai
    assert actions.gathering_is_due(at=SUNDAY + 17 * HOUR)


def test_the_pages_do_the_deeds(office: Office, two: tuple[Topic, Topic]) -> None:
    outage, lift = two
    client = _signed_in(office.officer)
    page = client.get(f"/desk/topics/{outage.pk}/sorting/")
    assert page.context["page_obj"].paginator.count == outage.voices_count
    assert client.get(f"/desk/topics/{outage.pk}/sorting/", {"q": "松溪"}).context["offered"] == [lift]
    some = [voice.pk for voice in voices("a0", "a1")]
    done = client.post(f"/desk/topics/{outage.pk}/part/", {"voice": some, "split": "1", "name": "停电索赔"})
    new = Topic.objects.get(description="停电索赔")
    assert done["Location"] == f"/desk/topics/{new.pk}/"
    client.post(f"/desk/topics/{outage.pk}/merge/", {"topic": [new.pk, "x"]})
    assert in_topic(outage) == {f"a{n}" for n in range(6)}
    client.post(f"/desk/topics/{outage.pk}/rename/", {"name": "反复停电"})
    assert "反复停电" in client.get("/desk/topics/").content.decode()
    assert _signed_in(office.leader).get(f"/desk/topics/{outage.pk}/sorting/").status_code == 403
    assert client.get("/desk/topics/99999/").status_code == 404


def _signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client
