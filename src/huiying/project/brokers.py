"""The broker that passes tasks between machines: Redis or RabbitMQ. It carries no letter, only that a look is due."""

import ssl
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from huiying.core.errors import ConfigError

SCHEMES = ("redis", "rediss", "amqp", "amqps")
# The files of TLS as an address names them, for RabbitMQ as for Redis and PostgreSQL's own, and as py-amqp does.
FILES: Final = {"ssl_ca_certs": "ca_certs", "ssl_certfile": "certfile", "ssl_keyfile": "keyfile"}


def broker(address: str) -> str:
    """The broker's address, empty where there is none; ConfigError where it is no broker's."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        known = parts.scheme in SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number
        known = False
    if not known:
        raise ConfigError(
            "不认识的消息队列地址",  # not repeated: a password may stand in it
            where="HUIYING_BROKER",
            fix="写成 redis://主机:端口/库号 或 amqp://用户:密码@主机:端口/虚拟主机，或留空不用",
        )
    strange = {name for name, _value in parse_qsl(parts.query)} - (FILES.keys() if parts.scheme == "amqps" else set())
    if strange and parts.scheme.startswith("amqp"):
        raise ConfigError(
            f"不认识的消息队列参数 {'、'.join(sorted(strange))}",
            where="HUIYING_BROKER",
            fix=f"amqps:// 可用：{'、'.join(FILES)}",
        )
    return address


def as_celery(address: str) -> dict[str, Any]:
    """What Celery is told of a broker. It takes a Redis's address as it is; of a RabbitMQ's it would take no files of
    TLS, and where it is told no name it takes a certificate of anybody's. Without a password the certificate of this
    office signs in (EXTERNAL).
    """
    parts = urlsplit(address)
    if parts.scheme != "amqps":
        return {"broker_url": address or "memory://"}
    told = {FILES[name]: value for name, value in parse_qsl(parts.query)}
    return {
        "broker_url": parts._replace(query="").geturl(),
        "broker_use_ssl": {"server_hostname": parts.hostname, "cert_reqs": ssl.CERT_REQUIRED, **told},
        "broker_login_method": "PLAIN" if parts.password else "EXTERNAL",
    }
