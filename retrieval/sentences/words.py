"""The words around a full stop that tell whether it ends a sentence.

Without their last stop, and as they are spelt: "Sat" is a day and "sat" is not.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Stands before the name it belongs to: never the end.
TITLES = _words("""
    Gen Lt Col Capt Cpt Maj Sgt Cpl Pvt Adm Cmdr Cdr Brig Dr Drs Mr Mrs Ms Mx Prof Profs Rev Revd
    Fr Hon Sen Sens Rep Reps Gov Govs Pres Mt Messrs Mme Mlle Mgr Supt Det Insp Amb Atty Asst Assoc
    Dep Hr Hrn Dra Sra Srta Fig Figs
""")

# Stands before the rest of its phrase: never the end. In lower case, however it is spelt.
PHRASES = _words("e.g i.e vs cf viz approx incl esp resp z.b d.h u.a")

# Before a number never the end, otherwise a word like others. In lower case, however spelt.
NUMBERED = _words("""
    no nos nr p pp pg fig figs vol vols ch chap sec sect art arts eq eqs para par ed eds pt c ca
    ref refs tel ext al op cit str jan feb mar apr jun jul aug sep sept oct nov dec
""")

# Within a name, and as often its last word: the end only before a starter.
NAMES = _words("""
    Inc Ltd Co Corp Cos Bros Jr Sr St Ste Ft Ave Blvd Rd Dept Univ Assn Mfg Intl Natl v
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri
""")

# Written with a capital, these begin a sentence and hardly ever go on with a name.
STARTERS = _words("""
    A About According After All Also Although Among An And Another Any Are As At Because Before
    Both But By Can Could Despite Did Do Does During Each Earlier Either Even Every Few Finally
    For From Further Had Has Have He Her Here His How However I If In Indeed Instead Is It Its
    Just Last Later Many Meanwhile More Moreover Most Much My Neither Nevertheless No None Nor Not
    Nothing Now Of On Once One Only Or Other Others Our Over Perhaps Rather Recently Several She
    Should Similarly Since So Some Soon Still Such Than That The Their Then There Therefore These
    They This Those Though Through Thus To Today Two Under Unlike Until Upon Was We Were What When
    Where Whether Which While Who Whoever Whose Why Will With Within Without Would Yet You Your
""")
