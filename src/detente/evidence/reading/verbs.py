"""Common English verbs that are no words of saying: they tell a verb from a noun, and where a clause ends."""

from __future__ import annotations

from types import MappingProxyType

from .inflection import Form, forms, words

__all__ = ["VERBS"]

_BASES = words(
    "abandon abolish accept accompany accomplish account achieve acquire act adapt add address "
    "adjust adopt advance affect afford aim allow alter amend amount appear apply appoint approach "
    "arise arm arrange arrest arrive assign assist attack attempt attend attract avoid await back "
    "balance ban bar base battle bear beat become begin behave belong benefit bet bind block blow "
    "board boost borrow bother bow break breathe bring broadcast build burn burst bury buy campaign "
    "cancel capture care carry cast catch cause cease change charge chase check cheer choose "
    "circulate clash clean clear clinch close coin collapse collect combine come command commit "
    "compare compete compile complete compose conduct confirm confront connect consist constitute "
    "construct contact contain continue contribute control convert convey convict cook cope copy "
    "cost count cover crack craft crash create cross crush cut damage dance dangle date deal debate "
    "debut decline decrease dedicate deepen defeat define delay delete deliver depart depend deploy "
    "deport deprive derail deserve design destroy detain deteriorate develop devote die differ dig "
    "direct disappear discover distance distribute divide dominate donate double draft drag draw "
    "dress drift drink drive drop dump ease eat edge edit educate elect emerge employ empower "
    "enable enact encourage end endure enforce engage enjoy ensure enter escape establish evolve "
    "examine exceed exchange excite exclude execute exercise exist expand experience exploit "
    "explore export expose extend face fail fall feature feed fight file fill finalize finance "
    "finish fire fit fix flee flip float flow fly focus follow force forget form forward fuel "
    "fulfil fund fundraise gain gather generate get give go govern grab grant grow guarantee guide "
    "halt handle hang happen harm head hear heat help hide hire hit hold host hurt ignore "
    "illustrate impact implement import impose improve include incorporate increase influence "
    "inherit injure install intervene introduce invest investigate involve issue join judge jump "
    "keep kick kill kiss knock lack land last launch lay lead leak lean leap leave legalize lend "
    "let level lie lift light limit link live load lobby lock look loom lose lower maintain make "
    "manage march mark marry match matter meet mention merge mind miss mobilize modify monitor "
    "motivate mount move murder need negotiate nominate obtain occur offend open operate organize "
    "overcome overlook owe own pack participate pass pay perform permit persist pick place play "
    "point poll pose possess post pour practice prepare present preserve press pressure prevail "
    "prevent proceed process produce profit prohibit prompt protect prove provide provoke pull "
    "punish purchase pursue push put qualify quit race raise rally range rank reach react read "
    "rebuild recede receive recover recruit redo reduce reflect reform register regulate reinstate "
    "relate release rely remain remove renew rent repair repeal replace represent require rescue "
    "resemble reside resign resist resolve resort restore restrict result resume retain retire "
    "retreat return reverse review revise rid ride ring rise risk roll ruin rule run rush sail save "
    "scare score screen secure seize select sell send separate serve set settle shake shape share "
    "shift ship shock shoot shop shout shove shut sign sit skip sleep slip slow smell smile smoke "
    "solve sort sound spark speak speed spend spin split spoil sponsor spot spread spring stand "
    "star start stay steal stem step stick stir stop store strengthen stretch strike strip struggle "
    "study submit succeed suffer suit supply surface surge surprise surround survive suspend "
    "sustain swap sweep swing switch tackle take talk target taste teach tear tend test threaten "
    "throw tie tighten top touch tour track trade trail train transfer transform translate travel "
    "treat trigger try turn undergo undermine undertake unite update uphold use value vary veto "
    "violate visit volunteer vote wage wait wake walk warm wash waste watch weaken wear weigh widen "
    "win wipe withdraw withhold witness work worsen wrap yield sue oust testify vie hover linger "
    "trounce thrive flock stump stage stall soar plunge plummet tumble climb hinge swirl erupt "
    "unfold revive resonate appeal"
)


def _verbs() -> dict[str, tuple[str, Form]]:
    found: dict[str, tuple[str, Form]] = {}
    for base in sorted(_BASES):
        for word, form in forms(base):
            found.setdefault(word, (base, form))
    return found


VERBS = MappingProxyType(_verbs())
"""Each form of each common verb: its base and its form."""
