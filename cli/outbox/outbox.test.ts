import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import type { Delivery } from "./entry.ts";
import { openOutbox } from "./outbox.ts";

const post = (text: string): Delivery => ({ call: "postMessage", session: "s", key: `k-${text}`, body: { text } });

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
    const byNumber = openOutbox(tempFolder(), Date.now, { entries: 2, bytes: 10_000 } as never);
    byNumber.add(post("a"), "hub");
    byNumber.add(post("b"), "hub");
    expect(() => byNumber.add(post("c"), "hub")).toThrow("outbox is full (2 messages");
    expect(byNumber.names()).toHaveLength(2);
    const bySize = openOutbox(tempFolder(), Date.now, { entries: 10, bytes: 1000 } as never);
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
});
