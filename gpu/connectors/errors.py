"""What can go wrong between the portal and a site. Each code has one sentence for people (`gpu/rules/failures.py`)."""

CODES = (
    "address_refused",  # outside the networks of this deployment
    "unreachable",  # no connection: refused, no route, name unknown
    "timed_out",
    "tls",  # certificate or handshake
    "host_key",  # SSH: another key than the one on record
    "authentication",  # token or key refused, expired, of another user
    "forbidden",  # let in, but not to this
    "not_found",  # nothing there under this path
    "too_large",
    "bad_answer",  # not what this interface answers
    "reported_errors",  # the scheduler itself says that it could not answer
    "empty",  # nothing where there was something: no observation
    "no_secret",
    "unsupported",  # a version or a query that this connector cannot read
)


class ConnectorError(Exception):
    """No observation. `code` is one of CODES; `detail` is for the operator's console and holds no secret."""

    def __init__(self, code: str, detail: str = "", *, raw: str = "") -> None:
        if code not in CODES:
            raise ValueError(code)
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.raw = raw
