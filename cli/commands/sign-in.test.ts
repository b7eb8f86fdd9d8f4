import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { writeHubFile } from "../config/hub-file.ts";
import { makeCertificate } from "../testing/certificate.ts";
import { createTestWorld, type TestWorld } from "../testing/test-world.ts";
import { problem, startWebServer } from "../testing/web-server.ts";

const key = `dk_${"k".repeat(43)}`;
type Tls = Awaited<ReturnType<typeof makeCertificate>>;

/** The two calls of a hub that a sign-in makes. */
const startHub = (tls: Tls, named = tls.fingerprint) =>
  startWebServer((seen) => {
    if (seen.path === "/v1/health") return { status: 200, body: { ok: true, version: "9" } };
    if (seen.key !== key) return problem(401, "unauthorized");
    const person = { id: "p1", name: "Ada", role: "owner" };
    return { status: 200, body: { person, hub: { name: "Muster", version: "9", fingerprint: named } } };
  }, tls);

const folderOf = (world: TestWorld) => join(world.env.MUSTER_HOME ?? "", "client");
const kept = (world: TestWorld): Record<string, unknown> | undefined => {
  const path = join(folderOf(world), "person.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>) : undefined;
};
const keysSent = ({ seen }: { seen: { key: string | undefined }[] }) => seen.filter((call) => call.key !== undefined);

/** Somebody who types this on a terminal. */
const typed = (text: string) => {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (is: boolean) => modes.push(is) });
  stdin.write(text);
  const world = createTestWorld();
  world.stdin = () => stdin;
  return { world, modes };
};

describe("muster sign-in", () => {
  it("sends the key only to the certificate that the address names", async () => {
    const [tls, other] = await Promise.all([makeCertificate(), makeCertificate()]);
    const hub = await startHub(tls);
    const pin = ({ fingerprint }: Tls) => `${hub.url}#${fingerprint.replaceAll(":", "").toLowerCase()}`;
    const world = createTestWorld({ stdin: key });
    expect(await world.run("sign-in", pin(other))).toBe(2);
    expect([hub.seen, kept(world)]).toEqual([[], undefined]);
    expect(await world.run("sign-in", pin(tls))).toBe(0);
    expect(kept(world)).toEqual({
      version: 1,
      url: hub.url,
      key,
      fingerprint: tls.fingerprint,
      person: { name: "Ada", role: "owner" },
    });
  });

  it("without one takes that of the hub that this machine has joined, else that of the first sight, and says which", async () => {
    const [tls, other] = await Promise.all([makeCertificate(), makeCertificate()]);
    const hub = await startHub(tls);
    const joined = createTestWorld({ stdin: key });
    writeHubFile(folderOf(joined), { url: hub.url, key: "mk_x", fingerprint: other.fingerprint });
    expect(await joined.run("sign-in", hub.url)).toBe(2);
    expect(keysSent(hub)).toEqual([]);
    const fresh = createTestWorld({ stdin: key });
    expect(await fresh.run("sign-in", hub.url)).toBe(0);
    expect(fresh.err.text).toContain(tls.fingerprint);
    expect(kept(fresh)?.fingerprint).toBe(tls.fingerprint);
  });

  it("keeps nothing when the hub names another certificate than it shows", async () => {
    const [tls, other] = await Promise.all([makeCertificate(), makeCertificate()]);
    const hub = await startHub(tls, other.fingerprint);
    const world = createTestWorld({ stdin: key });
    expect(await world.run("sign-in", hub.url)).toBe(2);
    expect(world.err.text).toContain("Nothing was kept");
    expect(kept(world)).toBeUndefined();
  });

  it("asks on a terminal without showing what is typed; Ctrl-C ends it", async () => {
    const hub = await startHub(await makeCertificate());
    const { world, modes } = typed(`${key.slice(0, -1)}x\u007fk\r`);
    expect(await world.run("sign-in", hub.url)).toBe(0);
    expect(world.err.text).toContain("Device key (not shown): \n");
    expect(world.out.text + world.err.text).not.toContain("dk_");
    expect(modes).toEqual([true, false]);
    expect(kept(world)?.key).toBe(key);
    const left = typed("dk_ab\u0003");
    expect(await left.world.run("sign-in", hub.url)).not.toBe(0);
    expect([left.modes, kept(left.world)]).toEqual([[true, false], undefined]);
  });
});
