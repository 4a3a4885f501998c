"""What is written into a picture is what is read from it, here and by exiftool."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import subprocess
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deskeditor.core.errors import DeskError
from deskeditor.core.photo import PhotoFields
from deskeditor.photos import RenditionSize, dates, iim, make_renditions, read_picture
from deskeditor.photos.fields import HOMES, clean, meter, values_of

FULL = PhotoFields(
    headline="Ferry returns <again> & 'again'",
    caption='Passengers leave the ferry "Hanbit" at Mokpo, South Korea, on Friday.\n배가 돌아왔다 ⛴️👩‍👩‍👧',
    alt="People with luggage walk down a ramp",
    credit="해안일보/사진부",
    creator=("Kim Sora", "이민호"),
    source="Coast Daily",
    copyright="© 2025 Coast Daily",
    usage_terms="No resale",
    keywords=("ferry", "여객선", "port; harbour, quay"),
    people=("Park Jiwoo",),
    event="The ferry's return",
    sublocation="제1부두",
    city="Mokpo",
    state="Jeollanam-do",
    country="South Korea",
    country_code="KOR",
    instructions="Hold until noon",
    job_id="2025-1205-01",
    caption_writer="JK",
    date_created="2025-12-05T10:11:12+09:00",
    digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    title="항구 0042",
    extended_description="A ramp leads from the ship's bow to the quay; eleven people carry bags down it.",
    creator_title="Staff photographer",
    web_statement="https://coast.example/rights",
    licensor="해안통신",
    licensor_url="https://wire.example/licence?id=1&lang=ko",
    licence_end="2026-12-31T23:59:59+09:00",
    embargo="2025-12-05T12:00:00+09:00",
    restrictions="No archive; not in Jeju — 제주 제외",
    model_release="http://ns.useplus.org/ldf/vocab/MR-NON",
    minor_age="http://ns.useplus.org/ldf/vocab/AG-U14",
    data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
    ai_system="Retoucher 3 — 보정",
    ai_prompt="Take the dust off the sensor",
    guid="9f8a6c2e5b7d4c13a0e1d2c3b4a59687",
)
DATES = {"date_created", "licence_end", "embargo"}

IN_EXIFTOOL = {
    "headline": ("XMP-photoshop:Headline", "IPTC:Headline"),
    "caption": ("XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription"),
    "alt": ("XMP-iptcCore:AltTextAccessibility",),
    "credit": ("XMP-photoshop:Credit", "IPTC:Credit"),
    "creator": ("XMP-dc:Creator", "IPTC:By-line"),
    "source": ("XMP-photoshop:Source", "IPTC:Source"),
    "copyright": ("XMP-dc:Rights", "IPTC:CopyrightNotice", "IFD0:Copyright"),
    "usage_terms": ("XMP-xmpRights:UsageTerms",),
    "keywords": ("XMP-dc:Subject", "IPTC:Keywords"),
    "people": ("XMP-iptcExt:PersonInImage",),
    "event": ("XMP-iptcExt:Event",),
    "sublocation": ("XMP-iptcCore:Location", "IPTC:Sub-location"),
    "city": ("XMP-photoshop:City", "IPTC:City"),
    "state": ("XMP-photoshop:State", "IPTC:Province-State"),
    "country": ("XMP-photoshop:Country", "IPTC:Country-PrimaryLocationName"),
    "country_code": ("XMP-iptcCore:CountryCode", "IPTC:Country-PrimaryLocationCode"),
    "instructions": ("XMP-photoshop:Instructions", "IPTC:SpecialInstructions"),
    "job_id": ("XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"),
    "caption_writer": ("XMP-photoshop:CaptionWriter", "IPTC:Writer-Editor"),
    "digital_source_type": ("XMP-iptcExt:DigitalSourceType",),
    "title": ("XMP-dc:Title", "IPTC:ObjectName"),
    "extended_description": ("XMP-iptcCore:ExtDescrAccessibility",),
    "creator_title": ("XMP-photoshop:AuthorsPosition", "IPTC:By-lineTitle"),
    "web_statement": ("XMP-xmpRights:WebStatement",),
    "restrictions": ("XMP-plus:OtherConstraints",),
    "guid": ("XMP-iptcExt:DigitalImageGUID", "ExifIFD:ImageUniqueID"),
}
TOLD_BY_EXIFTOOL = {
    "XMP-plus:Licensor": [{"LicensorName": "해안통신", "LicensorURL": "https://wire.example/licence?id=1&lang=ko"}],
    "XMP-plus:LicenseEndDate": "2026:12:31 23:59:59+09:00",
    "XMP-pur:EmbargoDate": "2025:12:05 12:00:00+09:00",
    "XMP-plus:ModelReleaseStatus": "None",
    "XMP-plus:MinorModelAgeDisclosure": "Age 14 or Under",
    "XMP-photoshop:DateCreated": "2025:12:05 10:11:12+09:00",
}
"""As it says what it has names or a form of its own for."""
DATES_IN_IIM = {
    "IPTC:DateCreated": "2025:12:05",
    "IPTC:TimeCreated": "10:11:12+09:00",
    "IPTC:ExpirationDate": "2026:12:31",
    "IPTC:ExpirationTime": "23:59:59+09:00",
    "IPTC:ReleaseDate": "2025:12:05",
    "IPTC:ReleaseTime": "12:00:00+09:00",
}
LIKE = {"AISystemUsed": "ai_system", "AIPromptInformation": "ai_prompt", "DataMining": "data_mining"}
"""Properties that are younger than some exiftools, which then show them as they stand."""

texts = st.text(max_size=60).map(clean)
lists = st.lists(texts.filter(bool), max_size=3).map(tuple)
some_fields = st.builds(
    PhotoFields,
    **{home.name: lists if home.many else texts for home in HOMES if home.name not in DATES},
    date_created=st.datetimes().map(lambda moment: f"{moment:%Y}".zfill(4) + f"{moment:-%m-%dT%H:%M:%S}+09:00") | texts,
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("original") / "photo.jpg"
    Image.new("RGB", (8, 6), "teal").save(path)
    return path


def written(original: Path, given: PhotoFields) -> Path:
    """A rendition with the fields in it."""
    path = original.with_name("written.jpg")
    path.write_bytes(make_renditions(original, given, [RenditionSize("web", 800)])[0].data)
    return path


def test_every_field_has_one_home() -> None:
    assert [home.name for home in HOMES] == list(dict.fromkeys(home.name for home in HOMES))
    assert {home.name for home in HOMES} == {field.name for field in fields(PhotoFields)}


def test_full_record_comes_back(original: Path) -> None:
    picture = read_picture(written(original, FULL))
    assert (picture.fields, picture.warnings) == (FULL, ())


@given(given_fields=some_fields)
def test_what_is_written_is_read(original: Path, given_fields: PhotoFields) -> None:
    picture = read_picture(written(original, given_fields))
    assert (picture.fields, picture.warnings) == (given_fields, ())


@given(text=st.text())
def test_what_no_file_can_hold_is_taken_out_of_texts(original: Path, text: str) -> None:
    given_fields = PhotoFields(caption=text, creator=(text,))
    kept = clean(text)
    assert read_picture(written(original, given_fields)).fields == PhotoFields(
        caption=kept, creator=(kept,) if kept else ()
    )


@given(given_fields=some_fields)
def test_iim_alone_carries_the_beginning_of_each_text(given_fields: PhotoFields) -> None:
    values = values_of(given_fields)
    found = iim.parse(iim.write(values))
    for home in HOMES:
        if home.limit:
            cuts = tuple(cut for value in values.get(home.name, ()) if (cut := clean(_cut(value, home.limit))))
            assert found.get(home.name, ()) == cuts


def _cut(text: str, limit: int) -> str:
    while len(text.encode()) > limit:
        text = text[:-1]
    return text


def told_by_exiftool(path: Path) -> dict[str, object]:
    command = ["exiftool", "-json", "-G1", "-struct", "-charset", "IPTC=UTF8", str(path)]
    found: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    return found


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff", "avif"])
def test_exiftool_reads_every_field_in_every_format(original: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "written"
    size = RenditionSize("web", 800, media_type=f"image/{kind}")
    path.write_bytes(make_renditions(original, FULL, [size])[0].data)
    result = told_by_exiftool(path)
    has_iim = kind in ("jpeg", "tiff")
    for name, tags in IN_EXIFTOOL.items():
        value = getattr(FULL, name)
        for tag in tags:
            if has_iim or not tag.startswith("IPTC:"):
                found = result[tag]
                listed = found if isinstance(found, list) else [found]
                assert listed == (list(value) if isinstance(value, tuple) else [value]), tag
    assert result["IFD0:Artist"] == "Kim Sora; 이민호"
    shot = (result["ExifIFD:DateTimeOriginal"], result["ExifIFD:OffsetTimeOriginal"])
    assert shot == ("2025:12:05 10:11:12", "+09:00")
    assert {tag: result.get(tag) for tag in TOLD_BY_EXIFTOOL} == TOLD_BY_EXIFTOOL
    for end, name in LIKE.items():
        assert getattr(FULL, name) in [found for tag, found in result.items() if tag.endswith(f":{end}")]
    if has_iim:
        assert {tag: result.get(tag) for tag in DATES_IN_IIM} == DATES_IN_IIM
        assert result["Photoshop:IPTCDigest"] == result["File:CurrentIPTCDigest"]
        assert result["IPTC:ApplicationRecordVersion"] == 4
    assert "ExifTool:Warning" not in result
    picture = read_picture(path)
    assert (picture.fields, picture.warnings) == (FULL, ())


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_exiftool_finds_nothing_wrong(original: Path) -> None:
    command = ["exiftool", "-validate", "-warning", "-error", "-a", str(written(original, FULL))]
    result = subprocess.run(command, capture_output=True, check=True, text=True)
    # EXIF asks for tags that say nothing of the picture (its resolution, the version of Flashpix): left out knowingly.
    wrong = [line for line in result.stdout.splitlines() if "Missing required JPEG" not in line]
    assert [line for line in wrong if not line.startswith("Validate")] == []


def test_long_texts_are_whole_in_xmp_and_cut_in_iim_without_a_conflict(original: Path) -> None:
    long = replace(FULL, caption="가" * 5000, credit="나" * 40, keywords=("다" * 50,), creator=("라" * 20, "마"))
    picture = read_picture(written(original, long))
    assert (picture.fields, picture.warnings) == (long, ())


def test_more_text_than_a_jpeg_carries_is_refused_in_a_sentence(original: Path) -> None:
    with pytest.raises(DeskError, match="longer than a JPEG can carry"):
        written(original, PhotoFields(caption="x" * 66_000))


def test_a_text_that_fills_the_segment_is_written(original: Path) -> None:
    caption = "x" * 64_500
    assert read_picture(written(original, PhotoFields(caption=caption))).fields.caption == caption


@pytest.mark.parametrize(
    ("iso", "in_iim", "in_exif"),
    [
        ("2025-12-05T10:11:12+09:00", ("20251205", "101112+0900"), ("2025:12:05 10:11:12", "+09:00")),
        ("2025-12-05T10:11:12.5Z", ("20251205", "101112+0000"), ("2025:12:05 10:11:12", "+00:00")),
        ("2025-12-05T10:11", ("20251205", ""), ("2025:12:05 10:11:00", "")),
        ("2025-12-05", ("20251205", ""), ("", "")),
        ("2025", ("20250000", ""), ("", "")),
        ("last Friday", ("", ""), ("", "")),
        ("٢٠٢٥", ("", ""), ("", "")),
    ],
)
def test_dates_are_as_precise_as_known(iso: str, in_iim: tuple[str, str], in_exif: tuple[str, str]) -> None:
    assert (dates.to_iim(iso), dates.to_exif(iso)) == (in_iim, in_exif)


@pytest.mark.parametrize(
    ("date", "time", "iso"),
    [
        ("20251205", "101112+0900", "2025-12-05T10:11:12+09:00"),
        ("20251205", "101112", "2025-12-05T10:11:12"),
        ("20251205", "", "2025-12-05"),
        ("20251200", "101112+0900", "2025-12"),
        ("20250000", "", "2025"),
        ("00000000", "000000+0000", ""),
        ("Friday", "", ""),
    ],
)
def test_iim_dates_become_iso(date: str, time: str, iso: str) -> None:
    assert dates.from_iim(date, time) == iso


@pytest.mark.parametrize(
    ("original_date", "offset", "iso"),
    [
        ("2025:12:05 10:11:12", "+09:00", "2025-12-05T10:11:12+09:00"),
        ("2025:12:05 10:11:12", "     ", "2025-12-05T10:11:12"),
        ("0000:00:00 00:00:00", "", ""),
        ("", "", ""),
    ],
)
def test_exif_dates_become_iso(original_date: str, offset: str, iso: str) -> None:
    assert dates.from_exif(original_date, offset) == iso


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("배".encode(), "배"),
        (b"caf\xe9", "café"),
        (b"\x93quoted\x94", "“quoted”"),
        ("제주 배".encode()[:-1], "제주 "),
        (b"\x81", "\ufffd"),
    ],
)
def test_iim_text_is_utf_8_first_and_windows_1252_then(data: bytes, text: str) -> None:
    assert iim.decode(data) == text


@given(block=st.binary() | st.binary().map(lambda data: b"\x1c\x02\x78" + data))
def test_any_bytes_are_read_as_iim(block: bytes) -> None:
    assert all(values for values in iim.parse(block).values())


def test_extended_dataset_is_read() -> None:
    block = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 5) + b"hello" + b"\x1c\x02\x5a\x00\x04Jeju"
    assert iim.parse(block) == {"caption": ("hello",), "city": ("Jeju",)}


@given(text=st.text(), name=st.sampled_from([home.name for home in HOMES if home.limit]))
def test_a_meter_shows_what_would_be_cut(text: str, name: str) -> None:
    told = meter(name, text)
    assert told is not None
    assert told.kept + told.lost == clean(text)
    assert told.size == len(clean(text).encode())
    assert iim.parse(iim.write({name: (clean(text),)} if clean(text) else {})).get(name, ("",)) == (clean(told.kept),)
    assert bool(told.lost) == (told.size > told.limit)


def test_a_field_that_iim_does_not_have_has_no_meter() -> None:
    assert meter("alt", "A boat") is meter("date_created", "2025") is None


def test_digest_is_of_the_block() -> None:
    block = iim.write({"city": ("Jeju",)})
    assert iim.segment(block).endswith(hashlib.md5(block, usedforsecurity=False).digest())
    assert iim.segment(b"") == b""
