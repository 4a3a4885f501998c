"""The few words and dates that the pages themselves say, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date

from deskeditor.markup import PageWords


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says besides its stories."""

    related: str
    topics: str
    most_read: str
    updated: str
    correction: str
    withdrawn: str
    ai_made: str
    ai_changed: str
    page: PageWords


WORDS = {
    "en": Words(
        "Related",
        "Topics",
        "Most read",
        "Updated",
        "Correction",
        "This story has been withdrawn",
        "Made with AI",
        "Changed in part with AI",
        PageWords("Notes", "Back to reference", "Photos"),
    ),
    "ko": Words(
        "관련 기사",
        "주제",
        "많이 본 기사",
        "수정",
        "바로잡습니다",
        "이 기사는 철회되었습니다",
        "AI로 생성한 이미지",
        "AI로 일부 변경한 이미지",
        PageWords("주석", "본문으로 돌아가기", "사진"),
    ),
    "ja": Words(
        "関連記事",
        "トピック",
        "よく読まれている記事",
        "更新",
        "訂正",
        "この記事は取り下げられました",
        "AIによる生成画像",
        "AIで一部加工した画像",
        PageWords("注", "本文に戻る", "写真"),
    ),
    "zh": Words(
        "相关报道",
        "话题",
        "最多阅读",
        "更新",
        "更正",
        "本文已撤回",
        "由AI生成",
        "部分由AI修改",
        PageWords("注释", "返回正文", "图片"),
    ),
    "ar": Words(
        "مواضيع ذات صلة",
        "الوسوم",
        "الأكثر قراءة",
        "تحديث",
        "تصحيح",
        "سُحب هذا الخبر",
        "صورة من إنتاج الذكاء الاصطناعي",
        "صورة معدلة جزئيا بالذكاء الاصطناعي",
        PageWords("ملاحظات", "العودة إلى النص", "صور"),
    ),
    "de": Words(
        "Mehr dazu",
        "Themen",
        "Meistgelesen",
        "Aktualisiert",
        "Korrektur",
        "Dieser Artikel wurde zurückgezogen",
        "Mit KI erzeugt",
        "Teilweise mit KI verändert",
        PageWords("Anmerkungen", "Zurück zur Textstelle", "Fotos"),
    ),
    "es": Words(
        "Relacionado",
        "Temas",
        "Lo más leído",
        "Actualizado",
        "Corrección",
        "Esta noticia ha sido retirada",
        "Creada con IA",
        "Modificada en parte con IA",
        PageWords("Notas", "Volver a la referencia", "Fotos"),
    ),
    "fr": Words(
        "À lire aussi",
        "Thèmes",
        "Les plus lus",
        "Mis à jour",
        "Rectificatif",
        "Cet article a été retiré",
        "Créée par IA",
        "Modifiée en partie par IA",
        PageWords("Notes", "Retour au renvoi", "Photos"),
    ),
}


def words_for(language: str) -> Words:
    """The words of a language tag; English where there are none."""
    return WORDS.get(language.split("-")[0].lower(), WORDS["en"])


def _locale(language: str) -> Locale | None:
    for tag in (language, language.split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return None


def full_date(day: date, language: str) -> str:
    """The date line of a front page, with the day of the week; ISO 8601 where the language is not known."""
    locale = _locale(language)
    return format_date(day, "full", locale) if locale else day.isoformat()


def long_date(day: date, language: str) -> str:
    """The day as it stands over a story; ISO 8601 where the language is not known."""
    locale = _locale(language)
    return format_date(day, "long", locale) if locale else day.isoformat()


def og_locale(language: str) -> str:
    """``language_TERRITORY`` as Open Graph wants it, the likeliest territory filled in; empty where not known."""
    locale = _locale(language)
    if locale is None:
        return ""
    territory = locale.territory
    if not territory:
        likely: str = get_global("likely_subtags").get(str(locale), "")
        territory = likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else ""
