"""What languages are called in English, by ISO 639-1 (where it has none, 639-3) code."""

_NAMES = """af Afrikaans|am Amharic|an Aragonese|ar Arabic|as Assamese|az Azerbaijani|be Belarusian
    |bg Bulgarian|bn Bengali|bo Tibetan|br Breton|bs Bosnian|ca Catalan|ckb Central Kurdish
    |cs Czech|cy Welsh|da Danish|de German|dv Divehi|dz Dzongkha|el Greek|en English|eo Esperanto
    |es Spanish|et Estonian|eu Basque|fa Persian|fi Finnish|fil Filipino|fo Faroese|fr French
    |ga Irish|gd Scottish Gaelic|gl Galician|gu Gujarati|ha Hausa|he Hebrew|hi Hindi|hr Croatian
    |ht Haitian Creole|hu Hungarian|hy Armenian|id Indonesian|ig Igbo|is Icelandic|it Italian
    |ja Japanese|jv Javanese|ka Georgian|kk Kazakh|km Khmer|kn Kannada|ko Korean|ku Kurdish
    |ky Kyrgyz|la Latin|lb Luxembourgish|lo Lao|lt Lithuanian|lv Latvian|mg Malagasy|mk Macedonian
    |ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|nb Norwegian|ne Nepali
    |nl Dutch|nn Norwegian Nynorsk|no Norwegian|oc Occitan|or Odia|pa Punjabi|pl Polish|ps Pashto
    |pt Portuguese|qu Quechua|ro Romanian|ru Russian|rw Kinyarwanda|sd Sindhi|se Northern Sami
    |si Sinhala|sk Slovak|sl Slovenian|so Somali|sq Albanian|sr Serbian|sv Swedish|sw Swahili
    |ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tl Tagalog|tr Turkish|ug Uyghur
    |uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|wa Walloon|xh Xhosa|yi Yiddish|yo Yoruba|zh Chinese
    |zu Zulu"""
_NAMED = dict(entry.strip().split(" ", 1) for entry in _NAMES.split("|"))


def name_of(code: str) -> str:
    """Return the English name of a language, its *code* where we know none.

    >>> name_of("ar"), name_of("pt-BR"), name_of("xx")
    ('Arabic', 'Portuguese', 'xx')
    """
    return _NAMED.get(code.partition("-")[0], code)
