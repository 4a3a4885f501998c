"""Counts, times and statuses in the user's language."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from deskeditor.core.article import Status


def _say(text: str) -> str:
    return QCoreApplication.translate("Wording", text)


def number(count: int) -> str:
    """The number with the separators of the user's country."""
    return QLocale().toString(count)


def words(count: int) -> str:
    """``1 word``, ``1,204 words``."""
    return (_say("{n} word") if count == 1 else _say("{n} words")).format(n=number(count))


def characters(count: int) -> str:
    """``1 character``, ``7,214 characters``."""
    return (_say("{n} character") if count == 1 else _say("{n} characters")).format(n=number(count))


def photos(count: int) -> str:
    """``1 photo``, ``3 photos``."""
    return (_say("{n} photo") if count == 1 else _say("{n} photos")).format(n=number(count))


def pictures(count: int) -> str:
    """``1 picture``, ``3 pictures``."""
    return (_say("{n} picture") if count == 1 else _say("{n} pictures")).format(n=number(count))


def fields_said_twice(count: int) -> str:
    """``1 field is said twice in the file``, ``3 fields are said twice in the file``."""
    one, many = _say("{n} field is said twice in the file"), _say("{n} fields are said twice in the file")
    return (one if count == 1 else many).format(n=number(count))


def paragraphs(count: int) -> str:
    """``1 paragraph``, ``1,204 paragraphs``."""
    return (_say("{n} paragraph") if count == 1 else _say("{n} paragraphs")).format(n=number(count))


def stories(count: int) -> str:
    """``1 story``, ``100,000 stories``."""
    return (_say("{n} story") if count == 1 else _say("{n} stories")).format(n=number(count))


def tags(count: int) -> str:
    """``1 tag``, ``3 tags``."""
    return (_say("{n} tag") if count == 1 else _say("{n} tags")).format(n=number(count))


def changes(count: int) -> str:
    """``1 change``, ``12 changes``."""
    return (_say("{n} change") if count == 1 else _say("{n} changes")).format(n=number(count))


def findings(count: int) -> str:
    """``1 finding``, ``3 findings``."""
    return (_say("{n} finding") if count == 1 else _say("{n} findings")).format(n=number(count))


def codes(count: int) -> str:
    """``1 code``, ``240 codes``."""
    return (_say("{n} code") if count == 1 else _say("{n} codes")).format(n=number(count))


def status_word(status: Status) -> str:
    """The status of a story."""
    said = {
        Status.DRAFT: _say("Draft"),
        Status.EDITING: _say("Editing"),
        Status.READY: _say("Ready"),
        Status.PUBLISHED: _say("Published"),
        Status.WITHHELD: _say("Withheld"),
        Status.WITHDRAWN: _say("Withdrawn"),
    }
    return said[status]


def today() -> date:
    """The day at this desk."""
    return datetime.now().astimezone().date()


def size(count: int) -> str:
    """``14.7 kB``: bytes, as file managers tell them."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def exact(when: datetime) -> str:
    """Day and time, as the user's country writes them."""
    local = QDateTime.fromSecsSinceEpoch(round(when.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def moment(when: datetime, now: datetime | None = None) -> str:
    """A time as short as it can be told: the hour today, the day this year, the date before that."""
    local = when.astimezone()
    this_day = now.astimezone().date() if now else today()
    if local.date() == this_day:
        return local.strftime("%H:%M")
    day = QDate(local.year, local.month, local.day)
    if local.year == this_day.year:
        return QLocale().toString(day, "d MMM")
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)
