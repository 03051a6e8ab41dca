"""The broker that passes tasks between machines: Redis or RabbitMQ. It carries no letter, only that a look is due."""

from urllib.parse import urlsplit

from huiying.core.errors import ConfigError

SCHEMES = ("redis", "rediss", "amqp", "amqps")


def broker(address: str) -> str:
    """The broker's address as Celery takes it, empty where there is none; ConfigError where it is no broker's."""
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
    return address
