"""Countries and their people: whose soldiers "American soldiers" are, "US soldiers" are, too.

Each with its adjectives and the short names that people write. When claims are compared, only whom
a thing belongs to is read so; a place stands for itself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.analysis import Analyzer

_PEOPLES = """
Afghanistan Afghan Afghans
Albania Albanian
Algeria Algerian
America American US USA
Argentina Argentine Argentinian
Armenia Armenian
Australia Australian
Austria Austrian
Azerbaijan Azerbaijani
Bangladesh Bangladeshi
Belarus Belarusian
Belgium Belgian
Bolivia Bolivian
Bosnia Bosnian
Brazil Brazilian
Britain British Briton UK
Bulgaria Bulgarian
Cambodia Cambodian
Canada Canadian
Chile Chilean
China Chinese
Colombia Colombian
Congo Congolese
Croatia Croatian Croat
Cuba Cuban
Denmark Danish Dane
Egypt Egyptian
Estonia Estonian
Ethiopia Ethiopian
Europe European EU
Finland Finnish Finn
France French
Germany German
Ghana Ghanaian
Greece Greek
Hungary Hungarian
Iceland Icelandic
India Indian
Indonesia Indonesian
Iran Iranian
Iraq Iraqi
Ireland Irish
Israel Israeli
Italy Italian
Jamaica Jamaican
Japan Japanese
Jordan Jordanian
Kazakhstan Kazakh
Kenya Kenyan
Korea Korean
Kuwait Kuwaiti
Laos Laotian
Latvia Latvian
Lebanon Lebanese
Libya Libyan
Lithuania Lithuanian
Malaysia Malaysian
Mexico Mexican
Mongolia Mongolian
Morocco Moroccan
Nepal Nepalese Nepali
Netherlands Dutch
Nigeria Nigerian
Norway Norwegian
Pakistan Pakistani
Palestine Palestinian
Peru Peruvian
Philippines Philippine Filipino
Poland Polish Pole
Portugal Portuguese
Romania Romanian
Russia Russian
Scotland Scottish Scot
Serbia Serbian Serb
Slovakia Slovak
Slovenia Slovenian Slovene
Somalia Somali
Spain Spanish
Sudan Sudanese
Sweden Swedish Swede
Switzerland Swiss
Syria Syrian
Taiwan Taiwanese
Thailand Thai
Tunisia Tunisian
Turkey Turkish Turk
Uganda Ugandan
Ukraine Ukrainian
Venezuela Venezuelan
Vietnam Vietnamese
Wales Welsh
Yemen Yemeni
"""
_OTHERS = (  # countries that no adjective above tells, most of them in several words
    "Andorra", "Angola", "Bahrain", "Barbados", "Belize", "Benin", "Bhutan", "Botswana", "Brunei",
    "Burkina Faso", "Burma", "Burundi", "Cameroon", "Cape Verde", "Chad", "Costa Rica", "Cyprus",
    "Czech", "Czechia", "Czechoslovakia", "Djibouti", "Dominican", "East Timor", "Ecuador",
    "El Salvador", "England", "English", "Eritrea", "Fiji", "Gabon", "Gambia", "Georgia",
    "Guatemala", "Guinea", "Guyana", "Haiti", "Honduras", "Ivory Coast", "Kosovo", "Kyrgyzstan",
    "Lesotho", "Liberia", "Liechtenstein", "Luxembourg", "Macedonia", "Madagascar", "Malawi",
    "Maldives", "Mali", "Malta", "Mauritania", "Mauritius", "Moldova", "Monaco", "Montenegro",
    "Mozambique", "Myanmar", "Namibia", "New Zealand", "Nicaragua", "Niger", "Oman", "Panama",
    "Paraguay", "Prussia", "Qatar", "Rwanda", "Saudi", "Senegal", "Sierra Leone", "Singapore",
    "South Africa", "Soviet", "Sri Lanka", "Suriname", "Tajikistan", "Tanzania", "Togo", "Tonga",
    "Turkmenistan", "UAE", r"U\.K", r"U\.S", "USSR", "Uruguay", "Uzbekistan", "Vatican",
    "United (?:States|Kingdom|Arab Emirates)", "Yugoslavia", "Zambia", "Zimbabwe",
)  # fmt: skip
# A pattern that finds the names of countries and of their people, as they are written.
COUNTRY = rf"\b(?-i:{'|'.join([*_PEOPLES.split(), *map(str, _OTHERS)])})(?:s|ns|ans)?\b"


@cache
def peoples(analyzer: Analyzer) -> Mapping[str, frozenset[str]]:
    """By index term of a country or a people, the terms of both.

    >>> from retrieval.analysis import Analyzer
    >>> sorted(peoples(Analyzer("english"))["american"])
    ['america', 'american', 'us', 'usa']
    """
    families = (
        frozenset(term for word in line.split() for term in analyzer.terms(word))
        for line in _PEOPLES.strip().splitlines()
    )
    return {term: terms for terms in families for term in terms}


def family(term: str, analyzer: Analyzer) -> str:
    """One index term for a country and its people; any other ``term`` stands for itself.

    >>> from retrieval.analysis import Analyzer
    >>> english = Analyzer("english")
    >>> family("american", english) == family("usa", english), family("river", english)
    (True, 'river')
    """
    return min(peoples(analyzer).get(term, (term,)))
