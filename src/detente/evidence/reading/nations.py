"""Countries by the words that reports use for them: names, adjectives, capitals and seats of government."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

__all__ = ["nation_at", "nation_named"]

_TABLE = """\
north korea | north korean, north koreans | pyongyang, dprk
south korea | south korean, south koreans | seoul, rok, republic of korea, blue house
united states | american, americans | washington, u.s., usa, america, white house, pentagon, \
state department, u.s.a.
russia | russian, russians | moscow, kremlin, russian federation
china | chinese | beijing, prc
japan | japanese | tokyo
taiwan | taiwanese | taipei
united kingdom | british, britons | london, u.k., uk, britain, downing street
france | french | paris, elysee
germany | german, germans | berlin
italy | italian, italians | rome
spain | spanish | madrid
poland | polish | warsaw
ukraine | ukrainian, ukrainians | kyiv, kiev
belarus | belarusian | minsk
turkey | turkish | ankara, türkiye
greece | greek | athens
cyprus | cypriot | nicosia
serbia | serbian, serb | belgrade
kosovo | kosovar | pristina
armenia | armenian | yerevan
azerbaijan | azerbaijani, azeri | baku
georgia | georgian | tbilisi
iran | iranian, iranians | tehran
iraq | iraqi, iraqis | baghdad
israel | israeli, israelis | jerusalem
palestine | palestinian, palestinians | ramallah
lebanon | lebanese | beirut
syria | syrian, syrians | damascus
jordan | jordanian | amman
egypt | egyptian, egyptians | cairo
saudi arabia | saudi, saudis | riyadh
qatar | qatari | doha
yemen | yemeni | sanaa
libya | libyan | tripoli
algeria | algerian | algiers
morocco | moroccan | rabat
sudan | sudanese | khartoum
south sudan | south sudanese | juba
ethiopia | ethiopian, ethiopians | addis ababa
eritrea | eritrean | asmara
somalia | somali | mogadishu
kenya | kenyan | nairobi
rwanda | rwandan | kigali
congo | congolese | kinshasa
nigeria | nigerian | abuja
south africa | south african | pretoria
india | indian, indians | new delhi, delhi
pakistan | pakistani, pakistanis | islamabad
afghanistan | afghan, afghans | kabul
bangladesh | bangladeshi | dhaka
sri lanka | sri lankan | colombo
myanmar | burmese | naypyidaw
thailand | thai | bangkok
cambodia | cambodian | phnom penh
vietnam | vietnamese | hanoi
philippines | philippine, filipino | manila
indonesia | indonesian | jakarta
malaysia | malaysian | kuala lumpur
singapore | singaporean |
australia | australian, australians | canberra
canada | canadian, canadians | ottawa
mexico | mexican, mexicans | mexico city
cuba | cuban, cubans | havana
venezuela | venezuelan, venezuelans | caracas
colombia | colombian, colombians | bogota
brazil | brazilian, brazilians | brasilia
argentina | argentine, argentinian | buenos aires
chile | chilean | santiago
european union | european | brussels, eu, e.u.
"""

LONGEST = 3
"""No name of a country that is sought has more words."""


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s").rstrip(".") for word in words)


def _words() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    nouns: dict[tuple[str, ...], str] = {}
    adjectives: dict[tuple[str, ...], str] = {}
    for line in _TABLE.splitlines():
        name, kinds, others = (part.strip() for part in line.split("|"))
        for word in (name, *filter(None, others.split(", "))):
            nouns[_bare(word.split())] = name
        for word in kinds.split(", "):
            adjectives[_bare(word.split())] = name
    return nouns, adjectives


_nouns, _adjectives = _words()
_NOUNS = MappingProxyType(_nouns)
_ADJECTIVES = MappingProxyType(_adjectives)


def nation_named(words: Sequence[str]) -> str | None:
    """Return the country that words in lower case name as a noun: *Pyongyang*; None for none.

    Examples
    --------
    >>> nation_named(["white", "house"]), nation_named(["north", "korean"])
    ('united states', None)
    """
    return _NOUNS.get(_bare([word for word in words if word != "the"]))


def nation_at(words: Sequence[str], place: int) -> tuple[str, int] | None:
    """Return the country that is named at a place, as a noun or an adjective, and how many words name it.

    A possessive counts as its noun, and full stops at the end of a word do not count.

    Examples
    --------
    >>> nation_at(["the", "south", "korean", "leader"], 1), nation_at(["iran's", "envoy"], 0)
    (('south korea', 2), ('iran', 1))
    """
    for size in range(LONGEST, 0, -1):
        if place + size > len(words):
            continue
        some = _bare(words[place : place + size])
        nation = _NOUNS.get(some) or _ADJECTIVES.get(some)
        if nation is not None:
            return nation, size
    return None
