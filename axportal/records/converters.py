"""Path converters of records."""

from axportal.records import registry


class RecordSlug:
    """Matches the slug of a registered record type only, so that other apps' paths stay theirs."""

    regex = "[a-z][a-z-]*"

    def to_python(self, value: str) -> str:
        """The slug. Raises ValueError (no match) for an unknown one."""
        if value not in registry.all_types():
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class ExportExtension:
    """csv or xlsx."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value
