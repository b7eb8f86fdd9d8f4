import { expect, test } from "vitest";
import { nodeProblem } from "./node-version.ts";

test.each(["22.12.0", "22.20.1", "23.0.0", "24.21.0", "100.0.0"])("Node %s runs the hub", (version) => {
  expect(nodeProblem(version)).toBeNull();
});

test.each(["20.20.2", "22.11.9", "18.0.0", "9.9.9"])("Node %s is refused with what to do", (version) => {
  expect(nodeProblem(version)).toContain(`The hub needs Node 22.12 or newer; this is Node ${version}.`);
});
