import { expect, it } from "vitest";
import { seededStore, session } from "../testing/store.ts";

const marks = { readSeq: 3, pinned: true, muted: false, snoozedUntil: 9000, level: "all" } as const;

it("the owner is found among the people", async () => {
  const { store } = await seededStore();
  await store.write((tx) =>
    tx.people.insert({
      id: "p0",
      name: "Bob",
      role: "viewer",
      sees: "all",
      createdAt: null,
      lastSeenAt: null,
      revokedAt: null,
    }),
  );
  expect(await store.read.people.owner()).toEqual({
    id: "p1",
    name: "Ada",
    role: "owner",
    sees: "all",
    createdAt: null,
    lastSeenAt: null,
    revokedAt: null,
  });
  expect(await store.read.people.byId("p0")).toEqual({
    id: "p0",
    name: "Bob",
    role: "viewer",
    sees: "all",
    createdAt: null,
    lastSeenAt: null,
    revokedAt: null,
  });
});

it("marks are each person's own for each session, and are replaced as a whole", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.people.insert({
      id: "p2",
      name: "Bob",
      role: "viewer",
      sees: "all",
      createdAt: null,
      lastSeenAt: null,
      revokedAt: null,
    });
    await tx.sessions.insert(session({ id: "s2", title: "Two" }));
    await tx.people.setMarks("p1", "s1", { readSeq: 1, pinned: false, muted: true, snoozedUntil: null, level: null });
    await tx.people.setMarks("p1", "s1", marks);
    await tx.people.setMarks("p1", "s2", { ...marks, pinned: false, snoozedUntil: null });
    await tx.people.setMarks("p2", "s1", { ...marks, muted: true });
  });
  const { people } = store.read;
  expect(await people.marks("p1", "s1")).toEqual(marks);
  expect(await people.marks("p2", "s2")).toBeUndefined();
  expect(Object.fromEntries(await people.allMarks("p1"))).toEqual({
    s1: marks,
    s2: { ...marks, pinned: false, snoozedUntil: null },
  });
});

it("a ticket keeps when it was used", async () => {
  const { store } = await seededStore();
  const ticket = { ticketHash: "t", personId: "p1", expiresAt: 500, usedAt: null, isInvitation: false };
  await store.write((tx) => tx.people.insertTicket(ticket));
  expect(await store.read.people.ticket("t")).toEqual(ticket);
  await store.write((tx) => tx.people.useTicket("t", 400));
  expect(await store.read.people.ticket("t")).toEqual({ ...ticket, usedAt: 400 });
});

it("tickets that ended are removed, others stay", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    for (const at of [99, 100]) {
      await tx.people.insertTicket({
        ticketHash: `t${at}`,
        personId: "p1",
        expiresAt: at,
        usedAt: null,
        isInvitation: false,
      });
    }
    await tx.people.removeExpired(100);
  });
  const { people } = store.read;
  expect([(await people.ticket("t99"))?.expiresAt, (await people.ticket("t100"))?.expiresAt]).toEqual([undefined, 100]);
});

it("the open invitation of a person is the one that lasts longest, and goes with the person's tickets", async () => {
  const { store } = await seededStore();
  const ticket = { personId: "p1", usedAt: null, isInvitation: true };
  await store.write(async (tx) => {
    await tx.people.insertTicket({ ...ticket, ticketHash: "used", expiresAt: 900 });
    await tx.people.useTicket("used", 200);
    await tx.people.insertTicket({ ...ticket, ticketHash: "open", expiresAt: 500 });
    await tx.people.insertTicket({ ...ticket, ticketHash: "plain", expiresAt: 800, isInvitation: false });
  });
  const { people } = store.read;
  expect([await people.invitedUntil("p1", 499), await people.invitedUntil("p1", 500)]).toEqual([500, undefined]);
  await store.write((tx) => tx.people.removeTickets("p1"));
  expect([await people.ticket("open"), await people.ticket("plain")]).toEqual([undefined, undefined]);
  expect(await people.ticket("used")).toBeDefined();
});

it("narrowings are replaced as a whole, each for a session that is there, and go with it", async () => {
  const { store } = await seededStore();
  await store.write(async (tx) => {
    await tx.sessions.insert(session({ id: "s2", title: "Two" }));
    await tx.people.setNarrowings("p1", [{ sessionId: "s1", role: "none" }]);
    await tx.people.setNarrowings("p1", [
      { sessionId: "s2", role: "viewer" },
      { sessionId: "s2", role: "operator" },
      { sessionId: "gone", role: "viewer" },
    ]);
  });
  expect(await store.read.people.narrowings("p1")).toEqual([{ sessionId: "s2", role: "operator" }]);
  await store.write((tx) => tx.sessions.remove("s2"));
  expect(await store.read.people.narrowings("p1")).toEqual([]);
});
