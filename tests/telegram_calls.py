"""Telegram's side of the webhook, and a load balancer: updates are posted to processes until one answers 200."""

from __future__ import annotations

import asyncio
import json
import random
import socket
from asyncio.subprocess import Process
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.service.webhook import HEADER
from tests.world import World

URL = "https://bot.example.org/telegram"  # what Telegram is told; the calls go to the processes on this machine
PATIENCE = 0.05  # seconds before a call is made again; Telegram takes longer


@dataclass
class Member:
    """A process behind the balancer."""

    process: Process
    port: int


class Calls:
    """Post a world's updates to the processes of one bot."""

    def __init__(self, world: World, **variables: str) -> None:
        """Prepare; the variables are for every process."""
        self.world = world
        self.members: list[Member] = []
        self._variables = variables

    async def start(self) -> Member:
        """Start one more process and wait until it is ready."""
        port = free_port()
        listen = {"WEBHOOK_URL": URL, "LISTEN": f"127.0.0.1:{port}"}
        member = Member(await self.world.start(**listen, **self._variables), port)
        await self.world.until_logged(member.process, "the webhook is set")
        self.members.append(member)
        return member

    async def stop(self, member: Member, number: int) -> str:
        """Take a process out by a signal, and give its log."""
        self.members.remove(member)
        return await self.world.stop(member.process, number)

    async def kill(self, member: Member) -> None:
        """Kill a process."""
        self.members.remove(member)
        await self.world.kill(member.process, self._variables.get("DATABASE_URL"))

    async def deliver(self) -> None:
        """Bring all updates, as many at once as the bot allows; each again and again until it gets its 200."""
        mailbox = self.world.api.mailbox
        places, updates = asyncio.Semaphore(mailbox.webhook["max_connections"]), list(mailbox.updates)
        mailbox.updates.clear()
        async with aiohttp.ClientSession() as session:
            await asyncio.gather(*(self._bring(session, update, places) for update in updates))

    async def _bring(self, session: aiohttp.ClientSession, update: dict[str, Any], places: asyncio.Semaphore) -> None:
        """Bring one update."""
        async with places:
            while await self._post(session, update) != 200:  # noqa: ASYNC110 - Telegram, too, just tries again
                await asyncio.sleep(PATIENCE)

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> int:
        """Call one of the processes; 502 where it does not answer, as a balancer would say."""
        if not self.members:
            return 502
        address = f"http://127.0.0.1:{random.choice(self.members).port}/telegram"
        headers = {HEADER: self.world.api.mailbox.webhook["secret_token"]}
        try:
            async with session.post(address, data=json.dumps(update), headers=headers) as response:
                return response.status
        except (aiohttp.ClientError, OSError):
            return 502


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
