"""The regions of a picture in its XMP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from deskeditor.core.region import Point, Region, Term
from deskeditor.photos import xmp
from deskeditor.photos.fields import NAMESPACES, clean

Place = Callable[[Point], Point]
"""Where a point of the picture lies in what is written."""

MOST = 500
"""Regions read, and corners of each; programs that find faces leave some tens in a crowd."""
_XMP = "http://ns.adobe.com/xap/1.0/"
_IDENTIFIER = f"{{{_XMP}}}Identifier"


def read(root: etree._Element | None, width: int, height: int) -> tuple[Region, ...]:
    """Those of a packet, of a picture of that many pixels; what has no boundary is left out."""
    for name, value in xmp.properties(root):
        if name == xmp.REGIONS and not isinstance(value, str):
            items = value.findall(f"*/{xmp.ITEM}")[:MOST]
            return tuple(region for item in items if (region := _region(item, width, height)))
    return ()


def placed(regions: Iterable[Region], place: Place) -> list[Region]:
    """The regions as they lie in what is written, without those of which nothing is to be seen there."""
    return [moved for region in regions if (moved := _placed(region, place))]


def write(regions: Sequence[Region]) -> list[etree._Element]:
    """The property with the regions; none without any."""
    if not regions:
        return []
    element = etree.Element(xmp.REGIONS, nsmap={"Iptc4xmpExt": xmp.EXT, "rdf": xmp.RDF, "xmp": _XMP})
    bag = etree.SubElement(element, f"{{{xmp.RDF}}}Bag")
    for region in regions:
        _append(bag, region)
    return [element]


def _ext(name: str) -> str:
    return f"{{{NAMESPACES['Iptc4xmpExt']}}}{name}"


def _region(item: etree._Element, width: int, height: int) -> Region | None:
    structure = _inside(item)
    boundary = next((_inside(found) for found in structure.findall(_ext("RegionBoundary"))), None)
    if boundary is None:
        return None
    pixels = xmp.member(boundary, _ext("rbUnit")).lower() == "pixel"
    across, down = (float(width), float(height)) if pixels else (1.0, 1.0)
    shape = xmp.member(boundary, _ext("rbShape")).lower()
    try:
        points = tuple(_points(boundary, shape, across, down))
        radius = _number(boundary, "rbRx") / across if shape == "circle" else 0.0
    except ValueError:
        return None
    if not points:
        return None
    return Region(
        shape,
        points,
        radius,
        id=clean(xmp.member(structure, _ext("rId"))),
        name=clean(xmp.member(structure, _ext("Name"))),
        people=_texts(structure, "PersonInImage"),
        organisations=_texts(structure, "OrganisationInImageName"),
        kinds=_terms(structure, "rCtype"),
        roles=_terms(structure, "rRole"),
    )


def _points(boundary: etree._Element, shape: str, across: float, down: float) -> Iterator[Point]:
    if shape == "polygon":
        for vertex in xmp.members(boundary, _ext("rbVertices"))[:MOST]:
            inside = _inside(vertex)
            yield _number(inside, "rbX") / across, _number(inside, "rbY") / down
    elif shape in ("rectangle", "circle"):
        left, top = _number(boundary, "rbX") / across, _number(boundary, "rbY") / down
        yield left, top
        if shape == "rectangle":
            yield left + _number(boundary, "rbW") / across, top + _number(boundary, "rbH") / down


def _number(structure: etree._Element, name: str) -> float:
    value = float(xmp.member(structure, _ext(name)))
    if not -1e9 < value < 1e9:
        raise ValueError(name)
    return value


def _inside(item: etree._Element) -> etree._Element:
    """Where the members of a structure are: in the element itself, or in a description within."""
    description = item.find(f"{{{xmp.RDF}}}Description")
    return item if description is None else description


def _texts(structure: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(text for item in xmp.members(structure, _ext(name)) if (text := xmp.text_of(item)))


def _terms(structure: etree._Element, name: str) -> tuple[Term, ...]:
    terms = []
    for item in map(_inside, xmp.members(structure, _ext(name))):
        uris = tuple(text for uri in xmp.members(item, _IDENTIFIER) if (text := xmp.text_of(uri)))
        terms.append(Term(uris, clean(xmp.member(item, _ext("Name")))))
    return tuple(term for term in terms if term != Term())


def _placed(region: Region, place: Place) -> Region | None:
    """The region in what is written; one of which nothing is to be seen there is none."""
    points = tuple(map(place, region.points))
    radius = region.radius
    if region.shape == "circle":
        radius = abs(place((region.points[0][0] + radius, region.points[0][1]))[0] - points[0][0])
    elif region.shape == "rectangle":
        (left, top), (right, bottom) = region.points
        # Straightened, a rectangle stands askew: the upright one around it is written.
        corners = [place(corner) for corner in ((left, top), (right, top), (right, bottom), (left, bottom))]
        xs, ys = zip(*corners, strict=True)
        points = ((_cut(min(xs)), _cut(min(ys))), (_cut(max(xs)), _cut(max(ys))))
    across, down = [x for x, _ in points], [y for _, y in points]
    if max(across) + radius <= 0 or min(across) - radius >= 1 or max(down) + radius <= 0 or min(down) - radius >= 1:
        return None
    return replace(region, points=points, radius=radius)


def _cut(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _append(bag: etree._Element, region: Region) -> None:
    item = _structure(bag, f"{{{xmp.RDF}}}li")
    boundary = _structure(item, _ext("RegionBoundary"))
    told: dict[str, str] = {"rbShape": region.shape, "rbUnit": "relative"}
    if region.shape == "polygon":
        vertices = etree.SubElement(etree.SubElement(boundary, _ext("rbVertices")), f"{{{xmp.RDF}}}Seq")
        for x, y in region.points:
            vertex = _structure(vertices, xmp.ITEM)
            etree.SubElement(vertex, _ext("rbX")).text = _fraction(x)
            etree.SubElement(vertex, _ext("rbY")).text = _fraction(y)
    else:
        (x, y) = region.points[0]
        told |= {"rbX": _fraction(x), "rbY": _fraction(y)}
        if region.shape == "circle":
            told["rbRx"] = _fraction(region.radius)
        else:
            told |= {"rbW": _fraction(region.points[1][0] - x), "rbH": _fraction(region.points[1][1] - y)}
    for name, text in told.items():
        etree.SubElement(boundary, _ext(name)).text = text
    if region.id:
        etree.SubElement(item, _ext("rId")).text = region.id
    if region.name:
        _language(item, region.name)
    for name, texts in (("PersonInImage", region.people), ("OrganisationInImageName", region.organisations)):
        _list(item, _ext(name), texts)
    for name, terms in (("rCtype", region.kinds), ("rRole", region.roles)):
        if terms:
            holder = etree.SubElement(etree.SubElement(item, _ext(name)), f"{{{xmp.RDF}}}Bag")
            for term in terms:
                entry = _structure(holder, xmp.ITEM)
                _list(entry, _IDENTIFIER, term.uris)
                if term.name:
                    _language(entry, term.name)


def _structure(parent: etree._Element, name: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.set(xmp.PARSE_TYPE, "Resource")
    return element


def _list(parent: etree._Element, name: str, texts: Sequence[str]) -> None:
    if texts:
        bag = etree.SubElement(etree.SubElement(parent, name), f"{{{xmp.RDF}}}Bag")
        for text in texts:
            etree.SubElement(bag, xmp.ITEM).text = text


def _language(parent: etree._Element, text: str) -> None:
    holder = etree.SubElement(etree.SubElement(parent, _ext("Name")), f"{{{xmp.RDF}}}Alt")
    item = etree.SubElement(holder, xmp.ITEM)
    item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
    item.text = text


def _fraction(value: float) -> str:
    return f"{round(value, 6):.6f}".rstrip("0").rstrip(".")
