"""Reviewing proposed claims: review."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..brief.payload.review import reviewed_payload
from ..brief.review import (
    EDIT_PROMPT,
    LAST_PROMPT,
    OWN_WORDS_PROMPT,
    PROMPT,
    PROMPT_WITH_CHOICES,
    proposal_text,
    reviewed_text,
)
from ..catalog.names import folder_of, located
from ..dossier.updating import spoken_of
from ..errors import InputError
from ..evidence.claims import Status
from ..evidence.library import TextStore, library_folder, refuse_shipped
from ..evidence.reading.claiming import is_neutral
from ..evidence.reviewing import Reviewed, ReviewSession, changes_of
from .app import Json, Library, app, print_json, show

_DECISIONS = {"a": Status.ACCEPTED, "r": Status.REJECTED}


@app.command("review")
def review_command(
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who reviews; else the name that git knows, or it asks."),
    ] = None,
    dossier: Annotated[str, typer.Option(help="A catalogue name or a folder.")] = ".",
    library: Library = None,
    as_json: Json = False,
) -> None:
    """Accept, edit or reject the proposed claims, one by one.

    Each claim is shown with the words that it was taken from. What is decided is kept at once, also when you
    stop halfway.
    """
    folder = folder_of(dossier)
    refuse_shipped(folder)
    found, _ = located(dossier, library)
    talk = Talk(as_json)
    session = ReviewSession(
        folder,
        TextStore(library_folder(folder, library)),
        reviewer(by, folder, talk),
        datetime.date.today(),
        spoken_of(found.named()[1]),
    )
    done = review(session, talk)
    if as_json:
        print_json(reviewed_payload(done))
    else:
        show(reviewed_text(done))


def reviewer(by: str | None, folder: Path, talk: Talk) -> str:
    """Return the name of the person who reviews: as given, as git knows it, or as typed in."""
    try:
        found = (by or _known_to_git(folder) or talk.line("Your name: ")).strip()
    except EOFError:
        found = ""
    if not found:
        raise typer.BadParameter("say who reviews", param_hint="--by")
    return found


def review(session: ReviewSession, talk: Talk) -> Reviewed:
    """Ask about each proposed claim until there is none left, or the person stops."""
    decided: dict[str, str] = {}
    try:
        _loop(session, talk, decided)
    except (EOFError, KeyboardInterrupt):
        talk.say("")
    accepted, rejected = (tuple(one for one, key in decided.items() if key == sign) for sign in "ar")
    return Reviewed(session.by, accepted, rejected, tuple(session.edited), session.proposed)


class Talk:
    """Asks and tells: on standard output, or beside the result when that is to be JSON."""

    def __init__(self, as_json: bool) -> None:
        self.file = sys.stderr if as_json else sys.stdout

    def say(self, text: str) -> None:
        show(text, file=self.file)

    def line(self, prompt: str) -> str:
        """Return a line that is typed or piped in; raises EOFError where there is none."""
        show(prompt, end="", file=self.file)
        self.file.flush()
        found = sys.stdin.readline()
        if not found:
            raise EOFError
        if not sys.stdin.isatty():
            self.say(found.rstrip("\n"))
        return found.strip()

    def key(self, prompt: str) -> str:
        """Return a key: without Enter at a terminal, the first letter of a line elsewhere."""
        if not sys.stdin.isatty():
            return self.line(prompt)[:1].lower()
        show(prompt, end="", file=self.file)
        self.file.flush()
        found = typer.getchar().lower()
        self.say(found)
        return found


def _loop(session: ReviewSession, talk: Talk, decided: dict[str, str]) -> None:
    queue, place = session.proposed, 0
    while place < len(queue) or session.can_undo:
        prompt = LAST_PROMPT
        if place < len(queue):
            proposal = session.proposal(queue[place])
            talk.say(proposal_text(proposal, place + 1, len(queue)))
            prompt = PROMPT_WITH_CHOICES if proposal.choices else PROMPT
        key = talk.key(prompt)
        try:
            if key == "u":
                back = session.undo()
                talk.say("There is nothing to undo." if back is None else f"Taken back: {back}.")
                place = place if back is None else queue.index(back)
                decided.pop(back or "", None)
            elif key == "q":
                return
            elif place < len(queue):
                place += _handled(session, talk, queue[place], key, decided)
        except InputError as error:
            talk.say(str(error))
        talk.say("")


def _handled(session: ReviewSession, talk: Talk, claim: str, key: str, decided: dict[str, str]) -> bool:
    """Do with a claim what a key means, and return whether to go on to the next one."""
    if key in _DECISIONS:
        if key == "a" and (told := _own_words(session, talk, claim)):
            session.edit(claim, {"says": told})
        note = talk.line("Why? (Enter for no reason) ") if key == "r" else ""
        session.decide(claim, _DECISIONS[key], note)
        decided[claim] = key
    elif key == "e":
        _edit(session, talk, claim)
    elif key.isdecimal() and 0 < int(key) <= len(choices := session.proposal(claim).choices):
        session.edit(claim, choices[int(key) - 1].changes)
    return key in {*_DECISIONS, "s"}


def _own_words(session: ReviewSession, talk: Talk, claim: str) -> str:
    """Ask for what a claim says, where rules have left that open; nothing keeps their neutral words."""
    shown = session.proposal(claim)
    neutral = is_neutral(shown.claim, shown.names[shown.claim.by])
    return talk.line(OWN_WORDS_PROMPT) if neutral else ""


def _edit(session: ReviewSession, talk: Talk, claim: str) -> None:
    """Change a claim as it is typed in, line by line; what cannot be is said, and nothing changes."""
    talk.say(EDIT_PROMPT)
    while line := talk.line("> "):
        try:
            session.edit(claim, changes_of(line))
        except InputError as error:
            talk.say(str(error))


def _known_to_git(folder: Path) -> str:
    try:
        command = ["git", "-C", str(folder), "config", "user.name"]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=5).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
