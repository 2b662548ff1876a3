"""The message catalogues: taken from Python and templates, compared, compiled; no gettext binary is needed."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = ("axportal", "regions", "labs", "talent", "startups", "gpu")
TEMPLATES = "templates"
COMPLETE = "en"
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural_forms}\\n"

"""
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")
HANGUL = re.compile("[가-힣]")
#: A message, or its singular and plural.
Found = str | tuple[str, ...]


def source_catalogue() -> Catalog:
    """All messages of the code and the templates, without places and dates."""
    catalogue = Catalog()
    for found, context in _messages():
        catalogue.add(found, context=context)
    return catalogue


def clashes(messages: Iterable[tuple[Found, str | None]] | None = None) -> Iterator[str]:
    """Messages asked for both by number and without one; Python up to 3.11.2 finds only one of the two.

    `messages`: (message or (singular, plural), context); those of the source unless given.
    """
    counted, plain = set(), set()
    for found, context in _messages() if messages is None else messages:
        if isinstance(found, str):
            plain.add((found, context))
        else:
            counted.add((found[0], context))
    yield from (f"with and without a number: {name}" for name, _context in sorted(counted & plain, key=str))


def _messages() -> Iterator[tuple[Found, str | None]]:
    for text in _source_texts():
        for _line, found, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
            yield found, context


def _source_texts() -> Iterator[str]:
    base = Path(settings.BASE_DIR)
    for folder in SOURCES:
        for file in sorted((base / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.read_text()
    for file in sorted((base / TEMPLATES).rglob("*.html")) + sorted((base / TEMPLATES).rglob("*.txt")):
        # The stand-in for Python keeps the template's indentation, which means nothing there.
        yield "\n".join(line.strip() for line in templatize(file.read_text(), origin=str(file)).splitlines())


def po_file(locale: str) -> Path:
    """Where a language's catalogue lies."""
    return Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES" / "django.po"


def load(locale: str) -> Catalog:
    """A language's catalogue; an empty one when there is none yet."""
    file = po_file(locale)
    if not file.exists():
        return Catalog(locale=locale)
    with file.open("rb") as stream:
        return read_po(stream, locale=locale, abort_invalid=True)


def merged(source: Catalog, translated: Catalog) -> Catalog:
    """The source's messages with the translations there are; what the source no longer has falls away."""
    catalogue = Catalog(locale=translated.locale)
    for message in source:
        if message.id:
            known = translated.get(message.id, context=message.context)
            fits = known is not None and known.pluralizable == message.pluralizable
            catalogue.add(message.id, known.string if known and fits else None, context=message.context)
    return catalogue


def dump(catalogue: Catalog) -> str:
    """The catalogue as a file: sorted by message, no dates, no places, so that two people's additions merge."""
    stream = BytesIO()
    write_po(stream, catalogue, omit_header=True, sort_output=True, no_location=True, width=0)
    header = HEADER.format(plural_forms=catalogue.plural_forms)
    return header + stream.getvalue().decode().strip() + "\n"


def problems(source: Catalog, translated: Catalog) -> Iterator[str]:
    """What is missing, left over, uncertain, or has other placeholders than its source."""
    for message in source:
        if not message.id:
            continue
        known = translated.get(message.id, context=message.context)
        if known is None or not all(_strings(known)):
            yield f"missing: {_name(message)}"
        elif known.fuzzy:
            yield f"uncertain: {_name(message)}"
        elif not _same_placeholders(known):
            yield f"placeholders differ: {_name(message)}"
        elif HANGUL.search("".join(_strings(known))) and "한국어" not in _name(message):
            yield f"not translated: {_name(message)}"
    for message in translated:
        if message.id and source.get(message.id, context=message.context) is None:
            yield f"left over: {_name(message)}"


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _same_placeholders(message: Message) -> bool:
    """The singular may leave the number out ("a day ago"); nothing may be added or lost otherwise."""
    wanted = set(PLACEHOLDER.findall(_name(message)))
    *singular, last = _strings(message)
    return set(PLACEHOLDER.findall(last)) == wanted and all(set(PLACEHOLDER.findall(one)) <= wanted for one in singular)


def compile_all() -> list[Path]:
    """Write the .mo of every language whose .po is newer; the files written."""
    written = []
    for po in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        draft = mo.with_suffix(".new")
        with po.open("rb") as source, draft.open("wb") as target:
            write_mo(target, read_po(source, locale=po.parent.parent.name))
        draft.replace(mo)
        written.append(mo)
    return written
