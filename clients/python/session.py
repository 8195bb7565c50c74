"""What `defend.e2e.test.ts` runs: one argument names a scenario, and the last line of output is its result as JSON."""

import asyncio
import json
import os
import sys
from typing import Any

from defend import ActionInput, Client, DefendError, Refused, SubmitActionInput, verify_ledger

URL = os.environ["DEFEND_URL"]
KILL: ActionInput = {"killProcess": {"pid": 4242, "processName": "xmrig"}}


async def verbs(alice: Client, bob: Client) -> Any:
    device = [one async for one in alice.devices()][0]["id"]
    isolation: SubmitActionInput = {
        "deviceId": device,
        "action": {"isolateDevice": {}},
        "justification": "Ransomware was seen",
    }
    preview = await alice.preview(isolation)
    action = await alice.submit(isolation)
    try:
        await alice.approve({"actionId": action["id"], "digest": action["digest"]})
        refusal = None
    except Refused as refused:
        refusal = {"kind": refused.kind, "code": refused.code}
    await bob.approve({"actionId": action["id"], "digest": action["digest"]})
    verified = await alice.wait_for(action["id"], "verified")
    bulk = await alice.bulk({"deviceIds": [device], "action": KILL, "justification": "Crypto miner"})
    second = await alice.submit(isolation)
    rejected = await bob.reject({"actionId": second["id"], "comment": "Not again"})
    third = await alice.submit(isolation)
    cancelled = await alice.cancel({"actionId": third["id"]})
    detail = await alice.action(action["id"])
    assert detail is not None
    return {
        "previewed": preview["digest"] == action["digest"],
        "refusal": refusal,
        "verified": [verified["status"], verified["verification"]["status"]],
        "approvedBy": [approval["by"].get("name") for approval in detail["approvals"]],
        "bulk": bulk["total"],
        "ended": [rejected["status"], cancelled["status"]],
        "history": [one["type"] async for one in alice.history({"statuses": ["CANCELLED"]}, page=1)],
    }


async def follow(alice: Client, _: Client) -> Any:
    """Prints each change until "The last miner" is killed."""
    sequences: list[int] = []
    start = await alice.head()
    print("watching", flush=True)
    async for change in alice.watch(after=start):
        sequences.append(change["event"]["sequence"])
        print(change["event"]["kind"], flush=True)
        if change["action"]["justification"] == "The last miner" and change["event"]["kind"] == "ACTION_COMPLETED":
            break
    return sequences


async def ledger(alice: Client, _: Client) -> Any:
    lines = [line async for line in alice.export_ledger()]

    async def check(some: list[str]) -> Any:
        async def iterate() -> Any:
            for line in some:
                yield line

        verdict = await verify_ledger(iterate())
        return [verdict.intact, verdict.first_broken_sequence, verdict.reason]

    changed = [lines[0], lines[1].replace('"at":"2', '"at":"3', 1), *lines[2:]]
    whole = await alice.verify_ledger()
    return {
        # Each export adds an event to the ledger.
        "whole": [whole.intact, whole.checked == len(lines) + 1],
        "missing": await check([lines[0], *lines[2:]]),
        "altered": await check(changed),
    }


async def failures(alice: Client, _: Client) -> Any:
    async def code(client: Client, document: str = "{ viewer { __typename } }") -> str:
        try:
            await client.request(document, {})
            return "none"
        except DefendError as error:
            return error.code

    async with Client(URL, "nonsense") as stranger, Client("http://127.0.0.1:9", "", retries=0) as nowhere:
        return [await code(stranger), await code(nowhere), await code(alice, "{ nothing }")]


async def main() -> None:
    scenario = {"verbs": verbs, "follow": follow, "ledger": ledger, "failures": failures}[sys.argv[1]]
    async with Client(URL, os.environ["ALICE"]) as alice, Client(URL, os.environ["BOB"]) as bob:
        print(json.dumps(await scenario(alice, bob)))


asyncio.run(main())
