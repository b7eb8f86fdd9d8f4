import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startHubDouble } from "../testing/hub-double.ts";
import { makeCertificate } from "../testing/certificate.ts";
import { createTestWorld, type TestWorld } from "../testing/test-world.ts";
import { problem } from "../testing/web-server.ts";

const code = "ABCD2345";
const kept = (world: TestWorld): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(readFileSync(join(world.env.MUSTER_HOME ?? "", "client", "hub.json"), "utf8"));
  } catch {
    return undefined;
  }
};
const pinned = ({ url }: { url: string }, { fingerprint }: { fingerprint: string }) =>
  `${url}#${fingerprint.replaceAll(":", "").toLowerCase()}`;

describe("muster join", () => {
  it("trades the code for a key, keeps it, and shows it nowhere", async () => {
    const tls = await makeCertificate();
    const hub = await startHubDouble(tls);
    const world = createTestWorld();
    expect(await world.run("join", pinned(hub, tls), "--code", "abcd-2345", "--name", "build box")).toBe(0);
    expect(hub.seen[0]?.body).toEqual({ code, machine: { name: "build box", os: "Test 1" } });
    expect(kept(world)).toEqual({
      version: 1,
      url: hub.url,
      key: "mk_good",
      fingerprint: tls.fingerprint,
      hub: { name: "Muster", version: "9.9.9" },
      machine: { id: "m1", name: "studio" },
    });
    expect(world.out.text + world.err.text).not.toContain("mk_");
    expect(await world.run("status")).toBe(0);
  });

  it("calls the machine by its host name unless told otherwise", async () => {
    const hub = await startHubDouble();
    await createTestWorld().run("join", hub.url, "--code", code);
    expect(hub.seen[0]?.body).toMatchObject({ machine: { name: "studio" } });
  });

  it("reads the code from standard input when it is not given", async () => {
    const hub = await startHubDouble();
    expect(await createTestWorld({ stdin: "\n  abcd2345\r\nmore" }).run("join", hub.url)).toBe(0);
    expect(hub.seen[0]?.body).toMatchObject({ code });
    const world = createTestWorld({ stdin: "" });
    expect(await world.run("join", hub.url)).toBe(5);
    expect(world.err.text).toContain("--code");
  });

  it("does not send the code to a hub with another certificate than the address names", async () => {
    const [tls, other] = await Promise.all([makeCertificate(), makeCertificate()]);
    const hub = await startHubDouble(tls);
    const world = createTestWorld();
    expect(await world.run("join", pinned(hub, other), "--code", code)).toBe(2);
    expect(world.err.text).toContain("The code was not sent");
    expect(hub.seen).toEqual([]);
    expect(kept(world)).toBeUndefined();
  });

  it("without a pin trusts at first sight and says what", async () => {
    const tls = await makeCertificate();
    const hub = await startHubDouble(tls);
    const world = createTestWorld();
    expect(await world.run("join", hub.url.replace("https://", ""), "--code", code)).toBe(0);
    expect(world.err.text).toContain(tls.fingerprint);
    expect(kept(world)?.fingerprint).toBe(tls.fingerprint);
  });

  it("keeps nothing when the hub names another certificate than it showed", async () => {
    const tls = await makeCertificate();
    const hub = await startHubDouble({ ...tls, fingerprint: "AB:".repeat(31).concat("AB") });
    const world = createTestWorld();
    expect(await world.run("join", hub.url, "--code", code)).toBe(2);
    expect(world.err.text).toContain("Nothing was kept");
    expect(kept(world)).toBeUndefined();
  });

  it("says so when this machine is in already, and joins again only by --force", async () => {
    const hub = await startHubDouble();
    const world = createTestWorld();
    await world.run("join", hub.url, "--code", code);
    expect(await world.run("join", hub.url)).toBe(0);
    expect(world.err.text).toContain("has joined that hub already");
    expect(await world.run("join", hub.url, "--code", code, "--force")).toBe(0);
    expect(hub.seen.filter(({ path }) => path === "/v1/join")).toHaveLength(2);
  });

  it("joins anew when the kept key is refused", async () => {
    const hub = await startHubDouble();
    const world = createTestWorld();
    await world.run("join", hub.url, "--code", code);
    hub.before = ({ path }) => (path === "/v1/me" ? problem(401, "unauthorized") : undefined);
    expect(await world.run("join", hub.url, "--code", code)).toBe(0);
    expect(hub.seen.filter(({ path }) => path === "/v1/join")).toHaveLength(2);
  });

  it("explains what the hub refuses", async () => {
    const hub = await startHubDouble();
    const refused = async (status: number, name: string) => {
      hub.before = () => problem(status, name);
      const world = createTestWorld();
      return [await world.run("join", hub.url, "--code", code), world.err.text];
    };
    expect(await refused(403, "forbidden")).toEqual([5, expect.stringContaining("The code is not known")]);
    expect(await refused(410, "gone")).toEqual([5, expect.stringContaining("ten minutes are over")]);
    expect(await refused(429, "rate-limited")).toEqual([4, expect.stringContaining("Too many")]);
    expect(await refused(403, "tls-required")).toEqual([2, expect.stringContaining("https")]);
  });

  it("refuses a missing or wrong address and code before anything is sent", async () => {
    const world = createTestWorld();
    expect(await world.run("join")).toBe(5);
    expect(await world.run("join", "foo bar")).toBe(5);
    expect(await world.run("join", "127.0.0.1:1", "ABCD2345")).toBe(5);
    expect(await world.run("join", "127.0.0.1:1", "--code", "short")).toBe(5);
    expect(await world.run("join", "http://127.0.0.1:1", "--code", code)).toBe(2);
  });
});
