import { expect, test } from "vitest";
import { startFailure } from "./start-failure.ts";

const describe = (port: number) => Promise.resolve(port === 4680 ? "a Muster hub (pid 7)" : "another program");

test("a taken port is named with its holder and with the way out", async () => {
  const error = Object.assign(new Error("listen EADDRINUSE: address already in use :::4680"), {
    code: "EADDRINUSE",
    port: 4680,
  });
  const words = await startFailure(error, describe);
  expect(words).toContain("Port 4680 is already used by a Muster hub (pid 7).");
  expect(words).toContain("MUSTER_PORT");
});

test("what the hub says itself is passed on", async () => {
  expect(await startFailure(new Error("The database is damaged."), describe)).toBe("The database is damaged.");
});
