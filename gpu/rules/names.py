"""Names of GPU models as schedulers, monitors and the register write them."""


def folded(name: str) -> str:
    """The form in which names are compared: without case, blanks as dashes."""
    return "-".join(name.casefold().split())
