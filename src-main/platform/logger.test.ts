import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createFileLogger, createLogger } from "./logger.ts";
import { rollingFile } from "./rolling-file.ts";
import { tempFolder } from "./temp-folder.ts";

// Windows has no such permissions.
const [ofFile, ofFolder] = process.platform === "win32" ? [0o666, 0o666] : [0o600, 0o700];

const collect = (
  stderr: "text" | "json",
  stderrLevel?: "warn",
): { lines: string[]; log: ReturnType<typeof createLogger> } => {
  const lines: string[] = [];
  return { lines, log: createLogger({ stderr, stderrLevel, write: (line) => void lines.push(line) }) };
};

const numberOf = (name: string) => Number(/\d+/.exec(name)?.[0]);

describe("the log", () => {
  test("is in the file, in order, when it is closed, for its owner's eyes only", async () => {
    const folder = join(tempFolder(), "logs");
    const log = createFileLogger(folder);
    for (let i = 0; i < 100; i++) log.info({ i }, "a line");
    await log.close();
    const text = await readFile(join(folder, "hub.1.log"), "utf8");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { i: number; msg: string; time: string });
    expect(lines.map(({ i }) => i)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(lines[0]).toMatchObject({ msg: "a line", time: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect((await stat(join(folder, "hub.1.log"))).mode & 0o777).toBe(ofFile);
    expect((await stat(folder)).mode & 0o777).toBe(ofFolder);
  });

  test("goes on in the same file after a restart, and takes lines after its end without a word", async () => {
    const folder = tempFolder();
    for (const run of [1, 2]) {
      const log = createFileLogger(folder);
      log.info({ run }, "started");
      await log.close();
      log.info({}, "too late");
      await log.close();
    }
    expect((await readFile(join(folder, "hub.1.log"), "utf8")).trim().split("\n")).toHaveLength(2);
  });

  test("keeps at most five files of bounded size, over restarts too", async () => {
    const folder = tempFolder();
    const sizes = async () => {
      const names = await readdir(folder);
      const numbered = names.toSorted((one, other) => numberOf(one) - numberOf(other));
      return Promise.all(numbered.map(async (name) => (await stat(join(folder, name))).size));
    };
    let written = 0;
    for (let run = 0; run < 4; run++) {
      const file = rollingFile(join(folder, "hub"), "2k");
      for (let i = 0; i < 12; i++) {
        file.write(`${String(written).padStart(999)}\n`);
        written += 1;
        // A full file is left only once it is safely on disk; what is written meanwhile still goes into it.
        await expect.poll(async () => (await sizes()).at(-1)).toBe((written % 3) * 1000);
      }
      await file.close();
    }
    await expect.poll(async () => (await sizes()).length).toBeLessThanOrEqual(5);
    const left = await sizes();
    expect(left.length).toBeGreaterThan(2);
    expect(left).toEqual([...left.slice(1).map(() => 3000), 0]);
    expect(await readFile(join(folder, "hub.16.log"), "utf8")).toContain("47\n");
  });

  test("is one readable line for a person, whatever is in it", () => {
    const { lines, log } = collect("text");
    log.warn({ port: 4680, err: new Error("no\nway"), who: "a\u001b[31mb" }, "The port is taken.");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}The port is taken\. \(no way\) port=4680 who=a \[31mb\n$/);
  });

  test("leaves out what is below its level", () => {
    const { lines, log } = collect("json", "warn");
    log.info({}, "no");
    log.error({}, "yes");
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(["yes"]);
  });

  test("never shows a key, a ticket, a code or a message's text, by name or by looks", () => {
    const { lines, log } = collect("json");
    const secret = "S3cretS3cretS3cretS3cretS3cretS3cret";
    log.info(
      { key: secret, ticket: secret, code: secret, text: secret, authorization: secret, cookie: secret },
      "by name",
    );
    log.info(
      {
        headers: { authorization: secret, cookie: secret, "set-cookie": secret },
        body: { code: secret, text: secret },
      },
      "nested",
    );
    log.info({ req: { headers: { authorization: secret }, body: { text: secret } } }, "deeper");
    log.info({ machine: { key: secret }, url: `/sign-in?ticket=${secret}` }, `Bearer ${secret}`);
    log.error({ err: new Error(`mk_${secret} was refused`), path: `/sign-in/${secret}` }, "by looks");
    expect(lines).toHaveLength(5);
    expect(lines.join("")).not.toContain(secret);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty("msg");
  });

  test("still tells the name of an error", () => {
    const { lines, log } = collect("json");
    log.error({ err: Object.assign(new Error("listen"), { code: "EADDRINUSE" }) }, "no port");
    expect(lines[0]).toContain("EADDRINUSE");
  });
});
