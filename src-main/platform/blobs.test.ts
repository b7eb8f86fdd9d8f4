import { createHash } from "node:crypto";
import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Blobs } from "../core/ports.ts";
import { openBlobs } from "./blobs.ts";
import { tempFolder } from "./temp-folder.ts";

// Windows has no such permissions.
const forOthers = process.platform === "win32" ? 0o066 : 0;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const inPieces = async function* (...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
};
const broken = async function* (): AsyncGenerator<Uint8Array> {
  yield Buffer.from("hel");
  throw new Error("gone");
};
const textOf = async (bytes: AsyncIterable<Uint8Array> | undefined) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};
const all = async (blobs: Blobs) => {
  const found: string[] = [];
  for await (const name of blobs.list()) found.push(name);
  return found;
};

let folder: string;
let blobs: Blobs;
beforeEach(async () => {
  folder = join(tempFolder(), "attachments");
  blobs = await openBlobs(folder);
});
const drafts = () => readdir(join(folder, "drafts"));

describe("a file that is taken in", () => {
  test("is there once it is kept, and not before; for this user alone", async () => {
    const draft = await blobs.receive(inPieces("hel", "lo"), 100);
    expect(draft).toMatchObject({ sha256: sha256("hello"), size: 5, type: "text/plain" });
    expect(await blobs.read(draft.sha256)).toBeUndefined();
    expect(await all(blobs)).toEqual([]);
    await draft.keep();
    expect(await textOf(await blobs.read(draft.sha256))).toBe("hello");
    expect(await all(blobs)).toEqual([sha256("hello")]);
    expect(await drafts()).toEqual([]);
    expect((await stat(join(folder, draft.sha256.slice(0, 2), draft.sha256))).mode & 0o077).toBe(forOthers);
  });

  test("a second time stays once", async () => {
    for (let times = 0; times < 2; times += 1) {
      const draft = await blobs.receive(inPieces("hello"), 100);
      await draft.keep();
      await draft.drop();
    }
    expect(await all(blobs)).toHaveLength(1);
    expect(await drafts()).toEqual([]);
  });

  test("takes the place of a damaged one", async () => {
    await (await blobs.receive(inPieces("hello"), 100)).keep();
    const sum = sha256("hello");
    await writeFile(join(folder, sum.slice(0, 2), sum), "he");
    await (await blobs.receive(inPieces("hello"), 100)).keep();
    expect(await textOf(await blobs.read(sum))).toBe("hello");
  });

  test("that is thrown away, too large, or breaks off leaves nothing", async () => {
    await (await blobs.receive(inPieces("hello"), 100)).drop();
    await expect(blobs.receive(inPieces("hel", "lo"), 4)).rejects.toMatchObject({ code: "too-large" });
    await expect(blobs.receive(broken(), 100)).rejects.toThrow("gone");
    expect(await drafts()).toEqual([]);
    expect(await all(blobs)).toEqual([]);
  });

  test("when the folder is not writable any more says that it is unavailable", async () => {
    await rm(join(folder, "drafts"), { recursive: true });
    await expect(blobs.receive(inPieces("x"), 100)).rejects.toMatchObject({ code: "unavailable" });
  });
});

test("a file that is removed while it is read is read to its end", async () => {
  const text = "x".repeat(2_000_000);
  const draft = await blobs.receive(inPieces(text), 3_000_000);
  await draft.keep();
  const bytes = await blobs.read(draft.sha256);
  await blobs.remove(draft.sha256);
  await blobs.remove(draft.sha256);
  expect((await textOf(bytes)).length).toBe(text.length);
  expect(await all(blobs)).toEqual([]);
});

test("halves of an earlier run go at the start, whole ones stay; what is no file of ours is left alone", async () => {
  await (await blobs.receive(inPieces("whole"), 100)).keep();
  await blobs.receive(inPieces("half"), 100);
  await writeFile(join(folder, "README"), "mine");
  blobs = await openBlobs(folder);
  expect(await drafts()).toEqual([]);
  expect(await all(blobs)).toEqual([sha256("whole")]);
  expect(await readdir(folder)).toContain("README");
});
