"""Where files lie: in the office's folder, or in a bucket of an S3 that several machines share."""

import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from huiying.core.errors import ConfigError

# Pictures and documents of the portal, and what letters and cases hold: by the folder or prefix in which each lies.
FOLDERS: Final = {"default": "media", "kept": "attachments"}
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")
_KNOWN = frozenset({"endpoint", "region", "prefix"})
IN_MEMORY = 8 * 1024**2  # bytes of a file that is read; a larger one passes by the disk


def stores(address: str, home: Path) -> dict[str, dict[str, Any]]:
    """Django's descriptions of both stores. `address` is s3://bucket?endpoint=https://…&region=…&prefix=…; the keys to
    it are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment, and never part of it.
    """
    if not address:
        return {
            name: {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": home / folder} if name == "kept" else {},
            }
            for name, folder in FOLDERS.items()
        }
    bucket, told = _read(address)
    prefix = f"{told['prefix']}/" if "prefix" in told else ""
    return {
        name: {
            "BACKEND": f"huiying.project.sharedfiles.{'SharedMedia' if name == 'default' else 'SharedFiles'}",
            "OPTIONS": _options(bucket, told) | {"location": f"{prefix}{folder}"},
        }
        for name, folder in FOLDERS.items()
    }


def _options(bucket: str, told: dict[str, str]) -> dict[str, Any]:
    return {
        "bucket_name": bucket,
        "endpoint_url": told.get("endpoint"),
        "region_name": told.get("region"),
        "addressing_style": "path" if "endpoint" in told else None,
        "default_acl": None,  # as the bucket says, which lets nobody in but us
        "file_overwrite": False,
        "max_memory_size": IN_MEMORY,
    }


def _read(address: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(address)
    told = dict(parse_qsl(parts.query, keep_blank_values=True))
    endpoint = urlsplit(told.get("endpoint", "https://s3"))
    right = (
        parts.scheme == "s3"
        and _BUCKET.fullmatch(parts.netloc)
        and parts.path in ("", "/")
        and told.keys() <= _KNOWN
        and endpoint.scheme in ("http", "https")
        and endpoint.hostname
        and not endpoint.username
        and _PREFIX.fullmatch(told.get("prefix", "office"))
    )
    if not right:
        raise ConfigError(
            "文件存储地址不对",  # not repeated: somebody may have written a key into it
            where="HUIYING_MEDIA",
            fix="写成 s3://桶名?endpoint=https://主机:端口&region=地区，密钥放在环境变量中，或留空存放在本机",
        )
    return parts.netloc, told
