import pytest
from django.test import Client

from huiying.publication.editors import let_in
from huiying.publication.models import ColumnPage
from tests.office import Office

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def column(office: Office) -> str:
    return f"/cms/pages/{ColumnPage.objects.get(slug='xinxi-fabu').pk}/"


def test_an_editor_writes_pages_in_a_chinese_room(office: Office, column: str) -> None:
    let_in([office.editor])
    client = Client()
    client.force_login(office.editor, backend=BACKEND)
    page = client.get(column)
    assert page.status_code == 200
    assert "信息发布" in page.content.decode()
    assert client.get(f"/cms/pages/add/publication/articlepage/{column.split('/')[3]}/").status_code == 200


def test_others_stay_outside(office: Office, column: str) -> None:
    client = Client()
    client.force_login(office.handler, backend=BACKEND)
    assert client.get(column).status_code == 302
