"""The language model that an office set up, by one address; None where it set up none."""

from urllib.parse import unquote, urlsplit

from huiying.core.errors import ConfigError

from .writing import Writer

SETTING = "HUIYING_MODEL"


def writer_at(address: str) -> Writer | None:
    """`http://key@10.0.0.8:8000/v1#qwen`: up to and with `/v1`, the key before the @ if it needs one, the model's name
    behind the #. ConfigError where it is no such address.
    """
    if not address:
        return None
    parts = urlsplit(address)
    try:
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or not parts.fragment:
        raise ConfigError(
            "语言模型的地址不对", where=SETTING, fix="写成 http://密钥@主机:8000/v1#模型名，或留空不使用语言模型"
        )
    host = parts.netloc.rpartition("@")[2]
    url = f"{parts.scheme}://{host}{parts.path}"
    return Writer(url, unquote(parts.username or ""), unquote(parts.fragment))
