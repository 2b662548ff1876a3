"""Logs: one JSON line an event, without secrets and without control characters."""

import json
import logging
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError

SECRET_WORDS = ("password", "token", "secret", "authorization", "cookie", "rrn", "account_number")
#: The database is away or ended a statement: where we stood tells nothing, and there is one line for each request.
_WEATHER = (OperationalError, InterfaceError)
_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def without_secrets(fields: dict[str, Any]) -> dict[str, Any]:
    """The same fields with the values of secret-sounding keys removed."""
    return {
        key: "[removed]" if any(word in key.lower() for word in SECRET_WORDS) else value
        for key, value in fields.items()
    }


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object; json escapes every control character."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: time, level, logger, event, the request's context and the record's extra fields."""
        extra = {key: value for key, value in vars(record).items() if key not in _STANDARD and key != "request"}
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            **structlog.contextvars.get_contextvars(),
            **extra,
        }
        if record.exc_info and isinstance(record.exc_info[1], _WEATHER):
            line["error"] = f"{type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        elif record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(without_secrets(line), ensure_ascii=False, default=str)


class Logger:
    """Takes an event and its fields by name."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, event: str, **fields: Any) -> None:
        """Something happened as it should."""
        self._logger.info(event, extra=fields)

    def error(self, event: str, **fields: Any) -> None:
        """Something broke."""
        self._logger.error(event, extra=fields)

    def warning(self, event: str, **fields: Any) -> None:
        """Something needs a look."""
        self._logger.warning(event, extra=fields)


def get_logger(name: str) -> Logger:
    """A logger for this module."""
    return Logger(name)


def configuration(level: str) -> dict[str, Any]:
    """The LOGGING setting: one JSON object a line on standard output, from this level on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "axportal.core.logs.JsonFormatter"}},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "django.server": {"handlers": [], "propagate": False},
            "axes": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
        },
    }
