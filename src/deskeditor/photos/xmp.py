"""XMP packets (ISO 16684-1), read and written."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from PIL import ImageFile

from deskeditor.photos.fields import HOMES, NAMESPACES, Home, Shape, Values, clean, cleaned

PACKET_LIMIT = 4_000_000
"""Bytes read; a packet of a news picture has some thousands."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EXT = NAMESPACES["Iptc4xmpExt"]
_META = "adobe:ns:meta/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DESCRIPTION = f"{{{RDF}}}Description"
ITEM = f"{{{RDF}}}li"
_RESOURCE = f"{{{RDF}}}resource"
PARSE_TYPE = f"{{{RDF}}}parseType"
_CONTAINERS = {Shape.LANGUAGES: "Alt", Shape.BAG: "Bag", Shape.SEQ: "Seq", Shape.MEMBER: "Seq"}
_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
_TAIL = b'<?xpacket end="w"?>'
_EXTENDED = "{http://ns.adobe.com/xmp/note/}HasExtendedXMP"
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"

REGIONS = f"{{{EXT}}}ImageRegion"
"""Read and written by ``regions``, because its numbers are only right for one cut of the picture."""
_TOLD_ELSEWHERE = {REGIONS, f"{{{NAMESPACES['dc']}}}format"} | {
    f"{{{NAMESPACES['photoshop']}}}{name}"
    for name in (
        *("ColorMode", "DocumentAncestors", "EmbeddedXMPDigest", "History", "ICCProfile", "LegacyIPTCDigest"),
        *("SidecarForExtension", "TextLayers"),
    )
}
"""Properties of the file and of how it was edited, which are not true of a picture made from it."""
_PLACES = "{http://ns.adobe.com/exif/1.0/}GPS"


def _name(home: Home, local: str = "") -> str:
    return f"{{{NAMESPACES[home.prefix]}}}{local or home.xmp}"


_HOMES_OF: dict[str, list[Home]] = {}
for _home in HOMES:
    _HOMES_OF.setdefault(_name(_home, _home.inside), []).append(_home)
_PASSED_ON = tuple(f"{{{uri}}}" for uri in NAMESPACES.values())
"""How the names begin of properties that say what the picture is; all others are the file's."""


_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""How a packet begins that is not in UTF-8, and in what it is."""


def parse(image: ImageFile.ImageFile, warnings: list[str]) -> etree._Element | None:
    """The picture's packet, with what a JPEG keeps outside it; what cannot be read adds a warning and is none."""
    packet = image.info.get("xmp")
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not isinstance(packet, bytes) or not packet.strip(b"\0 \r\n\t"):
        return None
    root = _parse(packet)
    if root is None:
        warnings.append("The file's XMP is damaged and was not read.")
    elif guid := plain(root, _EXTENDED):
        further = _parse(_extension(image, guid))
        if further is None:
            warnings.append("A part of the file's XMP is damaged and was not read.")
        else:
            root.append(further)
    return root


def _extension(image: ImageFile.ImageFile, guid: str) -> bytes:
    """What did not fit into one segment of a JPEG, from the others (XMP part 3, 1.1.3.1), in the order of its parts."""
    head = _EXTENSION + guid.encode()
    place, start = len(head) + 4, len(head) + 8
    found = [data for name, data in getattr(image, "applist", ()) if name == "APP1" and data.startswith(head)]
    return b"".join(data[start:] for data in sorted(found, key=lambda data: bytes(data[place:start])))


def parse_fields(root: etree._Element | None) -> Values:
    """The fields of a parsed packet, in whichever of RDF's spellings: elements or attributes, lists or single texts."""
    found: dict[str, list[str]] = {}
    for name, value in properties(root):
        for home in _HOMES_OF.get(name, ()):
            found.setdefault(home.name, _values(value, home))
    return cleaned(found)


def properties(root: etree._Element | None) -> Iterator[tuple[str, str | etree._Element]]:
    """What the packet says of the picture: names in Clark's notation, with texts or elements."""
    # Descriptions further down tell of parts and ancestors of the picture, not of the picture.
    for rdf in () if root is None else root.iter(f"{{{RDF}}}RDF"):
        for description in rdf.iterchildren(_DESCRIPTION):
            yield from ((str(key), str(value)) for key, value in description.attrib.items())
            yield from ((str(element.tag), element) for element in description)


def plain(root: etree._Element | None, name: str) -> str:
    """A property that is one text, as ``{namespace}name``; empty where there is none."""
    for found, value in properties(root):
        if found == name:
            return clean(value if isinstance(value, str) else _text(value))
    return ""


def write(values: Values, original: etree._Element | None = None, parts: Iterable[etree._Element] = ()) -> bytes:
    """A packet with these values; the same values give the same bytes.

    Of ``original`` it has what the desk has no field for, but for places, and each field whole that says the same
    still: its other languages, and the addresses of a licensor. ``parts`` are further properties.
    """
    namespaces = {"rdf": RDF} | NAMESPACES
    meta = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    description = etree.SubElement(
        etree.SubElement(meta, f"{{{RDF}}}RDF", nsmap={"rdf": RDF}), _DESCRIPTION, nsmap=namespaces
    )
    description.set(f"{{{RDF}}}about", "")
    kept = dict(_kept(original, values))
    for home in HOMES:
        name = _name(home, home.inside)
        if home.name in values and name not in kept:
            _append(description, home, values[home.name])
    for element in (*kept.values(), *parts):
        description.append(element)
    etree.cleanup_namespaces(meta)
    return _HEAD + etree.tostring(meta, encoding="utf-8") + _TAIL


def _kept(original: etree._Element | None, values: Values) -> Iterator[tuple[str, etree._Element]]:
    seen = set()
    for name, value in properties(original):
        if name in seen or name in _TOLD_ELSEWHERE or not name.startswith(_PASSED_ON):
            continue
        seen.add(name)
        homes = _HOMES_OF.get(name, ())
        said = cleaned({home.name: _values(value, home)[: None if home.many else 1] for home in homes})
        if all(values.get(home.name, ()) == said.get(home.name, ()) for home in homes):
            yield name, _copied(name, value)


def _copied(name: str, value: str | etree._Element) -> etree._Element:
    if isinstance(value, str):
        element = etree.Element(name)
        element.text = clean(value)
        return element
    element = copy.deepcopy(value)
    element.tail = None
    for part in list(element.iter()):
        for key in [key for key in part.attrib if str(key).startswith(_PLACES)]:
            del part.attrib[key]
        above = part.getparent()
        if above is not None and str(part.tag).startswith(_PLACES):
            above.remove(part)
        elif len(part) and not (part.text or "").strip():
            part.text = None
        if not (part.tail or "").strip():
            part.tail = None
    return element


def _append(description: etree._Element, home: Home, values: Sequence[str]) -> None:
    name = _name(home, home.inside)
    there = description.find(name)
    element = etree.SubElement(description, name) if there is None else there
    container = _CONTAINERS.get(home.shape)
    if container is None:
        element.text = values[0]
        return
    if home.shape is Shape.MEMBER:
        item = element.find(f"*/{ITEM}")
        if item is None:
            item = etree.SubElement(etree.SubElement(element, f"{{{RDF}}}{container}"), ITEM)
            item.set(PARSE_TYPE, "Resource")
        etree.SubElement(item, _name(home)).text = values[0]
        return
    parent = etree.SubElement(element, f"{{{RDF}}}{container}")
    for value in values:
        item = etree.SubElement(parent, ITEM)
        item.text = value
        if home.shape is Shape.LANGUAGES:
            item.set(_LANG, "x-default")


def _parse(packet: bytes) -> etree._Element | None:
    if len(packet) > PACKET_LIMIT:
        return None
    encoding = next((encoding for start, encoding in _WIDE.items() if packet.startswith(start)), "")
    if encoding:
        packet = packet.decode(encoding, "replace").encode()
    packet = packet.rstrip(b"\0 \r\n\t")
    for candidate in (packet, clean(packet.decode("utf-8", "replace")).encode()):
        # One wrong byte, as old programs leave them, must not cost the whole caption: hence the second try.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(candidate, parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        # XMP has no document types; only an attack brings one.
        return None if root.getroottree().docinfo.internalDTD is not None else root
    return None


def _values(value: str | etree._Element, home: Home) -> list[str]:
    if isinstance(value, str):
        return [] if home.shape is Shape.MEMBER else [value]
    items = value.findall(f"*/{ITEM}")
    if home.shape is Shape.MEMBER:
        return [member(items[0] if items else value, _name(home))]
    if not items:
        return [value.get(_RESOURCE) or _text(value)]
    if home.shape is Shape.LANGUAGES:
        items.sort(key=lambda item: item.get(_LANG) != "x-default")
    return [item.get(_RESOURCE) or _text(item) for item in items]


def member(structure: etree._Element, name: str) -> str:
    """A text of a structure, in whichever of RDF's spellings; of a list its first; empty where there is none."""
    for holder in (structure, *structure.findall(_DESCRIPTION)):
        if (attribute := holder.get(name)) is not None:
            return attribute
        if (element := holder.find(name)) is not None:
            items = element.findall(f"*/{ITEM}")
            return (items[0] if items else element).get(_RESOURCE) or _text(items[0] if items else element)
    return ""


def members(structure: etree._Element, name: str) -> list[etree._Element]:
    """The items of a list inside a structure."""
    for holder in (structure, *structure.findall(_DESCRIPTION)):
        if (element := holder.find(name)) is not None:
            return list(element.findall(f"*/{ITEM}"))
    return []


def text_of(element: etree._Element) -> str:
    """What an element says, or points to."""
    return clean(element.get(_RESOURCE) or _text(element))


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()) if len(element) else element.text or ""
