"""E-invoice XML: taken over as text when it is well-formed and harmless. What it means is for the extractors."""

from __future__ import annotations

from xml.etree.ElementTree import ParseError

from ingest.problems import problem
from ingest.refusal import Refused

MAX_XML_BYTES = 5 * 1024 * 1024
"""of one document, and of all that one file carries inside it: real ones have some ten thousand"""
MEGABYTE = 1024 * 1024


def read_xml(content: bytes) -> str:
    """The text of an XML document. Raises ``Refused`` when it is too big, not well-formed, or defines entities."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(content) > MAX_XML_BYTES:
        raise Refused(problem("xml_too_big", limit=MAX_XML_BYTES // MEGABYTE))
    text = _decode(content)
    try:
        fromstring(_without_declaration(text), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused(problem("xml_hostile")) from error
    except (ParseError, ValueError, RecursionError, LookupError) as error:
        raise Refused(problem("xml_broken")) from error
    return text


def _decode(content: bytes) -> str:
    """By its mark or declaration, else UTF-8, else GB 18030; undecodable bytes refuse the document."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    head = content[:200].lower()
    declared = [name for name in ("gbk", "gb2312", "gb18030") if b'"' + name.encode() in head]
    for codec in ("gb18030",) if declared else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise Refused(problem("xml_broken"))


def _without_declaration(text: str) -> str:
    """The document without ``<?xml ... ?>``, whose encoding is no longer true of the decoded text."""
    stripped = text.lstrip("\ufeff \r\n\t")
    return stripped.partition("?>")[2] if stripped.startswith("<?xml") else stripped
