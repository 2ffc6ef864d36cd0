"""Ordinary words: every vocabulary of the language has them."""

from collections.abc import Mapping

_WRITTEN = {
    "ar": "من في على هذا كان قال يوم كل مع بعد",
    "de": "und der die nicht mit auch Zeit Mann Tag für über können schön wir gut",
    "en": "the and was not with they good day people man The We He But war love said time afraid happy",
    "es": "que los por con más también día hombre tiempo bueno El La sin años vida",
    "fr": "les des pas avec pour très été homme temps jour Le La vie bien après",
    "hi": "और है में का यह नहीं एक दिन समय लोग",
    "it": "che non con più anche giorno uomo tempo buono Il La vita bene perché città",
    "nl": "het een niet met ook dag man tijd goed De Het leven mensen zijn oorlog",
    "pl": "nie się jest jak ale dzień czas człowiek dobry Nie To życie bardzo wojna ludzie",
    "pt": "que não com mais também dia homem tempo bom O A vida bem depois você",
    "ru": "и не что это как день время человек хорошо Он Но жизнь люди война очень",
    "tr": "ve bir bu için çok gün zaman insan iyi Bu Bir hayat değil savaş sonra",
    "zh": "的 是 不 我 人 在 有 他 好 天",
}
ORDINARY_WORDS: Mapping[str, tuple[str, ...]] = {language: tuple(words.split()) for language, words in _WRITTEN.items()}
"""Words by ISO 639-1 code of the language, as a newspaper writes them: some with a capital, some with an accent."""
