"""XMP packets (ISO 16684-1), read and written."""

from __future__ import annotations

from lxml import etree
from PIL import ImageFile

from deskeditor.photos.fields import HOMES, NAMESPACES, Home, Shape, Values, clean, cleaned

PACKET_LIMIT = 4_000_000
"""Bytes read; a packet of a news picture has some thousands."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_META = "adobe:ns:meta/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DESCRIPTION = f"{{{_RDF}}}Description"
_ITEM = f"{{{_RDF}}}li"
_RESOURCE = f"{{{_RDF}}}resource"
_CONTAINERS = {Shape.LANGUAGES: "Alt", Shape.BAG: "Bag", Shape.SEQ: "Seq"}
_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode()
_TAIL = b'<?xpacket end="w"?>'


def read(image: ImageFile.ImageFile, warnings: list[str]) -> Values:
    """The fields of the picture's XMP packet; one that cannot be read adds a warning and gives nothing."""
    packet = image.info.get("xmp")
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not isinstance(packet, bytes) or not packet.strip(b"\0 \r\n\t"):
        return {}
    root = _parse(packet)
    if root is None:
        warnings.append("The file's XMP is damaged and was not read.")
        return {}
    return parse_fields(root)


def parse_fields(root: etree._Element) -> Values:
    """The fields of a parsed packet, in whichever of RDF's spellings: elements or attributes, lists or single texts."""
    found: dict[str, list[str]] = {}
    homes = {_name(home): home for home in HOMES}
    # Descriptions further down tell of parts and ancestors of the picture, not of the picture.
    for description in (child for rdf in root.iter(f"{{{_RDF}}}RDF") for child in rdf.iterchildren(_DESCRIPTION)):
        for key, value in description.attrib.items():
            if home := homes.get(str(key)):
                found.setdefault(home.name, [str(value)])
        for element in description:
            if home := homes.get(str(element.tag)):
                found.setdefault(home.name, _values(element, home))
    return cleaned(found)


def write(values: Values) -> bytes:
    """A packet with these values and nothing else; the same values give the same bytes."""
    used = {home.prefix for home in HOMES if home.name in values}
    namespaces = {"rdf": _RDF} | {prefix: uri for prefix, uri in NAMESPACES.items() if prefix in used}
    meta = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    description = etree.SubElement(
        etree.SubElement(meta, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF}), _DESCRIPTION, nsmap=namespaces
    )
    description.set(f"{{{_RDF}}}about", "")
    for home in HOMES:
        if home.name in values:
            _append(description, home, values[home.name])
    return _HEAD + etree.tostring(meta, encoding="utf-8") + _TAIL


def _append(description: etree._Element, home: Home, values: tuple[str, ...]) -> None:
    element = etree.SubElement(description, _name(home))
    container = _CONTAINERS.get(home.shape)
    if container is None:
        element.text = values[0]
        return
    parent = etree.SubElement(element, f"{{{_RDF}}}{container}")
    for value in values:
        item = etree.SubElement(parent, _ITEM)
        item.text = value
        if home.shape is Shape.LANGUAGES:
            item.set(_LANG, "x-default")


def _name(home: Home) -> str:
    return f"{{{NAMESPACES[home.prefix]}}}{home.xmp}"


def _parse(packet: bytes) -> etree._Element | None:
    if len(packet) > PACKET_LIMIT:
        return None
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


def _values(element: etree._Element, home: Home) -> list[str]:
    items = element.findall(f"*/{_ITEM}")
    if not items:
        return [element.get(_RESOURCE) or _text(element)]
    if home.shape is Shape.LANGUAGES:
        items.sort(key=lambda item: item.get(_LANG) != "x-default")
    return [item.get(_RESOURCE) or _text(item) for item in items]


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())
