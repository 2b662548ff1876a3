"""Where connectors may go: inside the networks that the deployment names, and nowhere when it names none.

`AXPORTAL_CONNECTOR_NETWORKS` lists host or network with a port or a range of ports, as in
`10.20.0.0/16:6820-6830, prom.example.kr:9090, [fd00:1::/64]:22`. A form may choose an address inside of them only.
"""

import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from gpu.connectors.errors import ConnectorError

Address = IPv4Address | IPv6Address
Resolver = Callable[[str], Sequence[str]]
"""A name to its addresses as text; raises OSError for a name that has none."""

_RULE = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+(?:/\d+)?)\]|(?P<other>[^\[\]:\s]+)):(?P<low>\d+)(?:-(?P<high>\d+))?")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62}\.?)*[a-z0-9_]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One network, or one host by its name, and the ports on it."""

    network: IPv4Network | IPv6Network | None
    host: str
    low: int
    high: int

    def admits(self, host: str, address: Address, port: int) -> bool:
        """Whether a connection for this name to this address and port is inside."""
        if not self.low <= port <= self.high:
            return False
        if self.network is not None:
            return address in self.network
        return self.host == host.lower() and not _is_of_the_machine(address, host)


def parse(entries: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of a setting. Raises ValueError for an entry that is none."""
    return tuple(_rule(entry.strip()) for entry in entries if entry.strip())


def faulty(entries: Sequence[str]) -> tuple[str, ...]:
    """The entries that are no rule, as they are written; `manage.py check` names them."""
    return tuple(entry.strip() for entry in entries if entry.strip() and not _is_rule(entry.strip()))


def readable(entries: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of the entries that are one: what cannot be read opens nothing, and shuts nothing else."""
    return parse([entry for entry in entries if _is_rule(entry.strip())])


def resolved(host: str) -> tuple[str, ...]:
    """The system's own answer for a name or a written address."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in found))


def is_declared(host: str, port: int, rules: Sequence[Rule]) -> bool:
    """Whether this name could be inside, without asking for its address; for forms."""
    try:
        address = ip_address(host)
    except ValueError:
        return any(rule.low <= port <= rule.high and rule.host in {"", host.lower()} for rule in rules)
    return any(rule.admits(host, _unwrapped(address), port) for rule in rules)


def reachable(host: str, port: int, rules: Sequence[Rule], resolve: Resolver, *, seconds: float) -> str:
    """The one address to connect to: looked up once, and inside. Raises ConnectorError."""
    if not rules or not 0 < port < 65_536 or not is_declared(host, port, rules):
        raise ConnectorError("address_refused", f"{host}:{port}")
    for text in _looked_up(host, resolve, seconds):
        address = _unwrapped(ip_address(text))
        if any(rule.admits(host, address, port) for rule in rules):
            return str(address)
    raise ConnectorError("address_refused", f"{host}:{port}")


def _is_rule(entry: str) -> bool:
    try:
        return _rule(entry) is not None
    except ValueError:
        return False


def _rule(entry: str) -> Rule:
    match = _RULE.fullmatch(entry)
    if match is None:
        raise ValueError(entry)
    low, high = int(match["low"]), int(match["high"] or match["low"])
    if not 0 < low <= high < 65_536:
        raise ValueError(entry)
    name = match["v6"] or match["other"]
    try:
        return Rule(ip_network(name), "", low, high)
    except ValueError:
        is_number = not name.strip("0123456789.")  # meant as an address: a name is never written so
        if match["v6"] or "/" in name or is_number or not _HOST.fullmatch(name):
            raise ValueError(entry) from None
    return Rule(None, name.lower(), low, high)


def _looked_up(host: str, resolve: Resolver, seconds: float) -> Sequence[str]:
    """The resolver has no time limit of its own: it runs beside, and is left behind when it takes too long."""
    found: list[str] = []
    failed: list[BaseException] = []

    def look_up() -> None:
        try:
            found.extend(resolve(host))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    beside = threading.Thread(target=look_up, daemon=True)
    beside.start()
    beside.join(seconds)
    if beside.is_alive():
        raise ConnectorError("timed_out", f"name service: {host}")
    if failed or not found:
        raise ConnectorError("unreachable", f"name unknown: {host}")
    return found


def _unwrapped(address: Address) -> Address:
    """An IPv4 address that is written inside of an IPv6 one."""
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def _is_of_the_machine(address: Address, host: str) -> bool:
    """A named host must not lead to the portal's own machine or to what answers every machine alike."""
    if address.is_loopback:
        return host.lower() != "localhost"
    return address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved
