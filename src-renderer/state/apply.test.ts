import { expect, test } from "vitest";
import type { Member } from "#contract/people.ts";
import { applyChanges, emptyData, type HubData } from "./apply.ts";

const member = (change: Partial<Member>): Member => ({
  id: "me",
  name: "Bo",
  role: "operator",
  sees: "all",
  narrowings: [],
  invitedUntil: null,
  lastSeenAt: null,
  createdAt: null,
  revokedAt: null,
  ...change,
});

const data: HubData = { ...emptyData, person: { id: "me", name: "Bo", role: "operator" } };
const after = (change: Partial<Member>) =>
  applyChanges(data, [{ type: "person", person: member(change), seq: 1 }]).person;

test("a new name or role of one's own is taken over, and nothing more of it is kept", () => {
  expect(after({ name: "Robert", role: "viewer" })).toEqual({ id: "me", name: "Robert", role: "viewer" });
});

test("what changes about other people leaves one's own name and role", () => {
  expect(after({ id: "other", name: "Ada", role: "owner" })).toBe(data.person);
});
