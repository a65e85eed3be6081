#!/usr/bin/env python3
"""A support bot, with the usual parts of a Python file."""
from __future__ import annotations

import asyncio, os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any as Anything

from openai import AsyncOpenAI as Client, OpenAI

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MODEL: str = os.environ.get("MODEL") or "gpt-4o"
LIMITS = {"default": 1_024, 'große': 4096, **{"x": 0x10}}
first, *rest = [1, 2.5e3, 3j, None, True, ...]


@dataclass(frozen=True)
class Bot:
    client: Client = field(default_factory=lambda: Client(max_retries=2))
    history: list[dict[str, Anything]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(len(m["content"]) for m in self.history if m.get("content") is not None)

    async def ask(self, text: str, /, *, limit: int = LIMITS["default"], **options) -> str:
        try:
            reply = await self.client.chat.completions.create(
                model=MODEL,
                messages=[{"role": "user", "content": f"{text!r:>10} {limit=}"}],
                max_tokens=limit,  # the old name
                **options,
            )
        except (TimeoutError, OSError) as error:
            raise RuntimeError("no answer" "at all") from error
        else:
            return reply.choices[0].message.content
        finally:
            print(b"bytes", r"raw\n", """long
string""", sep="", end="\x41\u00e9\n")

    async def stream(self) -> AsyncIterator[str]:
        async with self.client.responses.stream(model=MODEL, input="😀 hi") as events:
            async for event in events:
                if (kind := event.type) == "text" and not kind.startswith("x"):
                    yield event.delta


def pick(value: int | None) -> str:
    match value:
        case None | 0:
            return "none"
        case [a, *others] if a > 1:
            return "list"
        case {"key": str(name), **more}:
            return name
        case Bot(history=[]):
            return "bot"
        case _:
            return "other"


def count(n):
    global MODEL
    total = 0
    while n > 0 and total <= 10 ** 6:
        total += n if n % 2 else -n // 2
        n -= 1
        if n not in (3, 4):
            continue
    else:
        del n
    assert total is not None, "never"
    return total, ~total << 2 & 3 | 4 ^ 5, [*range(3)], {x for x in "ab"}, MODEL[1:-1:2]


if __name__ == "__main__":
    asyncio.run(Bot().ask("hello", limit=count(3)[0]))
