"""Addresses of sites: what a scheduler or a monitor is reached at."""

from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443, "ssh": 22}


def host_and_port(address: str) -> tuple[str, int] | None:
    """Of "https://slurm.example.ac.kr:6820" or "login.example.ac.kr:22"; None where it is no address.

    Without a scheme it is one of SSH. A user, a query or a fragment in it is refused: no secret belongs there.
    """
    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else f"ssh://{address}")
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    if not parts.hostname or port is None or parts.scheme not in PORTS or "@" in parts.netloc:
        return None
    if any(letter in "?#" or letter.isspace() for letter in address):
        return None
    return parts.hostname, port


def origin(address: str) -> str:
    """Scheme, host and port of an address, as in "https://slurm.example.ac.kr:6820"; empty where it is none."""
    place = host_and_port(address)
    if place is None:
        return ""
    scheme, separator, _rest = address.strip().partition("://")
    return f"{scheme.lower() if separator else 'ssh'}://{place[0]}:{place[1]}"
