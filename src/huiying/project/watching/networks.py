"""The addresses and networks that the settings name."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from huiying.core.errors import ConfigError


def networks(told: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(each) for each in told)
    except ValueError as error:
        raise ConfigError(f"不认识的地址：{error}", where="metrics_from", fix="例如 127.0.0.1 或 10.0.0.0/8") from error
