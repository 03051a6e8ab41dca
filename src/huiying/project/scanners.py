"""The virus scanner of an office that has one: clamd, by its socket or its port."""

from urllib.parse import urlsplit

from huiying.core.errors import ConfigError


def scanner(address: str) -> str:
    """The address as it was set, once it is known to be one; empty where no file is scanned."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ":"  # the client of clamd knows no IPv6
        at_a_port = ":" not in host and (parts.port or 0) > 0 and parts.path in ("", "/")
    except ValueError:  # a port that is no number
        at_a_port = False
        parts = urlsplit("")
    if parts.scheme != "clamd" or not (at_a_port or (not parts.netloc and len(parts.path) > 1)):
        raise ConfigError(
            "查毒服务地址不对",
            where="HUIYING_SCANNER",
            fix="写成 clamd:///run/clamav/clamd.ctl 或 clamd://主机:3310，或留空不查",
        )
    return address
