import { expect, test } from "vitest";
import { Device, Narrowing, sights } from "#contract/people.ts";
import { roles } from "#contract/role.ts";
import { deviceWords, narrowingWords, roleWords, sightOf, sightWords } from "./people.ts";

test("every role, sight, narrowing and kind of device has words", () => {
  for (const role of roles) expect(roleWords[role].help).toMatch(/\.$/);
  for (const sight of sights) expect(sightWords[sight].label).toBeTruthy();
  for (const role of Narrowing.shape.role.options) expect(narrowingWords[role]).toBeTruthy();
  for (const kind of Device.shape.kind.options) expect(deviceWords[kind]).toBeTruthy();
});

test("what a person sees is said with its exceptions", () => {
  const one = { sessionId: "s", role: "viewer" } as const;
  const hidden = { sessionId: "t", role: "none" } as const;
  expect(sightOf({ sees: "all", narrowings: [] })).toBe("sees all discussions");
  expect(sightOf({ sees: "all", narrowings: [one, hidden] })).toBe("sees all discussions, less in 2");
  expect(sightOf({ sees: "named", narrowings: [one, hidden] })).toBe("sees 1 discussion");
  expect(sightOf({ sees: "named", narrowings: [] })).toBe("sees no discussion");
});
