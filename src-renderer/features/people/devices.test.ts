import { expect, test } from "vitest";
import type { Device } from "#contract/people.ts";
import { groupsOf } from "./devices.ts";

const device = (id: string, change: Partial<Device> = {}): Device => ({
  id,
  personId: "me",
  personName: "Zoe",
  name: id,
  kind: "browser",
  isThis: false,
  address: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  lastUsedAt: "2026-01-01T00:00:00.000Z",
  ...change,
});

test("one's own devices come first, then those of others by name", () => {
  const groups = groupsOf(
    [
      device("b", { personId: "bo", personName: "Bo" }),
      device("a", { personId: "al", personName: "Al" }),
      device("mine"),
    ],
    "me",
  );
  expect(groups.map(({ name }) => name)).toEqual(["Zoe", "Al", "Bo"]);
});

test("the device in use comes first, then the one that was used last", () => {
  const [mine] = groupsOf(
    [device("old"), device("new", { lastUsedAt: "2026-02-01T00:00:00.000Z" }), device("this", { isThis: true })],
    "me",
  );
  expect(mine?.devices.map(({ id }) => id)).toEqual(["this", "new", "old"]);
});
