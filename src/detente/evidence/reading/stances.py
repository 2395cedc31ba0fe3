"""Nouns, adjectives and fixed phrases that say that somebody says or thinks something."""

from __future__ import annotations

from .inflection import words

__all__ = ["ADJECTIVES", "CLAUSE_NOUNS", "LIGHT_VERBS", "NOUNS", "OBJECT_NOUNS"]

CLAUSE_NOUNS = words(
    "accusation admission allegation announcement argument assertion assessment assumption "
    "assurance belief claim commitment complaint conclusion concern confidence contention "
    "conviction declaration demand doubt estimate evidence expectation explanation fear feeling "
    "finding forecast hint hope impression indication insistence insinuation intention notion "
    "observation opinion pledge perception plan prediction promise proposal question recommendation "
    "refusal remark report request revelation rumor rumour sense sign speculation statement "
    "suggestion suspicion testimony theory threat view vow warning willingness worry"
)
"""Before *that* or *to*: the claim that …, her refusal to …"""

OBJECT_NOUNS = words(
    "accusation allegation approval backing complaint concern condemnation criticism defense "
    "defence demand denial denunciation disapproval doubt endorsement fear hatred indictment "
    "opposition outrage praise question rejection request ridicule skepticism scepticism support "
    "suspicion view warning worry disdain contempt admiration enthusiasm anger indignation attack "
    "call position stance comment remark speculation announcement argument assertion claim hope "
    "plan proposal promise opinion idea notion suggestion refusal"
)
"""Before *of*, *for*, *to*, *about*, *against*, *on*, *at*, *over*: her criticism of …"""

NOUNS = CLAUSE_NOUNS | OBJECT_NOUNS

LIGHT_VERBS = words(
    "make take give express issue raise have voice cast offer release deliver draw hold send put "
    "show lodge pose file launch lead reiterate repeat announce publish face"
)
"""Before a noun that says what is done: he made the claim that …, they expressed doubt about …"""

ADJECTIVES = words(
    "afraid alarmed amazed angry angered annoyed anxious appalled ashamed astonished aware bothered "
    "careful certain clear concerned confident content convinced critical curious cynical delighted "
    "determined disappointed disgusted dismayed dismissive disturbed doubtful dubious eager "
    "enthusiastic excited fearful fond frustrated furious glad grateful happy hopeful horrified "
    "hostile impressed inclined incredulous indignant insistent irritated keen loath loyal mindful "
    "nervous open opposed optimistic outraged pessimistic pleased positive prepared proud puzzled "
    "ready reluctant resentful saddened satisfied scared shocked skeptical sceptical sorry stunned "
    "suspicious supportive sympathetic surprised sure tired troubled unaware uncertain unclear "
    "uncomfortable unconvinced unhappy unsure unwilling upset vocal wary weary willing worried "
    "thrilled unimpressed against"
)
"""After *is*: he is confident that …, she was wary of …"""
