import { expect, it } from "vitest";
import type { WriteTx } from "../core/store.ts";
import { approval, message, reply, seededStore, session } from "./testing/store.ts";

const receipt = {
  messageId: "r1",
  sessionId: "s1",
  messageSeq: 1,
  state: "queued",
  carrier: null,
  at: 3000,
  handedAt: null,
  note: null,
} as const;

const queueReply = async (tx: WriteTx) => {
  await tx.messages.append(reply("r1"));
  await tx.receipts.insert(receipt);
};

const askApproval = async (tx: WriteTx) => {
  await tx.messages.append(message("message of p1", { kind: "approval" }));
  await tx.sessions.byId("s1");
  await tx.approvals.insert(approval("p1"));
};

const plan = [{ text: "Write it", done: true }];

/** Everything that can change what is read of a session. */
const works: Record<string, (tx: WriteTx) => Promise<unknown>> = {
  "a message": (tx) => tx.messages.append(message("x1", { text: "  two\n lines ", level: "urgent" })),
  "a message with a change of state": (tx) =>
    tx.messages.append(message("x1"), { state: "closed", closedAt: 2500, progress: 0.5, lastHeardAt: 2400 }),
  "a message with a time of its own": (tx) => tx.messages.append(message("x1"), { updatedAt: 2600 }),
  "a message with a plan": (tx) => tx.messages.append(message("x1"), { plan }),
  "a change of facts": (tx) => tx.sessions.update("s1", { title: "New", titleKey: "new", branch: "main" }),
  "a change that leaves things out": (tx) => tx.sessions.update("s1", { branch: "main", folder: undefined }),
  "a change of usage and links": (tx) =>
    tx.sessions.update("s1", { usage: { inputTokens: 1 }, links: [{ label: "PR", url: "https://example.org" }] }),
  "another agent": async (tx) => {
    await tx.agents.insert({ ...(await tx.agents.byId("a1"))!, id: "a2", name: "CalmOtter" });
    await tx.sessions.update("s1", { agentId: "a2" });
  },
  "a newer version of the agent": (tx) => tx.agents.update("a1", { version: "2.2" }),
  "a new name of the machine": (tx) => tx.machines.update("m1", { name: "tower" }),
  "a reply that is queued": queueReply,
  "a reply that is taken": async (tx) => {
    await queueReply(tx);
    await tx.sessions.byId("s1");
    await tx.receipts.move(["r1"], { state: "taken", at: 4000 });
  },
  "an approval": askApproval,
  "the end of an approval": async (tx) => {
    await askApproval(tx);
    await tx.sessions.byId("s1");
    await tx.approvals.end("p1", { state: "expired", decision: null, at: 4000 });
  },
  "whose words it works on": (tx) =>
    tx.sessions.update("s1", { behind: { id: "p1", name: "Ada", role: "owner", prompts: 0 } }),
  "its removal": (tx) => tx.sessions.remove("s1"),
  "its removal and return": async (tx) => {
    await tx.sessions.remove("s1");
    await tx.sessions.insert(session({ title: "Again" }));
  },
};

it.each(Object.entries(works))("a session that was read before %s is right after it", async (_name, work) => {
  const { store } = await seededStore();
  await store.write((tx) => tx.sessions.byId("s1"));
  await store.write(work);
  const remembered = await store.write((tx) => tx.sessions.byId("s1"));
  expect(remembered).toEqual(await store.read.sessions.byId("s1"));
});

it("what a failed write changed of a session is not remembered", async () => {
  const { store } = await seededStore();
  const [failed, seen] = await Promise.allSettled([
    store.write(async (tx) => {
      await tx.sessions.byId("s1");
      await tx.messages.append(message("x1"), { state: "failed" });
      throw new Error("changed my mind");
    }),
    store.write((tx) => tx.sessions.byId("s1")),
  ]);
  expect(failed.status).toBe("rejected");
  expect(seen).toMatchObject({ status: "fulfilled", value: { state: "working", lastSeq: 0, lastMessage: null } });
});
