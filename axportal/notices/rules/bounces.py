"""Reports of delivery (RFC 3464): which of our mails could not be delivered, to whom, and whether for good."""

import email
import re
from dataclasses import dataclass
from datetime import timedelta
from email import policy
from email.message import EmailMessage, Message

#: Longer reports are cut off before they are read: what matters stands in front.
LONGEST_REPORT = 1 << 20
#: So many temporary failures within this time count as one for good.
SOFT_LIMIT = 3
SOFT_WITHIN = timedelta(days=30)

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,290}>")
_FAILED, _DELAYED = "failed", "delayed"


@dataclass(frozen=True)
class Failure:
    """What one report says about one recipient of one mail."""

    message_id: str
    recipients: tuple[str, ...]
    status: str
    is_hard: bool
    diagnostic: str


def read_report(raw: bytes) -> list[Failure]:
    """The failures that a report tells of; none for what is no report, or tells only of success."""
    message = email.message_from_bytes(raw[:LONGEST_REPORT], policy=policy.default)
    message_id = _original_id(message)
    if not message_id:
        return []
    return [failure for block in _blocks(message) if (failure := _failure(block, message_id)) is not None]


def _blocks(message: Message) -> list[Message]:
    """The groups of fields about one recipient each; the first group is about the mail as a whole."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            blocks: list[Message] = part.get_payload()  # type: ignore[assignment]
            return blocks[1:]
    return []


def _original_id(message: Message) -> str:
    """The Message-ID of the mail that came back, from the copy of it in the report."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers" and isinstance(part, EmailMessage):
            found = email.message_from_string(str(part.get_content()), policy=policy.compat32)["Message-ID"]
        elif kind == "message/rfc822" and isinstance(part.get_payload(), list):
            copies: list[Message] = part.get_payload()  # type: ignore[assignment]
            found = copies[0]["Message-ID"]
        else:
            continue
        match = _MESSAGE_ID.search(str(found or ""))
        if match:
            return match.group()
    return ""


def _failure(block: Message, message_id: str) -> Failure | None:
    action = str(block.get("Action", "")).strip().lower()
    if action not in {_FAILED, _DELAYED}:
        return None
    status = _STATUS.search(str(block.get("Status", "")))
    recipients = (_address(block.get("Original-Recipient")), _address(block.get("Final-Recipient")))
    return Failure(
        message_id=message_id,
        recipients=tuple(dict.fromkeys(one for one in recipients if one)),
        status=status.group() if status else "",
        is_hard=action == _FAILED and (status is None or status.group(1) == "5"),
        diagnostic=" ".join(str(block.get("Diagnostic-Code", "")).split())[:500],
    )


def _address(field: object) -> str:
    """`rfc822; A@Example.org` → `a@example.org`."""
    return str(field or "").rpartition(";")[2].strip().strip("<>").lower()
