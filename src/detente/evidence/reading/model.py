"""Reading with a language model: besides ``evidence/fetch.py`` the only place that uses the network.

What is sent is in a :class:`~detente.evidence.reading.model_plan.Plan`, made and shown before. The key is
added at the last step, where a request leaves, and is known to nothing else; no header but those of HTTP goes
with it. No redirect is followed, no proxy used. Nothing that a server says is repeated in a message, for it
may hold the key.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...diagnostics import Diagnostic, Place
from ...errors import InputError, NotInstalled
from .cast import Cast
from .model_answers import Answer, proposals_of
from .model_plan import LEAST_ANSWER, Outgoing, Plan
from .model_prompt import INSTRUCTIONS, prompt, request_tokens, tokens_in
from .proposals import Proposal
from .speakers import Speakers
from .tokens import split
from .wrapping import unwrapped

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai import Agent, RunContext
    from pydantic_ai.messages import ModelMessage
    from pydantic_ai.settings import ModelSettings
    from pydantic_ai.usage import RunUsage

    from .subjects import Range

__all__ = ["Key", "ModelReading", "check_installed", "key_from", "read_with_model"]

_RETRIES = 2
_SECONDS = 600.0
"""How long one answer may take; a model on one's own computer may be slow."""
_MOST_BYTES = 4_000_000
_MOST_REASONS = 20
"""How many refused quotations are told to the model at once."""
_MOST_REPORTED = 10**9
"""What a server says of its use is believed between 1 and this."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a server asks for; it is never shown."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What a model proposed, and what it used.

    Attributes
    ----------
    proposals
        For each report of the plan, in its order.
    refused
        How many proposals were left out, because their words do not stand in the text even when asked again.
    requests, tokens_in, tokens_out
        What it used.
    estimated
        Whether the tokens are our estimate, because the server did not tell.
    cost
        In the currency of the prices; None when these are not known.
    """

    proposals: tuple[tuple[Proposal, ...], ...]
    refused: int
    requests: int
    tokens_in: int
    tokens_out: int
    estimated: bool
    cost: float | None


@dataclass(slots=True)
class _Spent:
    """What has been used so far."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False


@dataclass(slots=True)
class _Job:
    """One part of a report: what is known of it, and what was found so far."""

    text: str
    window: Range
    speakers: Speakers
    found: dict[Proposal, None] = field(default_factory=dict)
    refused: int = 0


@dataclass(slots=True)
class _Wire:
    """What went wrong on the way to the model and back, as we saw it ourselves."""

    fault: tuple[str, str, str] | None = None


class _Stopped(Exception):  # noqa: N818 - ends a run; what for stands in the wire
    pass


def check_installed() -> None:
    """Check that what a language model needs is installed.

    Raises
    ------
    NotInstalled
        When it is not.
    """
    try:
        import openai
        import pydantic_ai

        del openai, pydantic_ai
    except ImportError as error:
        raise NotInstalled("pydantic-ai-slim with openai", "llm") from error


def key_from(variable: str | None) -> Key | None:
    """Return the key that an environment variable holds; None when no variable is named.

    Raises
    ------
    InputError
        When there is no such variable, or it holds no key. The message does not repeat what was given, for
        that may be the key itself.
    """
    if variable is None:
        return None
    value = os.environ.get(variable, "").strip() if variable and "\0" not in variable else ""
    if not value:
        message = "there is no environment variable of the name that --key-from gives, or it is empty"
        raise InputError(Diagnostic("no-key", message, "put the key into one, and give its name"))
    if not value.isascii() or not value.isprintable() or " " in value:
        message = "the environment variable that --key-from names holds signs that no key has"
        raise InputError(Diagnostic("bad-key", message, "put the key alone into it"))
    return Key(value)


def read_with_model(
    plan: Plan,
    key: Key | None = None,
    seen: Callable[[int, int], None] = lambda done, total: None,
    seconds: float = _SECONDS,
) -> ModelReading:
    """Send the reports of a plan to its model, and return what it proposes.

    Parameters
    ----------
    plan
        What is sent where (:func:`~detente.evidence.reading.model_plan.plan`). A person must have seen it.
    key
        The key that the server asks for.
    seen
        Told how many requests are done, of how many.
    seconds
        How long one answer may take.

    Raises
    ------
    InputError
        When there is no answer, or none that can be used, or a cap is reached: then nothing is returned.
    NotInstalled
        When the extra is missing.

    Notes
    -----
    A proposal whose words do not stand in the text is refused, and asked for again twice; so is an answer of
    another form. It runs an event loop of its own, so it cannot be called inside one. Cost: one request for
    each part of each report, and the repeated ones.
    """
    check_installed()
    return asyncio.run(_read(plan, key, seen, seconds))


async def _read(
    plan: Plan, key: Key | None, seen: Callable[[int, int], None], seconds: float
) -> ModelReading:
    import httpx2
    from openai import AsyncOpenAI

    spent, wire, cast = _Spent(), _Wire(), Cast(plan.actors)
    found: list[tuple[Proposal, ...]] = []
    refused = done = 0
    async with httpx2.AsyncClient(transport=_transport(key, wire, seconds), trust_env=False) as client:
        # The key is not given here: the transport adds it.
        openai = AsyncOpenAI(
            base_url=plan.address, api_key="none", http_client=client, max_retries=0, timeout=seconds
        )
        agent = _agent(plan, openai, spent, wire)
        for report in plan.reports:
            here: list[Proposal] = []
            missed = 0
            speakers = Speakers(split(unwrapped(report.text)), cast)
            for window in report.windows:
                job = _Job(report.text, window, speakers)
                await _run(agent, job, plan, report, spent, wire)
                here += job.found
                missed += job.refused
                done += 1
                seen(done, plan.requests)
            if missed and not here:
                message = "the model gave no words that stand in the text, also when asked again"
                cure = "try a larger model; or read the report by rules, without --model"
                raise InputError(Diagnostic("no-verbatim-words", message, cure, Place(report.name)))
            refused += missed
            found.append(tuple(sorted(here, key=lambda one: (one.anchor.start, one.anchor.end))))
    cost = plan.caps.cost_of(spent.tokens_in, spent.tokens_out)
    return ModelReading(
        tuple(found), refused, spent.requests, spent.tokens_in, spent.tokens_out, spent.estimated, cost
    )


def _agent(plan: Plan, client: object, spent: _Spent, wire: _Wire) -> Agent[_Job, Answer]:
    """Return what asks the model: without tools, with an answer of one form that is checked word for word."""
    from openai import AsyncOpenAI
    from pydantic_ai import Agent, ModelRetry, NativeOutput
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
    from pydantic_ai.settings import ModelSettings

    assert isinstance(client, AsyncOpenAI)
    profile = OpenAIModelProfile(
        supports_json_schema_output=True,
        may_tokenize_special_tokens_in_content=True,  # so that no text can open a turn of its own
        openai_chat_supports_max_completion_tokens=client.base_url.host == "api.openai.com",
    )
    provider = OpenAICompatibleProvider("detente", openai_client=client, profile=profile)

    def settings(context: RunContext[_Job]) -> ModelSettings:
        used_in, used_out, _ = _counted(context.usage, context.messages)
        asked = request_tokens(_words_of(context.messages))
        room = plan.caps.room(spent.tokens_in + used_in, spent.tokens_out + used_out, asked)
        if room < LEAST_ANSWER:
            message = "the next request would go over a cap; it was not made"
            wire.fault = "over-cap", message, "raise --most-tokens or --most-cost, or send fewer reports"
            raise _Stopped
        return ModelSettings(max_tokens=room, temperature=0.0)

    agent = Agent(
        OpenAIChatModel(plan.model, provider=provider),
        output_type=NativeOutput(Answer, name="proposals"),
        instructions=INSTRUCTIONS,
        deps_type=_Job,
        model_settings=settings,
        retries={"output": _RETRIES},
    )

    @agent.output_validator
    def checked(context: RunContext[_Job], answer: Answer) -> Answer:
        job = context.deps
        found, refused = proposals_of(answer, job.text, job.window, job.speakers)
        job.found.update(dict.fromkeys(found))
        job.refused = len(refused)
        if refused and not context.last_attempt:
            reasons = "\n".join(refused[:_MOST_REASONS])
            raise ModelRetry(
                f"{reasons}\nGive these proposals again, with all words copied letter by letter from the "
                "report, or leave them out. Do not repeat the other proposals."
            )
        return answer

    return agent


async def _run(
    agent: Agent[_Job, Answer], job: _Job, plan: Plan, report: Outgoing, spent: _Spent, wire: _Wire
) -> None:
    """Ask about one part of a report; add what was used."""
    from pydantic_ai.exceptions import (
        OutputTokenLimitExceeded,
        UsageExtractionFailedWarning,
        UsageLimitExceeded,
        UsageLimitUnavailableWarning,
    )
    from pydantic_ai.usage import UsageLimits

    left = max(1, plan.caps.tokens - spent.tokens_in - spent.tokens_out)
    limits = UsageLimits(request_limit=_RETRIES + 1, total_tokens_limit=left)
    asked = prompt(job.text[slice(*job.window)], plan.actors)
    try:
        with warnings.catch_warnings():  # what a server does not tell is estimated
            warnings.simplefilter("ignore", UsageLimitUnavailableWarning)
            warnings.simplefilter("ignore", UsageExtractionFailedWarning)
            result = await agent.run(asked, deps=job, usage_limits=limits)
    except Exception as error:  # an answer may hold anything, and the libraries fail on it in many ways
        if wire.fault:
            code, message, cure = wire.fault
        elif isinstance(error, UsageLimitExceeded):
            code, message = "over-cap", "the model used more tokens than allowed, and was not asked further"
            cure = "raise --most-tokens, or send fewer reports"
        elif isinstance(error, OutputTokenLimitExceeded):
            code, message = "answer-too-long", "the answer was cut off, because it was too long"
            cure = "raise --most-tokens or --most-cost; or try another model"
        else:
            code, message = "bad-answer", "the model gave no answer of the form that was asked for"
            cure = "try a larger model, or a server that can hold answers to a JSON schema"
        # Without its cause, which may repeat what the server said.
        raise InputError(Diagnostic(code, message, cure, Place(report.name))) from None
    used_in, used_out, estimated = _counted(result.usage, result.all_messages())
    spent.requests += result.usage.requests
    spent.tokens_in += used_in
    spent.tokens_out += used_out
    spent.estimated |= estimated


def _counted(usage: RunUsage, messages: Sequence[ModelMessage]) -> tuple[int, int, bool]:
    """Return the tokens of a run, in and out, and whether they are estimated since the server tells none."""
    told_in, told_out = usage.input_tokens, usage.output_tokens
    believed = 0 < told_in <= _MOST_REPORTED and 0 < told_out <= _MOST_REPORTED
    places = [place for place, message in enumerate(messages) if message.kind == "response"]
    if believed and not usage.unmeasured_requests:
        return told_in, told_out, False
    guessed_in = sum(request_tokens(_words_of(messages[:place])) for place in places)
    guessed_out = sum(tokens_in(_words_of([messages[place]])) for place in places)
    return guessed_in, guessed_out, bool(places)


def _words_of(messages: Sequence[ModelMessage]) -> str:
    contents = (getattr(part, "content", "") for message in messages for part in message.parts)
    return "\n".join(content for content in contents if isinstance(content, str))


def _transport(key: Key | None, wire: _Wire, seconds: float) -> httpx2.AsyncBaseTransport:
    """Return the way to the model: it adds the key, sends nothing else of ours, and bounds what is read."""
    import httpx2

    class Guarded(httpx2.AsyncBaseTransport):
        def __init__(self) -> None:
            self.inner = httpx2.AsyncHTTPTransport(trust_env=False)

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            kept = {name: request.headers[name] for name in ("host", "content-type", "content-length")}
            own = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "detente"}
            allowed = {"authorization": f"Bearer {key.value}"} if key else {}
            request.headers = httpx2.Headers({**kept, **own, **allowed})
            with _watched(wire):
                async with asyncio.timeout(seconds):
                    response = await self.inner.handle_async_request(request)
                    try:
                        data = await self._body(response)
                    finally:
                        await response.aclose()
            if wire.fault:
                raise _Stopped
            return httpx2.Response(200, headers={"content-type": "application/json"}, content=data)

        async def _body(self, response: httpx2.Response) -> bytes:
            """Return the answer, unless the server refuses, or sends what was not asked for."""
            encoding = response.headers.get("content-encoding", "identity").strip().lower()
            if response.status_code != 200:
                wire.fault = _refusal(response.status_code)
            elif encoding not in ("", "identity"):
                cure = "try another server"
                wire.fault = "packed", "the server sends its answer packed, which was not asked for", cure
            data = bytearray()
            if not wire.fault:
                async for part in response.aiter_raw():
                    data += part
                    if len(data) > _MOST_BYTES:
                        message = f"the answer has more than {_MOST_BYTES:,} bytes"
                        wire.fault = "answer-too-long", message, "try another server"
                        break
            return bytes(data)

        async def aclose(self) -> None:
            await self.inner.aclose()

    return Guarded()


@contextlib.contextmanager
def _watched(wire: _Wire) -> Iterator[None]:
    """Note what goes wrong on the way."""
    import httpx2

    try:
        yield
    except (TimeoutError, httpx2.TimeoutException):
        wire.fault = "no-answer", "the model did not answer in time", "try again, or a smaller model"
    except (httpx2.ConnectError, OSError):
        cure = "check that the server runs, and the address"
        wire.fault = "unreachable", "nothing answers at the address of the model", cure
    except httpx2.HTTPError:
        wire.fault = "cut-off", "the connection ended before the answer was whole", "try again"


def _refusal(status: int) -> tuple[str, str, str]:
    """Return what a status means that is not 200; what the server writes beside it is not repeated."""
    said = f"the server of the model says {status}"
    if status in (401, 403):
        return "key-refused", f"{said}: it does not accept the key, or asks for one", "check --key-from"
    if status == 404:
        return "unknown-model", f"{said}: it does not have this model, or this address", "check both"
    if status == 429:
        return "too-many-requests", f"{said}: too many requests, or nothing left to pay with", "try later"
    if 300 <= status < 400:
        return "leads-on", f"{said}: it leads to another address", "give that one, if you trust it"
    if status >= 500:
        return "server-failed", f"{said}: it failed", "try later, or look at its log"
    cure = "check the model; its server must hold answers to a JSON schema (response_format)"
    return "request-refused", f"{said}: it refuses the request", cure
