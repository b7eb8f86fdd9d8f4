import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AttachmentRef } from "#contract/message.ts";
import { limits } from "#contract/limits.ts";
import { type HubDouble, startHubDouble } from "../testing/hub-double.ts";
import { makeCertificate } from "../testing/certificate.ts";
import { createJoinedWorld, type TestWorld } from "../testing/test-world.ts";
import { problem } from "../testing/web-server.ts";

// Windows has no such permissions.
const ofFile = process.platform === "win32" ? 0o666 : 0o600;

const session = "01890000-0000-7000-8000-000000000001";
const env = { MUSTER_SESSION: session };

const write = (world: TestWorld, name: string, bytes: string | Buffer) => writeFileSync(join(world.cwd, name), bytes);
const clientOf = (world: TestWorld) => join(world.env.MUSTER_HOME ?? "", "client");
const copiesOf = (world: TestWorld) => {
  const folder = join(clientOf(world), "outbox", "files");
  return existsSync(folder) ? readdirSync(folder) : [];
};
/** A file that the hub has, as a reply names it. */
const fileOf = (hub: HubDouble, name: string, text: string, more: Partial<AttachmentRef> = {}): AttachmentRef => {
  const bytes = Buffer.from(text);
  const id = `given-${hub.files.length}`;
  hub.files.push({ id, name, bytes });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { id, name, size: bytes.length, type: "text/plain", sha256, ...more };
};

describe("muster post --attach", () => {
  it("uploads the files, byte for byte, and posts what names them", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 13) % 256));
    write(world, "Grüße 1.bin", bytes);
    write(world, "b.txt", "");
    expect(await world.run("post", "see", "--attach", "Grüße 1.bin", "--attach", "b.txt")).toBe(0);
    expect(hub.files.map(({ name }) => name)).toEqual(["Grüße 1.bin", "b.txt"]);
    expect(hub.files[0]?.bytes.equals(bytes)).toBe(true);
    expect(hub.posted.map(({ body }) => body)).toEqual([{ text: "see", attachments: ["file-1", "file-2"] }]);
    expect(copiesOf(world)).toEqual([]);
  });

  it("without a text says what the files are called", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    write(world, "a.txt", "a");
    expect(await world.run("post", "--attach", "a.txt")).toBe(0);
    expect(hub.posted[0]?.body.text).toBe("a.txt");
  });

  it("goes over a pinned connection, and to no other", async () => {
    const certificate = await makeCertificate();
    const hub = await startHubDouble(certificate);
    const world = createJoinedWorld({ url: `${hub.url}#${certificate.fingerprint}` }, { env });
    write(world, "a.txt", "a");
    expect(await world.run("post", "x", "--attach", "a.txt")).toBe(0);
    const strange = createJoinedWorld({ url: `${hub.url}#${"AB".repeat(32)}` }, { env });
    write(strange, "a.txt", "a");
    expect(await strange.run("post", "x", "--attach", "a.txt")).toBe(0);
    expect(strange.err.text).toMatch(/another certificate[^]*is kept/);
    expect(hub.files).toHaveLength(1);
  });

  it("refuses what can't be attached before anything is sent", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    write(world, "large", "");
    truncateSync(join(world.cwd, "large"), limits.attachmentBytes + 1);
    for (const name of ["none", ".", "large"]) {
      expect(await world.run("post", "x", "--attach", name)).toBe(5);
    }
    expect(world.err.text).toMatch(/no such file[^]*is a folder[^]*too large/);
    expect(hub.seen).toEqual([]);
  });

  it("posts nothing when the hub refuses a file", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    write(world, "a.txt", "a");
    hub.before = ({ path }) => (path === "/v1/attachments" ? problem(413, "too-large", "Too much") : undefined);
    expect(await world.run("post", "x", "--attach", "a.txt")).toBe(5);
    expect(hub.posted).toEqual([]);
    expect(copiesOf(world)).toEqual([]);
  });

  it("is kept with copies while the hub is away, and sent once, whatever became of the files", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    write(world, "a.txt", "as it was");
    expect(await world.run("post", "kept", "--attach", "a.txt")).toBe(0);
    expect(copiesOf(world)).toHaveLength(1);
    rmSync(join(world.cwd, "a.txt"));
    await hub.start();
    // The answer to the upload is lost once.
    let isLost = false;
    hub.before = ({ path }) => {
      if (path !== "/v1/sessions/01890000-0000-7000-8000-000000000001/messages" || isLost) return undefined;
      isLost = true;
      return "drop";
    };
    await world.run("status");
    await world.run("status");
    expect(hub.files.map(({ bytes }) => bytes.toString())).toEqual(["as it was"]);
    expect(hub.posted.map(({ body }) => body)).toEqual([{ text: "kept", attachments: ["file-1"] }]);
    expect(copiesOf(world)).toEqual([]);
  });

  it("whose copy is gone is put aside and does not hold up the others", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    write(world, "a.txt", "a");
    await world.run("post", "with a file", "--attach", "a.txt");
    await world.run("post", "plain");
    rmSync(join(clientOf(world), "outbox", "files"), { recursive: true });
    await hub.start();
    await world.run("status");
    expect(hub.posted.map(({ body }) => body.text)).toEqual(["plain"]);
    expect(readdirSync(join(clientOf(world), "outbox", "failed"))).toHaveLength(2);
  });

  it("keeps at most 200 MiB of copies, and removes those whose message no longer waits", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    await hub.stop();
    const stray = join(clientOf(world), "outbox", "files", "stray");
    mkdirSync(stray, { recursive: true });
    writeFileSync(join(stray, "0"), "");
    truncateSync(join(stray, "0"), 200 * 1024 * 1024);
    write(world, "a.txt", "a");
    expect(await world.run("post", "x", "--attach", "a.txt")).toBe(2);
    expect(world.err.text).toContain("is full (200 MiB)");
    utimesSync(stray, 0, 0);
    expect(await world.run("post", "x", "--attach", "a.txt")).toBe(0);
    expect(existsSync(stray)).toBe(false);
  });
});

describe("the files of a reply", () => {
  it("are fetched before it is printed, for this user alone", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    hub.reply({ id: "r1", text: "look", attachments: [fileOf(hub, "note.txt", "words")] });
    expect(await world.run("watch")).toBe(0);
    const path = join(clientOf(world), "attachments", "r1", "note.txt");
    expect(world.out.text).toBe(`look\n[file ${path}]\n`);
    expect(readFileSync(path, "utf8")).toBe("words");
    expect(statSync(path).mode & 0o777).toBe(ofFile);
    expect(hub.acknowledged).toEqual([["r1"]]);
  });

  it("come with their paths in JSON, each with a name of its own", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const attachments = [fileOf(hub, "a.txt", "1"), fileOf(hub, "A.txt", "2"), fileOf(hub, "../../a.txt", "3")];
    hub.reply({ id: "../r1", attachments });
    expect(await world.run("watch", "--json")).toBe(0);
    const reply = JSON.parse(world.out.text) as { attachments: { name: string; path: string }[] };
    const folder = join(clientOf(world), "attachments", "___r1");
    expect(reply.attachments.map(({ path }) => path)).toEqual(
      ["a.txt", "A (2).txt", "a (3).txt"].map((name) => join(folder, name)),
    );
    expect(reply.attachments.map(({ path }) => readFileSync(path, "utf8"))).toEqual(["1", "2", "3"]);
  });

  it("that can't be fetched, or are not what was announced, do not hold the reply up", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const attachments = [
      fileOf(hub, "gone.txt", "x", { id: "no-such-file" }),
      fileOf(hub, "other.txt", "bytes", { sha256: "0".repeat(64) }),
      fileOf(hub, "long.txt", "longer than told", { size: 3 }),
      fileOf(hub, "good.txt", "good"),
    ];
    hub.reply({ id: "r1", text: "look", attachments });
    expect(await world.run("watch")).toBe(0);
    expect(world.out.text).toMatch(/gone\.txt could not be fetched[^]*other\.txt could not[^]*long\.txt could not/);
    expect(readdirSync(join(clientOf(world), "attachments", "r1"))).toEqual(["good.txt"]);
    expect(hub.acknowledged).toEqual([["r1"]]);
  });

  it("that were fetched before are not fetched again; old ones go", async () => {
    const hub = await startHubDouble();
    const world = createJoinedWorld(hub, { env });
    const attachments = [fileOf(hub, "a.txt", "a")];
    hub.reply({ id: "r1", attachments });
    await world.run("watch");
    hub.reply({ id: "r1", attachments });
    await world.run("watch");
    expect(hub.seen.filter(({ path }) => path.startsWith("/v1/attachments"))).toHaveLength(1);
    utimesSync(join(clientOf(world), "attachments", "r1"), 0, 0);
    hub.reply({ id: "r2", attachments });
    await world.run("watch");
    expect(readdirSync(join(clientOf(world), "attachments"))).toEqual(["r2"]);
  });
});
