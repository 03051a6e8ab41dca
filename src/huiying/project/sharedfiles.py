"""Files in a bucket. Nobody is sent there: every file is handed out by our views, which ask who may see it."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name


class SharedFiles(S3Storage):  # type: ignore[misc] # django-storages has no types
    """What letters and cases hold: read through the desk alone, so that no file has an address."""

    def url(self, name: str, *_args: Any, **_more: Any) -> str:
        raise SuspiciousFileOperation(name)


class SharedMedia(SharedFiles):
    """The portal's pictures and documents, under the portal's own addresses."""

    def url(self, name: str, *_args: Any, **_more: Any) -> str:
        return str(urljoin(settings.MEDIA_URL, filepath_to_uri(clean_name(name)).lstrip("/")))
