"""The desk's page of the portal's search, the loop, the command, and a search server that may fail."""

from io import StringIO

import httpx
import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from huiying.handling.tests.desk import signed_in
from huiying.publication.actions import tending
from huiying.publication.actions.finding import steps
from huiying.publication.actions.missed import note_missed
from huiying.publication.models import PublishedAnswer, SearchEntry, SearchTerm, Synonyms
from huiying.publication.searching import engines
from huiying.publication.searching.engines.opensearch import OpenSearchEngine
from huiying.publication.searching.tests.server_double import OpenSearchDouble
from tests.office import SUNDAY, Office

from .test_portal_search import answer, search

PAGE = "/desk/search/portal/"


def test_the_page_shows_what_was_not_found_and_takes_synonyms(office: Office) -> None:
    client = signed_in(office.editor)
    note_missed("<b>摆渡车</b>", at=timezone.now())
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "&lt;b&gt;摆渡车" in page.content.decode()
    assert client.post(f"{PAGE}synonyms/", {"words": "摆渡车，班车"}).status_code == 302
    group = Synonyms.objects.get()
    refused = client.post(f"{PAGE}synonyms/{group.pk}/", {"words": "一"})
    assert refused.status_code == 409
    assert Synonyms.objects.get().words == "摆渡车 班车"
    assert client.post(f"{PAGE}synonyms/{group.pk}/", {"words": "摆渡车 通勤车"}).status_code == 302
    assert Synonyms.objects.get().words == "摆渡车 通勤车"
    assert client.post(f"{PAGE}synonyms/{group.pk}/", {"drop": "1", "words": ""}).status_code == 302
    assert not Synonyms.objects.exists()


@pytest.mark.parametrize("person", ["handler", "head", "auditor"])
def test_others_stay_outside(office: Office, person: str) -> None:
    client = signed_in(getattr(office, person))
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}synonyms/", {"words": "甲乙 丙丁"}).status_code == 403
    assert not Synonyms.objects.exists()


@pytest.mark.usefixtures("office")
def test_what_was_put_in_unseen_is_found_after_the_command() -> None:
    one = answer("A1", "租金补助")
    SearchEntry.objects.all().delete()
    PublishedAnswer.objects.filter(pk=one.pk).update(title="房租扶持", question="房租扶持")
    out = StringIO()
    call_command("search", "--anew", stdout=out)
    assert f" {SearchEntry.objects.count()} " in out.getvalue()  # the answer, the columns and what stands in them
    assert "/answers/A1/" in search(q="扶持")
    assert SearchTerm.objects.get(term="扶持").count == 1
    PublishedAnswer.objects.filter(pk=one.pk).delete()
    SearchEntry.objects.filter(source="answer:999").delete()
    call_command("search", stdout=out)
    assert not SearchEntry.objects.filter(kind="answer").exists()


@pytest.mark.usefixtures("office")
def test_counts_follow_what_is_there() -> None:
    one, _other = answer("A1", "租金补助"), answer("A2", "租金补助")
    tending.tend(at=SUNDAY)
    assert SearchTerm.objects.get(term="租金").count == 2
    one.delete()
    assert SearchTerm.objects.get(term="租金").count == 1
    assert SearchTerm.objects.get(term="租金").is_word


@pytest.mark.usefixtures("office")
def test_the_daily_walk_takes_out_what_is_gone() -> None:
    answer("A1", "租金补助")
    PublishedAnswer.objects.all()._raw_delete("default")  # no signal tells of it
    for _looked_at in steps():
        pass
    assert not SearchEntry.objects.filter(kind="answer").exists()


@pytest.mark.usefixtures("office")
def test_a_search_server_answers_and_where_it_fails_the_own_index_does(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PORTAL_SEARCH = "http://search.example/portal"
    double = OpenSearchDouble()
    server = OpenSearchEngine(settings.PORTAL_SEARCH, transport=httpx.MockTransport(double))
    monkeypatch.setattr(engines, "_server", lambda address: server)
    answer("A1", "租金补助")
    tending.tend(at=SUNDAY)
    assert len(double.documents) == SearchEntry.objects.count()
    assert "/answers/A1/" in search(q="租金补助")
    assert ("POST", "/portal/_search") in double.asked
    double.away = True
    assert "/answers/A1/" in search(q="租金补助")
    asked = len(double.asked)
    assert "/answers/A1/" in search(q="租金补助")
    assert len(double.asked) == asked  # it rests for a while
    answer("A2", "租金补助二")
    assert tending.tell_server() == 0
    double.away = False
    assert tending.tell_server() == 1
