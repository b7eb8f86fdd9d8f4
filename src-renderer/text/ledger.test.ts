import { expect, test } from "vitest";
import { AuditEntry, AuditQuery, type AuditType, auditTypes } from "#contract/audit.ts";
import { auditGroups, auditWords, detailName, didOf, isRefusal, whatOf, whoOf } from "./ledger.ts";

test.each(auditTypes)("%s has words", (type) => {
  expect(auditWords[type].label).toBeTruthy();
  expect(didOf(type)).toBe(auditWords[type].did);
});

test("every type is in one group, beside the group of what was refused", () => {
  const { refused, ...groups } = auditGroups;
  const grouped = Object.values(groups).flatMap(({ types }): readonly AuditType[] => types);
  expect(grouped.toSorted()).toEqual([...auditTypes].toSorted());
  expect([...refused.types].toSorted()).toEqual(auditTypes.filter(isRefusal).toSorted());
});

test("the types of a group fit into one question to the hub", () => {
  for (const { types } of Object.values(auditGroups)) expect(AuditQuery.parse({ type: types.join(",") })).toBeTruthy();
});

const by = (type: AuditEntry["by"]["type"], name = "") => ({
  type: "machine-changed" as const,
  by: { type, id: "x", name, role: null },
});

test("every kind of doer is named", () => {
  for (const type of AuditEntry.shape.by.shape.type.options) expect(whoOf(by(type, "Ada"))).toBeTruthy();
  expect(whoOf(by("person", "Ada"))).toBe("Ada");
  expect(whoOf(by("rule", "rule"))).toBe("A rule");
});

test("what it was done to is named where it is another than who did it", () => {
  expect(whatOf({ ...by("machine"), subject: { type: "machine", id: "x", name: "box" } })).toBeNull();
  expect(whatOf({ ...by("person"), subject: { type: "machine", id: "m", name: "box" } })).toBe("box");
  expect(whatOf({ ...by("person"), subject: { type: "settings", id: "", name: "" } })).toBeNull();
  const device = { type: "device", id: "d", name: "Firefox" };
  expect(whatOf({ ...by("person"), type: "signed-in", subject: device })).toBeNull();
  expect(whatOf({ ...by("person"), type: "device-added", subject: device })).toBe("Firefox");
  expect(whatOf({ ...by("hub"), subject: null })).toBeNull();
});

test("a type of a newer hub and a detail's name are made readable", () => {
  expect(didOf("relay-added" as AuditType)).toBe("relay added");
  expect(detailName("approvalTimeoutSeconds")).toBe("approval timeout seconds");
  expect(detailName("input_hash")).toBe("input hash");
});
