import { expect, it } from "vitest";
import { seededStore, session } from "../testing/store.ts";

const marks = { readSeq: 3, pinned: true, muted: false, snoozedUntil: 9000 };

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
    await tx.people.setMarks("p1", "s1", { readSeq: 1, pinned: false, muted: true, snoozedUntil: null });
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

it("a sign-in leads to its person, is touched and removed", async () => {
  const { store } = await seededStore();
  const signIn = { tokenHash: "k", personId: "p1", createdAt: 1, lastUsedAt: 2 };
  await store.write((tx) => tx.people.insertSignIn(signIn));
  await store.write((tx) => tx.people.touchSignIn("k", 50));
  const person = {
    id: "p1",
    name: "Ada",
    role: "owner",
    sees: "all",
    createdAt: null,
    lastSeenAt: null,
    revokedAt: null,
  };
  expect(await store.read.people.signIn("k")).toEqual({ signIn: { ...signIn, lastUsedAt: 50 }, person });
  await store.write((tx) => tx.people.removeSignIn("k"));
  expect(await store.read.people.signIn("k")).toBeUndefined();
});

it("tickets that ended and sign-ins that nobody used since are removed, others stay", async () => {
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
      await tx.people.insertSignIn({ tokenHash: `k${at}`, personId: "p1", createdAt: 1, lastUsedAt: at });
    }
    await tx.people.removeExpired(100);
  });
  const { people } = store.read;
  expect([await people.ticket("t99"), await people.signIn("k99")]).toEqual([undefined, undefined]);
  expect([await people.ticket("t100"), await people.signIn("k100")]).not.toContain(undefined);
});
