import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import type { Delivery } from "./entry.ts";
import { openOutbox } from "./outbox.ts";

const act = (key: string, post?: string): Delivery => ({
  call: "act",
  key,
  body: {
    agent: { kind: "claude" },
    session: { externalId: "s" },
    event: post === undefined ? "tool" : "turn-ended",
    ...(post === undefined ? {} : { post: { text: post } }),
  },
});
const post = (text: string): Delivery => ({
  call: "postMessage",
  session: "s",
  key: `k-${text.slice(0, 20)}`,
  body: { text },
});

describe("the outbox", () => {
  it("is empty, and not there, before something is kept", () => {
    expect(openOutbox(tempFolder(), Date.now).names()).toEqual([]);
  });

  it("keeps the order of posting, even when the clock is set back", () => {
    let now = 5000;
    const outbox = openOutbox(tempFolder(), () => now);
    for (const text of ["a", "b", "c"]) {
      outbox.add(post(text), "hub");
      now -= 1000;
    }
    const texts = outbox.names().map((name) => outbox.read(name)?.delivery.key);
    expect(texts).toEqual(["k-a", "k-b", "k-c"]);
  });

  it("refuses what is too much, by number and by size", () => {
    const byNumber = openOutbox(tempFolder(), Date.now, { entries: 2, bytes: 10_000 });
    byNumber.add(post("a"), "hub");
    byNumber.add(post("b"), "hub");
    expect(() => byNumber.add(post("c"), "hub")).toThrow("outbox is full (2 messages");
    expect(byNumber.names()).toHaveLength(2);
    const bySize = openOutbox(tempFolder(), Date.now, { entries: 10, bytes: 1000 });
    bySize.add(post("a"), "hub");
    expect(() => bySize.add(post("x".repeat(900)), "hub")).toThrow("outbox is full");
  });

  it("puts a file aside that can't be read", () => {
    const client = tempFolder();
    mkdirSync(join(client, "outbox"));
    const name = "000000000000001-x.json";
    writeFileSync(join(client, "outbox", name), "{broken");
    const outbox = openOutbox(client, Date.now);
    expect(outbox.read(name)).toBeUndefined();
    expect(outbox.names()).toEqual([]);
    expect(readFileSync(join(client, "outbox", "failed", name), "utf8")).toBe("{broken");
  });

  it("something that another process took away meanwhile is nothing", () => {
    const outbox = openOutbox(tempFolder(), Date.now);
    const name = outbox.add(post("a"), "hub");
    outbox.remove(name);
    outbox.remove(name);
    expect(outbox.read(name)).toBeUndefined();
  });

  it("throws the oldest status lines away for want of room, then the oldest words, never a post", () => {
    const outbox = openOutbox(tempFolder(), Date.now, { entries: 5, bytes: 100_000 });
    const keys = () => outbox.names().map((name) => outbox.read(name)?.delivery.key);
    for (const delivery of [act("w1", "words"), act("a1"), post("p1"), act("w2", "words"), act("a2")]) {
      outbox.add(delivery, "hub");
    }
    outbox.add(act("a3"), "hub");
    expect(keys()).toEqual(["w1", "k-p1", "w2", "a2", "a3"]);
    for (const text of ["p2", "p3"]) outbox.add(post(text), "hub");
    expect(keys()).toEqual(["w1", "k-p1", "w2", "k-p2", "k-p3"]);
    expect(() => outbox.add(act("a4"), "hub")).toThrow("outbox is full");
    outbox.add(post("p4"), "hub");
    expect(keys()).toEqual(["k-p1", "w2", "k-p2", "k-p3", "k-p4"]);
    expect(outbox.dropped()).toBe(4);
  });

  it("counts in bytes too, and throws away no more than it must", () => {
    const outbox = openOutbox(tempFolder(), Date.now, { entries: 100, bytes: 2600 });
    outbox.add(act("w", "x".repeat(1000)), "hub");
    for (const key of ["a1", "a2", "a3"]) outbox.add(act(key), "hub");
    outbox.add(post("y".repeat(700)), "hub");
    expect(outbox.names().map((name) => outbox.read(name)?.delivery.key.slice(0, 2))).toEqual(["w", "a2", "a3", "k-"]);
    expect(() => outbox.add(post("z".repeat(3000)), "hub")).toThrow("outbox is full");
    expect(outbox.names()).toHaveLength(4);
  });
});
