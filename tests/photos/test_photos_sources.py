"""Where a file's XMP, IIM and EXIF disagree, are damaged or were written by others."""

from __future__ import annotations

import hashlib
import struct
import time
from pathlib import Path

import pytest
from PIL import ExifTags, Image, TiffImagePlugin

from deskeditor.core.photo import Conflict, PhotoFields
from deskeditor.photos import Picture, iim, read_picture, xmp

RDF = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:mm="http://ns.adobe.com/xap/1.0/mm/">{}'
    "</rdf:RDF></x:xmpmeta>"
)


def packet(inside: str) -> bytes:
    return RDF.format(inside).encode()


def resources(*parts: tuple[int, bytes]) -> bytes:
    return b"".join(b"8BIM" + struct.pack(">HHI", n, 0, len(d)) + d + b"\0" * (len(d) % 2) for n, d in parts)


def app13(content: bytes) -> bytes:
    return b"\xff\xed" + struct.pack(">H", len(content) + 16) + b"Photoshop 3.0\0" + content


def jpeg(folder: Path, *, xmp: bytes = b"", extra: bytes = b"", exif: Image.Exif | bytes = b"") -> Picture:
    """A picture with these blocks, read."""
    path = folder / "photo.jpg"
    Image.new("RGB", (4, 4)).save(path, xmp=xmp, extra=extra, exif=exif)
    return read_picture(path)


def both(folder: Path, in_xmp: str, in_iim: str, *, digest: bytes | None) -> Picture:
    """A picture whose caption stands in XMP and in IIM, with a digest or none."""
    block = iim.write({"caption": (in_iim,)})
    parts = [(0x0404, block)] + ([] if digest is None else [(0x0425, digest or hashlib.md5(block).digest())])
    return jpeg(folder, xmp=xmp.write({"caption": (in_xmp,)}), extra=app13(resources(*parts)))


def test_xmp_goes_before_iim_before_exif_field_by_field(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "from EXIF"
    exif[ExifTags.Base.Copyright] = "from EXIF"
    exif[ExifTags.Base.Artist] = "from EXIF; and a second"
    block = iim.write({"caption": ("from XMP",), "copyright": ("from IIM",)})
    picture = jpeg(tmp_path, xmp=xmp.write({"caption": ("from XMP",)}), extra=iim.segment(block), exif=exif)
    assert picture.fields == PhotoFields(
        caption="from XMP", copyright="from IIM", creator=("from EXIF", "and a second")
    )
    assert picture.warnings == ()


def test_difference_without_a_digest_takes_the_xmp_and_warns(tmp_path: Path) -> None:
    picture = both(tmp_path, "new words", "old words", digest=None)
    assert picture.fields.caption == "new words"
    assert picture.warnings == ("The caption in the file's XMP and IIM differ; taken from the XMP.",)


def test_matching_digest_takes_the_xmp(tmp_path: Path) -> None:
    assert both(tmp_path, "new words", "old words", digest=b"").fields.caption == "new words"


def test_edited_iim_wins_and_warns(tmp_path: Path) -> None:
    picture = both(tmp_path, "old words", "new words", digest=bytes(range(16)))
    assert picture.fields.caption == "new words"
    assert "which an older program edited last" in picture.warnings[0]


def test_edited_iim_that_is_only_cut_off_does_not_win(tmp_path: Path) -> None:
    picture = both(tmp_path, "words and  more words", "words and more", digest=bytes(range(16)))
    assert (picture.fields.caption, picture.warnings) == ("words and  more words", ())


def test_of_a_field_without_end_the_beginning_is_taken(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    path = tmp_path / "photo.png"
    names = "".join(f"<rdf:li>name {number}</rdf:li>" for number in range(3000))
    info = PngInfo()
    rights = f"<dc:rights>{'x' * 3_000_000}</dc:rights><dc:subject><rdf:Bag>{names}</rdf:Bag></dc:subject>"
    info.add_itxt("XML:com.adobe.xmp", RDF.format(f"<rdf:Description>{rights}</rdf:Description>"))
    Image.new("RGB", (4, 4)).save(path, pnginfo=info)
    picture = read_picture(path)
    assert picture.fields.copyright == "x" * 65_000
    assert picture.fields.keywords[-1] == "name 999"
    assert picture.warnings == (
        "Of the copyright in the file only the beginning was taken: it is longer than a picture can carry.",
        "Of the keywords in the file only the beginning was taken: it is longer than a picture can carry.",
    )


def test_tiff_has_iim_and_digest_too(tmp_path: Path) -> None:
    path = tmp_path / "photo.tif"
    block = iim.write({"caption": ("new words",), "city": ("Jeju",)})
    tags = {33723: block, 34377: resources((0x0425, bytes(range(16)))), 700: xmp.write({"caption": ("old words",)})}
    Image.new("RGB", (4, 4)).save(path, tiffinfo=tags)
    picture = read_picture(path)
    assert (picture.fields.caption, picture.fields.city, len(picture.warnings)) == ("new words", "Jeju", 1)


@pytest.mark.parametrize("caption", ["old", "old words", "old words of it", "배가 돌아왔다"])
def test_iim_in_tiff_is_read_as_others_write_it(tmp_path: Path, caption: str) -> None:
    path = tmp_path / "photo.tif"
    block = iim.write({"caption": (caption,)})
    padded = block + b"\0" * (-len(block) % 4)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags.tagtype |= {33723: 4, 34377: 7, 700: 1}
    tags[33723] = struct.unpack(f"<{len(padded) // 4}I", padded)
    tags[34377] = resources((0x0425, hashlib.md5(block).digest()))
    tags[700] = xmp.write({"caption": ("newer words",)})
    Image.new("RGB", (4, 4)).save(path, tiffinfo=tags)
    picture = read_picture(path)
    assert picture.said.conflicts == (Conflict("caption", ("newer words",), (caption,), "xmp"),)


@pytest.mark.parametrize(
    ("tag", "data", "field", "said"),
    [
        (ExifTags.Base.Copyright, b"Photo Co\0Editor Co", "copyright", "Photo Co; Editor Co"),
        (ExifTags.Base.Copyright, b" \0Editor Co", "copyright", "Editor Co"),
        (ExifTags.Base.Copyright, "© 해안일보".encode() + b"\0\0", "copyright", "© 해안일보"),
        (ExifTags.Base.ImageDescription, b"A ship\0\xff\xfejunk", "caption", "A ship"),
    ],
)
def test_a_zero_byte_ends_a_text_of_exif(tmp_path: Path, tag: int, data: bytes, field: str, said: str) -> None:
    exif = Image.Exif()
    exif[tag] = data
    assert getattr(jpeg(tmp_path, exif=exif).fields, field) == said


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_xmp_and_exif_are_found_in_every_format(tmp_path: Path, name: str) -> None:
    path = tmp_path / "photo"
    exif = Image.Exif()
    exif[ExifTags.Base.Copyright] = "© 해안일보".encode()
    exif[ExifTags.IFD.Exif] = {ExifTags.Base.DateTimeOriginal: "2025:12:05 10:11:12"}
    content = xmp.write({"caption": ("배가 돌아왔다",)})
    image = Image.new("RGB", (4, 4))
    if name == "TIFF":
        image.save(path, name, tiffinfo={**exif, 700: content})
    elif name == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", content.decode())
        image.save(path, name, exif=exif, pnginfo=info)
    else:
        image.save(path, name, exif=exif, xmp=content)
    assert read_picture(path).fields == PhotoFields(
        caption="배가 돌아왔다", copyright="© 해안일보", date_created="2025-12-05T10:11:12"
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<rdf:Description photoshop:Credit="Desk &amp; Co"/>', PhotoFields(credit="Desk & Co")),
        ("<rdf:Description><dc:creator>Kim</dc:creator></rdf:Description>", PhotoFields(creator=("Kim",))),
        (
            "<rdf:Description><dc:description><rdf:Alt><rdf:li xml:lang='ko'>배</rdf:li>"
            "<rdf:li xml:lang='x-default'>Ship</rdf:li></rdf:Alt></dc:description></rdf:Description>",
            PhotoFields(caption="Ship"),
        ),
        (
            "<rdf:Description><ext:DigitalSourceType rdf:resource='http://cv/x'/></rdf:Description>",
            PhotoFields(digital_source_type="http://cv/x"),
        ),
        (
            "<rdf:Description><dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li/><rdf:li> b </rdf:li></rdf:Bag>"
            "</dc:subject></rdf:Description><rdf:Description photoshop:City='Jeju'/>",
            PhotoFields(keywords=("a", "b"), city="Jeju"),
        ),
        (
            "<rdf:Description><mm:Ingredients><rdf:Bag><rdf:li><rdf:Description photoshop:City='Busan'/></rdf:li>"
            "</rdf:Bag></mm:Ingredients></rdf:Description>",
            PhotoFields(),
        ),
        ("<rdf:Description photoshop:City='Je<!-- x -->ju'/>", None),
        (
            "<rdf:Description><photoshop:City>Je<!-- x -->ju</photoshop:City></rdf:Description>",
            PhotoFields(city="Jeju"),
        ),
    ],
)
def test_every_spelling_of_rdf_is_read(tmp_path: Path, inside: str, expected: PhotoFields | None) -> None:
    picture = jpeg(tmp_path, xmp=packet(inside))
    assert picture.fields == (expected or PhotoFields())
    assert len(picture.warnings) == (1 if expected is None else 0)


def test_one_bad_byte_does_not_cost_the_packet(tmp_path: Path) -> None:
    content = packet(
        "<rdf:Description><dc:creator>Kim</dc:creator><photoshop:City>Je@ju\1</photoshop:City></rdf:Description>"
    )
    picture = jpeg(tmp_path, xmp=content.replace(b"@", b"\xff"))
    assert picture.fields == PhotoFields(creator=("Kim",), city="Je\ufffdju")


HOSTILE = {
    "cut": packet("<rdf:Description>")[:200],
    "not XML": b"caption: none",
    "deep": b"<a>" * 15_000,
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode() for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ) + b"]>" + packet("<rdf:Description photoshop:City='&i;'><dc:creator>&i;</dc:creator></rdf:Description>"),
    "file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + packet(
        "<rdf:Description><dc:creator>&a;</dc:creator></rdf:Description>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xmp_is_left_out_with_a_warning(tmp_path: Path, name: str) -> None:
    start = time.perf_counter()
    picture = jpeg(tmp_path, xmp=HOSTILE[name])
    assert picture.fields == PhotoFields()
    assert picture.warnings == ("The file's XMP is damaged and was not read.",)
    assert time.perf_counter() - start < 10


EXTENDED = 'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{}"'


def extension(guid: bytes, data: bytes, size: int) -> bytes:
    """The segments in which a JPEG keeps what does not fit into its packet, the last one first."""
    parts = [
        b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", len(data), at) + data[at : at + size]
        for at in range(0, len(data), size)
    ]
    return b"".join(b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part for part in reversed(parts))


def test_what_does_not_fit_into_the_packet_is_read(tmp_path: Path) -> None:
    people = "".join(f"<rdf:li>선수 {number}</rdf:li>" for number in range(300))
    further = packet(
        f"<rdf:Description><ext:PersonInImage><rdf:Bag>{people}</rdf:Bag></ext:PersonInImage></rdf:Description>"
    )
    head = f'<rdf:Description photoshop:City="Jeju" {EXTENDED.format("A" * 32)}/>'
    extra = extension(b"B" * 32, packet('<rdf:Description photoshop:Headline="Of another packet"/>'), 60_000)
    said = jpeg(tmp_path, xmp=packet(head), extra=extension(b"A" * 32, further, 1_000) + extra).said
    assert (said.fields.city, said.fields.headline, said.warnings) == ("Jeju", "", ())
    assert said.fields.people == tuple(f"선수 {number}" for number in range(300))


def test_a_lost_extension_costs_no_other_field(tmp_path: Path) -> None:
    head = f'<rdf:Description photoshop:City="Jeju" {EXTENDED.format("A" * 32)}/>'
    said = jpeg(tmp_path, xmp=packet(head), extra=extension(b"A" * 32, packet("")[:-20], 60_000)).said
    assert said.fields == PhotoFields(city="Jeju")
    assert said.warnings == ("A part of the file's XMP is damaged and was not read.",)


def test_packet_over_the_limit_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "photo.webp"
    Image.new("RGB", (4, 4)).save(path, xmp=packet("<rdf:Description/>") + b" " * 4_000_000)
    assert read_picture(path).warnings == ("The file's XMP is damaged and was not read.",)


@pytest.mark.parametrize(
    "caption", ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "DCIM\\100MEDIA\\DJI_0001.JPG", "default", " \0"]
)
def test_what_cameras_write_is_no_caption(tmp_path: Path, caption: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = caption
    assert jpeg(tmp_path, exif=exif).fields.caption == ""


def test_caption_that_sounds_like_a_camera_is_kept(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "Greece nears default"
    assert jpeg(tmp_path, exif=exif).fields.caption == "Greece nears default"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_exif_is_left_out(tmp_path: Path) -> None:
    picture = jpeg(tmp_path, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x0e\0\2\xff\xff\xff\xff" * 40)
    assert picture.fields == PhotoFields()
    assert jpeg(tmp_path, exif=b"Exif\0\0no TIFF at all").warnings == ("The file's EXIF is damaged and was not read.",)
