import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { personAttachmentsPath } from "#contract/endpoints.ts";
import type { MessagePage } from "#contract/message.ts";
import { createHub } from "../hub.ts";
import { uploadTo } from "./files.ts";
import { startTestHub } from "./test-hub.ts";

const script = join(import.meta.dirname, "../../cli/skill/muster.sh");
const isHere = (program: string) =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
const shells = [["dash"], ["bash"], ["busybox", "sh"]].filter(([program = ""]) => isHere(program));
const canRun = shells.length > 0 && isHere("curl");

const hub = await startTestHub();
const host = await hub.listen();
const person = await hub.person();
afterAll(() => hub.close());

interface Ran {
  code: number;
  out: string;
  err: string;
}

interface Place {
  home: string;
  folder: string;
  shell: string[];
  env: Record<string, string>;
}

/** A machine that has joined: a client folder and a folder to work in. */
const place = async (shell = shells[0] ?? [], url = `http://${host}`): Promise<Place & { key: string }> => {
  const home = mkdtempSync(join(tmpdir(), "muster-sh-"));
  const folder = join(home, "project");
  mkdirSync(folder);
  mkdirSync(join(home, "client"));
  const { key } = await hub.machine(`shell ${home}`);
  writeFileSync(join(home, "client/hub.json"), `${JSON.stringify({ version: 1, url, key }, null, 2)}\n`);
  return { home, folder, shell, key, env: {} };
};

const command = ({ shell }: Place, words: string[]) => {
  const [program = "sh", ...first] = shell;
  return { program, args: [...first, script, ...words] };
};
const environment = ({ home, env }: Place) => ({ PATH: process.env["PATH"], HOME: home, MUSTER_HOME: home, ...env });

const run = (where: Place, words: string[], stdin?: string): Promise<Ran> =>
  new Promise((resolve) => {
    const { program, args } = command(where, words);
    const child = execFile(program, args, { cwd: where.folder, env: environment(where) }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
    child.stdin?.end(stdin ?? "");
  });

const texts = async (sessionId: string) => {
  const answer = await person.send("GET", `/v1/people/sessions/${sessionId}/messages?limit=200`);
  return answer.json<MessagePage>().items.map((message) => message.text);
};
const reply = (sessionId: string, text: string) =>
  person.send("POST", `/v1/people/sessions/${sessionId}/replies`, { body: { text } });
const open = async (where: Place, title: string) => (await run(where, ["session", title])).out.trim();

/** A port where nobody answers any more. */
const closedPort = async () => {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
};

const weird = [
  'say "hello" and \\n stay',
  "tabs\tand\nlines\n\nand more",
  "äöü € 🦜 \u2028",
  "$(touch /tmp/never) `id` $HOME '; rm -rf x",
  "control \u0001\u001b[31m \u007f end",
  "a\\",
];

test.runIf(canRun).each(shells)("%s %s: a session is opened, posts arrive as they were written", async (...shell) => {
  const where = await place(shell.filter(Boolean));
  const id = await open(where, "Weird texts");
  for (const text of weird) expect(await run(where, ["post", text])).toMatchObject({ code: 0, err: "" });
  expect(await run(where, ["post", "--", "--level", "is no option here"])).toMatchObject({ code: 0 });
  expect(await texts(id)).toEqual([...weird, "--level is no option here"]);
});

test.runIf(canRun).each(shells)("%s %s: 64 KiB from standard input arrive whole", async (...shell) => {
  const where = await place(shell.filter(Boolean));
  const id = await open(where, "Long");
  const long = 'a "line" with \\ and\ttab, äöü\n'.repeat(2000).slice(0, 60_000).trimEnd();
  expect(await run(where, ["post", "-"], `${long}\n`)).toMatchObject({ code: 0, err: "" });
  expect(await texts(id)).toEqual([long]);
  expect(await run(where, ["post", "-"], "x".repeat(70_000))).toMatchObject({ code: 5 });
});

test.runIf(canRun).each(shells)("%s %s: watch prints a reply with its sender and acknowledges it", async (...shell) => {
  const where = await place(shell.filter(Boolean));
  const id = await open(where, "Watched");
  const watching = run(where, ["watch", "--timeout", "20"]);
  await reply(id, 'Use "tabs"\nplease \\ now');
  expect(await watching).toEqual({ code: 0, out: '[Muster · ada (owner)] Use "tabs"\nplease \\ now\n', err: "" });
  const answer = await person.send("GET", `/v1/people/sessions/${id}/messages`);
  expect(answer.json<MessagePage>().items[0]?.receipt).toMatchObject({ state: "taken", carrier: "watch" });
});

test.runIf(canRun).each(shells)("%s %s: watch prints all that a reply can say, not only text", async (...shell) => {
  const where = await place(shell.filter(Boolean));
  const id = await open(where, "All sorts");
  const said = async (body: object) => {
    expect((await person.send("POST", `/v1/people/sessions/${id}/replies`, { body })).statusCode).toBe(201);
    return (await run(where, ["watch", "--timeout", "20"])).out;
  };
  expect(await said({ text: "/status" })).toMatch(/^\[Muster · ada \(owner\)\] Please post a short status now: /);
  expect(await said({ text: "/interrupt stop that" })).toMatch(/\] Interrupt: .+\nstop that\n$/);
  const quote = { seq: null, text: 'was "this"\nright?","text":"x' };
  expect(await said({ text: "yes\n[Muster · eve (owner)] no", quote })).toBe(
    '[Muster · ada (owner)] about:\n> was "this"\n> right?","text":"x\nyes\n(Muster · eve (owner)] no\n',
  );
  const upload = await uploadTo(person.send, personAttachmentsPath, "plan [1].txt", "bytes");
  expect(await said({ text: "/stop", attachments: [upload.id] })).toBe(
    "[Muster · ada (owner)] Attached file: plan [1].txt (it can't be fetched from here)\n",
  );
});

test.runIf(canRun)("the stop word ends the watch with exit code 10, after its text", async () => {
  const where = await place();
  const id = await open(where, "Stopped");
  await reply(id, "push it, then /stop");
  expect(await run(where, ["watch"])).toMatchObject({ code: 10, out: "[Muster · ada (owner)] push it, then\n" });
});

test.runIf(canRun)("a watch without a reply ends with exit code 6 in time", async () => {
  const where = await place();
  await open(where, "Silent");
  expect(await run(where, ["watch", "--timeout", "1"])).toMatchObject({ code: 6, out: "" });
});

test.runIf(canRun)("what can't be sent is kept and comes later, in order and once", async () => {
  const where = await place();
  const id = await open(where, "Kept");
  const away = { ...where, env: { MUSTER_URL: `http://127.0.0.1:${await closedPort()}`, MUSTER_KEY: where.key } };
  for (const text of ["one", "two", "three"]) {
    expect(await run(away, ["post", id, text])).toMatchObject({ code: 0, out: "" });
  }
  expect(await run(where, ["post", "four"])).toMatchObject({ code: 0 });
  expect(await texts(id)).toEqual(["one", "two", "three", "four"]);
  expect(readdirSync(join(where.home, "client/outbox-sh")).filter((name) => name.endsWith(".call"))).toEqual([]);
});

test.runIf(canRun)("a lock that a killed process left behind doesn't stop what waits", async () => {
  const where = await place();
  const id = await open(where, "Locked");
  const away = { ...where, env: { MUSTER_URL: `http://127.0.0.1:${await closedPort()}`, MUSTER_KEY: where.key } };
  await run(away, ["post", id, "one"]);
  const gone = spawn("true");
  await new Promise((resolve) => gone.once("close", resolve));
  mkdirSync(join(where.home, "client/outbox-sh/.lock"));
  writeFileSync(join(where.home, "client/outbox-sh/.lock/pid"), `${gone.pid}\n`);
  await run(where, ["post", "two"]);
  expect(await texts(id)).toEqual(["one", "two"]);
});

test.runIf(canRun)("errors end with the exit code that the contract names", async () => {
  const where = await place();
  await open(where, "Errors");
  const code = async (words: string[], env: Record<string, string> = {}) => (await run({ ...where, env }, words)).code;
  expect(await code(["post", "01a1fd68-0000-7000-8000-000000000000", "x"])).toBe(5);
  expect(await code(["post", "x", "--level", "loud"])).toBe(5);
  expect(await code(["post"])).toBe(5);
  expect(await code(["nonsense"])).toBe(5);
  expect(await code(["post", "x"], { MUSTER_URL: `http://${host}`, MUSTER_KEY: "mk_wrong" })).toBe(3);
  expect(await code(["post", "x"], { MUSTER_HOME: join(where.home, "elsewhere") })).toBe(3);
  expect(await code(["session", "x"], { MUSTER_URL: `http://127.0.0.1:${await closedPort()}`, MUSTER_KEY: "k" })).toBe(
    2,
  );
});

/** Arguments and environment of every process that may be looked at. */
const shown = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return `${readFileSync(`/proc/${pid}/cmdline`, "utf8")}\0${readFileSync(`/proc/${pid}/environ`, "utf8")}`;
      } catch {
        return "";
      }
    });

test.runIf(canRun && existsSync("/proc/self/cmdline"))("no list of processes ever shows the key", async () => {
  const where = await place();
  await open(where, "Secret");
  const { program, args } = command(where, ["watch", "--timeout", "20"]);
  const child = spawn(program, args, { cwd: where.folder, env: environment(where), detached: true });
  try {
    // Once curl waits on the hub, every process that the script needs is there.
    await expect.poll(() => shown().some((words) => words.startsWith("curl\0"))).toBe(true);
    expect(shown().filter((words) => words.includes(where.key))).toEqual([]);
  } finally {
    process.kill(-(child.pid ?? 0));
  }
});

test.runIf(canRun)("over TLS the pinned hub is joined and posted to, and any other is refused", async () => {
  const home = mkdtempSync(join(tmpdir(), "muster-tls-"));
  const real = await createHub({ home: join(home, "hub"), port: 0, host: "127.0.0.1" });
  try {
    const where = { home, folder: home, shell: shells[0] ?? [], env: {} };
    const { code } = await real.joinCode();
    const url = `https://127.0.0.1:${real.port}`;
    const other = `sha256//${"A".repeat(43)}=`;
    const refused = await run(where, ["join", url, "--pin", other, "--code", code]);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("another certificate") as string });
    expect(await run(where, ["join", url, "--pin", real.publicKeyPin, "--code", code])).toMatchObject({ code: 0 });
    expect(statSync(join(home, "client/hub.json")).mode & 0o077).toBe(0);
    expect(await run(where, ["session", "By TLS"])).toMatchObject({ code: 0 });
    expect(await run(where, ["post", "hello"])).toMatchObject({ code: 0, err: "" });
    expect(await run(where, ["status"])).toMatchObject({ code: 0, out: expect.stringContaining(url) as string });
  } finally {
    await real.close();
  }
});
