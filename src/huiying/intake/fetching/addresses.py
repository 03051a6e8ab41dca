"""Which machines may be reached: the public ones; those of the office's own network where it said so; some never.

The networks follow IANA's special-purpose registries (RFC 6890) as `ipaddress` knows them, and what is said here.
"""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.utils.translation import gettext as _

from ..channel import ChannelError

Address = IPv4Address | IPv6Address
PORTS = frozenset({80, 443, 8000, 8080, 8443})


def _networks(*told: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in told)


# Nobody's machine, or one that gives the keys of a cloud machine to whoever asks from it; no setting opens these.
NEVER = _networks(
    "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "::/128", "fe80::/10", "ff00::/8",
    "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "fd00:ec2::254/128",
    "2001::/32", "2002::/16", "64:ff9b:1::/48",
)  # fmt: skip
# Public by their looks only: IETF assignments, the old 6to4 relay.
NOT_PUBLIC = _networks("192.0.0.0/24", "192.88.99.0/24", "fec0::/10")
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address stands in the last 32 bits
GLOBAL_UNICAST = IPv6Network("2000::/3")


def reachable(host: str, port: int) -> list[str]:
    """The addresses of a host that may be connected to, in the resolver's order; ChannelError where there is none."""
    found = _resolved(host, port)
    allowed = [str(address) for address in found if may_reach(address, port)]
    if allowed:
        return allowed
    if any(is_public(plain(address)) for address in found):
        raise ChannelError(
            _("Port %(port)d is not one of the usual ports") % {"port": port},
            retry=False,
            where=host,
            fix=_("Use one of the ports %(ports)s.") % {"ports": ", ".join(map(str, sorted(PORTS)))},
        )
    raise ChannelError(
        _("This address leads into a network that may not be reached"),
        retry=False,
        where=host,
        fix=_("Check the address. If it is a machine of this office, set fetch_private = true in huiying.toml."),
    )


def may_reach(address: Address, port: int) -> bool:
    """Public machines at the usual ports; with FETCH_PRIVATE those of the office too, at any port that is not a
    system service's.
    """
    address = plain(address)
    if is_never(address):
        return False
    if is_public(address):
        return port in PORTS
    return bool(settings.FETCH_PRIVATE) and (port in PORTS or port >= 1024)


def is_this_machine(host: str) -> bool:
    """By its name or its address; a name that only begins like an address is none."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_never(address: Address) -> bool:
    return any(address in network for network in NEVER)


def is_public(address: Address) -> bool:
    if any(address in network for network in (*NEVER, *NOT_PUBLIC)) or address.is_reserved or address.is_multicast:
        return False
    return address.is_global and (address.version == 4 or address in GLOBAL_UNICAST)


def plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _resolved(host: str, port: int) -> list[Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ChannelError(
            _("This name is not found in the network"), retry=True, where=host, fix=_("Check how it is spelt.")
        ) from error
    return list(dict.fromkeys(ip_address(str(row[4][0])) for row in rows))
