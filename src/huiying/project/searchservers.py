"""The search server of a portal that has one: an OpenSearch address with the name of the index."""

import re
from urllib.parse import urlsplit

from huiying.core.errors import ConfigError

# what OpenSearch takes for the name of an index: small letters, not begun by a sign
_INDEX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def search_server(address: str) -> str:
    """The address as it was set, once it is known to be one; empty where the database's own index is used."""
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or not _INDEX.fullmatch(parts.path.strip("/")):
        raise ConfigError(
            "检索服务器地址不对",
            where="HUIYING_SEARCH",
            fix="写成 https://用户:密码@主机:9200/索引名（索引名用小写字母），或留空使用数据库自带的索引",
        )
    return address
