"""The date of a photo as ISO 8601, IIM and EXIF write it. Unknown parts are left out, never invented."""

from __future__ import annotations

import re
from datetime import datetime

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)
_IIM_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_IIM_TIME = re.compile(r"(\d\d):?(\d\d):?(\d\d)(?:([+-]\d\d):?(\d\d))?", re.ASCII)
_EXIF = re.compile(r"(\d{4}):(\d\d):(\d\d)(?: (\d\d):(\d\d):(\d\d))?", re.ASCII)
_OFFSET = re.compile(r"[+-]\d\d:\d\d", re.ASCII)


def is_date(iso: str) -> bool:
    """Whether it is a day of the calendar, with a time of day or as precise as a month or a year."""
    match = _ISO.fullmatch(iso)
    if not match:
        return False
    year, month, day, hour, minute, second, offset = match.groups()
    whole = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{offset or ''}"
    try:
        datetime.fromisoformat(whole)
    except ValueError:
        return False
    return True


def to_iim(iso: str) -> tuple[str, str]:
    """``CCYYMMDD`` and ``HHMMSS±HHMM``; each empty where it is not known (IIM has no time without an offset)."""
    match = _ISO.fullmatch(iso)
    if not match:
        return "", ""
    year, month, day, hour, minute, second, offset = match.groups()
    date = f"{year}{month or '00'}{day or '00'}"
    if not offset:
        return date, ""
    return date, f"{hour}{minute}{second or '00'}{'+0000' if offset == 'Z' else offset.replace(':', '')}"


def from_iim(date: str, time: str) -> str:
    """ISO 8601 as precise as the two datasets are; empty where the date is none."""
    match = _IIM_DATE.fullmatch(date)
    if not match or match[1] == "0000":
        return ""
    known = [match[1], *(part for part in match.groups()[1:] if part != "00")]
    day = "-".join(known)
    clock = _IIM_TIME.fullmatch(time)
    if len(known) < 3 or not clock:
        return day
    # Old programs leave out the offset that IIM asks for.
    return f"{day}T{clock[1]}:{clock[2]}:{clock[3]}" + (f"{clock[4]}:{clock[5]}" if clock[4] else "")


def is_cut_of(short: str, whole: str) -> bool:
    """Whether IIM says of a date what it can hold of it: the same day, and no other time of day."""
    (day, clock), (whole_day, whole_clock) = to_iim(short), to_iim(whole)
    if clock and whole_clock:
        return _moment(day, clock) == _moment(whole_day, whole_clock)
    return day == whole_day


def _moment(day: str, clock: str) -> datetime | None:
    try:
        return datetime.strptime(day + clock, "%Y%m%d%H%M%S%z")
    except ValueError:
        return None


def to_exif(iso: str) -> tuple[str, str]:
    """``DateTimeOriginal`` and ``OffsetTimeOriginal``; both empty without a time of day, which EXIF asks for."""
    match = _ISO.fullmatch(iso)
    if not match or not match[4]:
        return "", ""
    year, month, day, hour, minute, second, offset = match.groups()
    return f"{year}:{month}:{day} {hour}:{minute}:{second or '00'}", "+00:00" if offset == "Z" else offset or ""


def from_exif(original: str, offset: str) -> str:
    """ISO 8601; empty where the camera's clock was never set."""
    match = _EXIF.fullmatch(original)
    if not match or match[1] == "0000":
        return ""
    year, month, day, hour, minute, second = match.groups()
    if not hour:
        return f"{year}-{month}-{day}"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset if _OFFSET.fullmatch(offset) else ''}"
