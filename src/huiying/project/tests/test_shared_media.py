"""Files in a bucket, against a server that speaks S3 over HTTP."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from moto.server import ThreadedMotoServer

from bench.machines import free_port
from huiying.core.errors import ConfigError
from huiying.handling.files import put_away
from huiying.intake.models.attachment import store
from huiying.project.backups.lying import lying
from huiying.project.brokers import broker
from huiying.project.mediastores import stores
from huiying.publication.columns import NEWS
from huiying.publication.models import ArticlePage
from huiying.publication.tests.small_site import document, put
from tests.office import Office

HOME = Path("/home-of-a-test")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    port = free_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "bench")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "bench")
        client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1")
        client.create_bucket(Bucket="office-files")
        yield f"http://127.0.0.1:{port}"
        client.close()
    server.stop()


@pytest.fixture
def shared(endpoint: str, settings: Any) -> str:
    address = f"s3://office-files?endpoint={endpoint}&region=us-east-1&prefix=jianglan"
    settings.STORAGES = settings.STORAGES | stores(address, HOME)
    return endpoint


@pytest.mark.django_db
def test_what_is_shared_is_handed_out_by_our_views_alone(office: Office, shared: str, client: Client) -> None:
    kept = document("办事指南.pdf")
    picture = default_storage.save("images/seen.png", ContentFile(b"png"))
    assert default_storage.url(picture) == f"/media/{picture}"
    assert client.get(kept.url).status_code == 404, "no public page refers to it"
    assert client.get(f"/media/{picture}").status_code == 404
    body = f'<p><a linktype="document" id="{kept.pk}">指南</a></p>'
    put(NEWS, ArticlePage(title="指南", slug="zhinan", body=body))
    answer = client.get(kept.url)
    with kept.open_file() as file:
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, file.read())


@pytest.mark.django_db
def test_a_letters_file_has_no_address_and_a_backup_finds_it(shared: str) -> None:
    place = put_away("附件".encode())
    assert put_away("附件".encode()) == place, "kept once"
    with pytest.raises(SuspiciousFileOperation):
        store().url(place)
    with pytest.raises(FileNotFoundError):
        store().open("00/none", "rb")
    found = {file.name: (file.size, file.digest()) for file in lying()}
    assert found[f"attachments/{place}"] == (6, hashlib.sha256("附件".encode()).hexdigest())


def test_without_an_address_files_lie_in_the_home() -> None:
    assert stores("", HOME)["kept"]["OPTIONS"] == {"location": HOME / "attachments"}


@pytest.mark.parametrize(
    "address",
    [
        "http://bucket", "s3://", "s3://Bucket", "s3://bucket/folder", "s3://bucket?secret=1", "s3://bucket?prefix=../x",
        "s3://bucket?endpoint=ftp://x", "s3://bucket?endpoint=https://key:secret@x",
    ],
)  # fmt: skip
def test_a_wrong_store_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(ConfigError) as told:
        stores(address, HOME)
    assert "secret@" not in str(told.value)
    assert told.value.where == "HUIYING_MEDIA"


@pytest.mark.parametrize("address", ["kafka://x", "redis://", "redis", "amqp://guest:word@host:port/", "redis://h:0/0"])
def test_a_wrong_broker_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(ConfigError) as told:
        broker(address)
    assert told.value.where == "HUIYING_BROKER"
    assert "word" not in str(told.value)


def test_a_broker_may_be_redis_or_rabbitmq_or_none() -> None:
    for address in ("", "redis://127.0.0.1:6379/0", "rediss://r/1", "amqp://u:p@q:5672/office", "amqps://u:p@q/office"):
        assert broker(address) == address
