import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openReader, openWriter } from "./connections.ts";
import { temporaryFolder } from "./testing/store.ts";

const connections = () => {
  const file = join(temporaryFolder(), "muster.db");
  const writer = openWriter(file);
  writer.exec("CREATE TABLE t (x)");
  const reader = openReader(file);
  onTestFinished(() => {
    reader.close();
    writer.close();
  });
  return { file, writer, reader };
};

it("the writer syncs each commit to disk, logs ahead, and holds foreign keys", () => {
  const { writer } = connections();
  expect(writer.pragma("synchronous", { simple: true })).toBe(2);
  expect(writer.pragma("journal_mode", { simple: true })).toBe("wal");
  expect(writer.pragma("foreign_keys", { simple: true })).toBe(1);
});

it("the writer checkpoints by itself only when the log is very large", () => {
  const { writer } = connections();
  expect(writer.pragma("wal_autocheckpoint", { simple: true })).toBe(65_536);
});

it("the reader can't write", () => {
  const { reader } = connections();
  expect(() => reader.exec("INSERT INTO t VALUES (1)")).toThrow("readonly");
});

it.skipIf(process.platform === "win32")("nobody else on the computer can read the files", () => {
  const { file } = connections();
  for (const suffix of ["", "-wal", "-shm"]) expect(statSync(file + suffix).mode & 0o777).toBe(0o600);
});
