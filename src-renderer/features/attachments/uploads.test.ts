import { describe, expect, test } from "vitest";
import { limits } from "#contract/limits.ts";
import type { AttachmentRef } from "#contract/message.ts";
import { createUploads, type Kept, type LocalFile, type SendOptions, TooLarge } from "./uploads.ts";

const refOf = (name: string): AttachmentRef => ({ id: `id of ${name}`, name, size: 3, type: "text/plain", sha256: "" });

/** A hub whose answers are given by hand. */
const start = (kept: Kept = []) => {
  const shelf = { files: kept };
  const sent: { file: LocalFile; options: SendOptions; take: () => void; refuse: (error: Error) => void }[] = [];
  let keys = 0;
  const uploads = createUploads<LocalFile>({
    send: (file, options) =>
      new Promise((resolve, reject) => {
        sent.push({ file, options, take: () => resolve(refOf(file.name)), refuse: reject });
      }),
    newKey: () => `k${++keys}`,
    kept,
    keep: (files) => {
      shelf.files = files;
    },
  });
  return { uploads, sent, shelf };
};
const file = (name: string, size = 3): LocalFile => ({ name, size });
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("files of the next reply", () => {
  test("are sent at once, in order, and taken when all of them are there", async () => {
    const { uploads, sent } = start();
    expect(uploads.add("s1", [file("a"), file("b")])).toBe(0);
    sent[0]?.options.onProgress(0.5);
    expect(uploads.of("s1").map(({ name, state, progress }) => [name, state, progress])).toEqual([
      ["a", "sending", 0.5],
      ["b", "sending", 0],
    ]);
    sent[1]?.take();
    sent[0]?.take();
    await turn();
    expect(uploads.of("s1").map(({ state }) => state)).toEqual(["done", "done"]);
    expect(uploads.take("s1")).toEqual([refOf("a"), refOf("b")]);
    expect(uploads.of("s1")).toEqual([]);
  });

  test("belong to their session", () => {
    const { uploads } = start();
    uploads.add("s1", [file("a")]);
    expect(uploads.of("s2")).toEqual([]);
  });

  test("that fail are sent again with the same key", async () => {
    const { uploads, sent } = start();
    uploads.add("s1", [file("a")]);
    sent[0]?.refuse(new Error("broken"));
    await turn();
    expect(uploads.of("s1")).toMatchObject([{ state: "failed", error: new Error("broken") }]);
    uploads.retry("s1", "k1");
    expect(uploads.of("s1")).toMatchObject([{ state: "sending", error: null }]);
    expect(sent.map(({ options }) => options.key)).toEqual(["k1", "k1"]);
    sent[1]?.take();
    await turn();
    expect(uploads.take("s1")).toEqual([refOf("a")]);
  });

  test("that are removed are no longer sent, and stay away", async () => {
    const { uploads, sent } = start();
    uploads.add("s1", [file("a")]);
    uploads.remove("s1", "k1");
    expect(sent[0]?.options.signal.aborted).toBe(true);
    sent[0]?.take();
    await turn();
    expect(uploads.of("s1")).toEqual([]);
  });

  test("that are too large are not sent, those that are too many not taken", () => {
    const { uploads, sent } = start();
    uploads.add("s1", [file("huge", limits.attachmentBytes + 1)]);
    expect(uploads.of("s1")).toMatchObject([{ state: "failed", error: expect.any(TooLarge) }]);
    expect(sent).toEqual([]);
    const many = Array.from({ length: limits.attachments + 4 }, (_unused, at) => file(String(at)));
    expect(uploads.add("s1", many)).toBe(5);
    expect(uploads.of("s1")).toHaveLength(limits.attachments);
  });

  test("come back before what was added meanwhile", () => {
    const { uploads } = start();
    uploads.add("s1", [file("b")]);
    uploads.restore("s1", [refOf("a")]);
    expect(uploads.of("s1").map(({ name, state }) => [name, state])).toEqual([
      ["a", "done"],
      ["b", "sending"],
    ]);
  });

  test("that the hub has outlive the page, until they are sent", async () => {
    const { uploads, sent, shelf } = start();
    uploads.add("s1", [file("a"), file("b")]);
    expect(shelf.files).toEqual([]);
    sent[0]?.take();
    await turn();
    expect(shelf.files).toEqual([["s1", [refOf("a")]]]);
    const later = start(shelf.files);
    expect(later.uploads.take("s1")).toEqual([refOf("a")]);
    expect(later.shelf.files).toEqual([]);
  });

  test("tell whoever listens", () => {
    const { uploads } = start();
    let count = 0;
    const stop = uploads.subscribe(() => {
      count += 1;
    });
    uploads.add("s1", [file("a")]);
    expect(count).toBeGreaterThan(0);
    const before = count;
    stop();
    uploads.remove("s1", "k1");
    expect(count).toBe(before);
  });
});
