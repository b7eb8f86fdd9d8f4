import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTestWorld } from "../testing/test-world.ts";
import { writeHubFile } from "./hub-file.ts";
import { findTarget } from "./target.ts";

const pin = `${"AB:".repeat(31)}AB`;
const joined = (env = {}) => {
  const world = createTestWorld({ env });
  writeHubFile(join(world.env.MUSTER_HOME ?? "", "client"), {
    url: "https://10.0.0.1:4680",
    key: "mk_file",
    fingerprint: pin,
    machine: { id: "m1", name: "studio" },
  });
  return world;
};

describe("which hub, and as whom", () => {
  it("the environment goes before the file", () => {
    expect(findTarget(joined({ MUSTER_URL: "http://127.0.0.1:1", MUSTER_KEY: "mk_env" }))).toMatchObject({
      address: { host: "127.0.0.1", port: 1 },
      key: "mk_env",
    });
  });

  it("the file gives address, key and pinned certificate", () => {
    expect(findTarget(joined())).toMatchObject({
      address: { secure: true, host: "10.0.0.1", fingerprint: pin },
      key: "mk_file",
      identity: "m1",
      machine: { name: "studio" },
    });
  });

  it("one of both from the environment, the rest from the file: the certificate stays pinned", () => {
    const target = findTarget(joined({ MUSTER_URL: "https://10.0.0.2:4680" }));
    expect(target).toMatchObject({ address: { host: "10.0.0.2", fingerprint: pin }, key: "mk_file", identity: "m1" });
  });

  it("a key that would break out of its header is refused", () => {
    const world = joined({ MUSTER_URL: "http://127.0.0.1:1", MUSTER_KEY: "mk_a\r\nx: y" });
    expect(() => findTarget(world)).toThrow("MUSTER_KEY");
  });

  it("without hub or key it says how to join", () => {
    for (const env of [{}, { MUSTER_URL: "http://127.0.0.1:1" }, { MUSTER_KEY: "mk_env" }]) {
      expect(() => findTarget(createTestWorld({ env }))).toThrow("muster join");
    }
  });
});
