import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Approval, OpenedApproval } from "#contract/approval.ts";
import type { AuditCheck, AuditEntry } from "#contract/audit.ts";
import type { Session } from "#contract/session.ts";
import { addPerson } from "./people.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "./test-hub.ts";

// The command line of a person in processes of its own, with a real hub.

const program = join(import.meta.dirname, "../../cli/main.ts");
let hub: TestHub;
let url: string;
let machine: TestMachine;
let session: Session;
let owner: TestPerson;
let home: string;

beforeAll(async () => {
  hub = await startTestHub();
  url = `http://${await hub.listen()}`;
  machine = await hub.machine("barn");
  session = await machine.session("Deploy");
  owner = await hub.person();
});
afterAll(() => hub.close());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "muster-person-"));
  return () => rmSync(home, { recursive: true, force: true });
});

const keyFile = () => join(home, "client", "person.json");

const muster = async (words: string[], { input = "", env = {} }: { input?: string; env?: object } = {}) => {
  const none = { MUSTER_URL: "", MUSTER_KEY: "", MUSTER_SESSION: "", MUSTER_DEVICE_KEY: "" };
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...process.env, ...none, MUSTER_HOME: home, ...env },
    cwd: home,
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  child.stdin.on("error", () => {}).end(input);
  const [exit] = (await once(child, "close")) as [number];
  return { exit, ...said };
};

const keyOf = async (person: TestPerson) =>
  (await person.send("POST", "/v1/people/devices", { body: { name: "shell" } })).json<{ key: string }>().key;
const signIn = async (person: TestPerson) => {
  const key = await keyOf(person);
  const done = await muster(["sign-in", url], { input: `${key}\n` });
  return { key, ...done };
};
const ask = async (command: string, where = session) => {
  const body = { tool: "Bash", input: { command }, summary: `Run ${command}` };
  const answer = await machine.send("POST", `/v1/sessions/${where.id}/approvals`, { body });
  return answer.json<OpenedApproval>().approval as Approval;
};
const now = async ({ id }: Approval) =>
  (await machine.send("GET", `/v1/approvals/${id}`)).json<{ approval: Approval }>().approval;

describe("muster sign-in", () => {
  it("keeps the key for this user alone, shows it nowhere, and says once that agents could use it", async () => {
    const { key, exit, out, err } = await signIn(owner);
    expect([exit, out]).toEqual([0, `Signed in to test at ${url} as ada (owner)\n`]);
    expect(err).toContain("agents on this computer");
    expect(out + err).not.toContain(key);
    expect(JSON.parse(readFileSync(keyFile(), "utf8"))).toMatchObject({ url, key, person: { name: "ada" } });
    expect(statSync(keyFile()).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
    expect((await signIn(owner)).err).toBe("");
  });

  it("keeps nothing of a wrong key, a machine's key or none, and takes none as a word", async () => {
    const wrong = await muster(["sign-in", url], { input: `dk_${"x".repeat(43)}` });
    expect([wrong.exit, wrong.err]).toEqual([3, expect.stringContaining("refused the device key")]);
    const machines = await muster(["sign-in", url], { input: machine.key });
    expect([machines.exit, machines.err]).toEqual([5, expect.stringContaining("begins with dk_")]);
    expect(machines.err).not.toContain(machine.key);
    expect((await muster(["sign-in", url])).exit).toBe(5);
    expect((await muster(["sign-in", url, await keyOf(owner)])).err).toContain("Never put a key on a command line");
    expect((await muster(["sign-in", "http://192.168.9.9:4680"])).err).toContain("https only");
    expect(existsSync(keyFile())).toBe(false);
  });

  it("sign-out ends the key in the hub too", async () => {
    const { key } = await signIn(owner);
    const done = await muster(["sign-out"]);
    expect([done.exit, done.out]).toEqual([0, "Signed out: the key of ada is over\n"]);
    expect(existsSync(keyFile())).toBe(false);
    const headers = { authorization: `Bearer ${key}` };
    expect((await hub.send("GET", "/v1/people/me", { headers })).statusCode).toBe(401);
    const again = await muster(["approvals"]);
    expect([again.exit, again.err]).toEqual([3, expect.stringContaining("Nobody has signed in here")]);
    expect((await muster(["sign-out"])).exit).toBe(0);
  });
});

describe("muster approvals, approve and deny", () => {
  it("lists what waits, allows by code, and hands words of a denial to the agent", async () => {
    await signIn(owner);
    const [first, second] = [await ask("rm -r dist\t2>&1"), await ask("git push")];
    const lines = (await muster(["approvals"])).out.trimEnd().split("\n");
    expect(lines.map((line) => line.split("\t")[0])).toEqual([first.code, second.code]);
    const all = JSON.parse((await muster(["approvals", "--json"])).out) as Approval[];
    expect(all[0]?.input).toEqual({ command: "rm -r dist\t2>&1" });
    const allowed = await muster(["approve", first.code.toUpperCase()]);
    expect([allowed.exit, allowed.out]).toEqual([0, `allowed ${first.code}: Bash  Run rm -r dist 2>&1\n`]);
    expect((await now(first)).decision).toMatchObject({ via: "device", by: { name: "ada", role: "owner" } });
    expect((await muster(["deny", second.code, "use", "staging", "instead"])).exit).toBe(0);
    expect((await now(second)).decision).toMatchObject({ note: "use staging instead", via: "device" });
    expect((await muster(["approvals"])).out).toBe("");
  });

  it("says in a line what is wrong with a code, and who was first", async () => {
    await signIn(owner);
    const one = await ask("make");
    expect(await muster(["approve"])).toMatchObject({ exit: 5, err: expect.stringContaining("Give its code") });
    expect(await muster(["approve", "a3"])).toMatchObject({ exit: 5, err: expect.stringContaining("4 letters") });
    const unknown = one.code === "z9z9" ? "y8y8" : "z9z9";
    expect(await muster(["approve", unknown])).toMatchObject({ exit: 5, err: expect.stringContaining(unknown) });
    const other = await machine.session("Other");
    const elsewhere = await muster(["approve", one.code, "--session", other.id]);
    expect(elsewhere).toMatchObject({ exit: 5, err: expect.stringContaining("in that session") });
    expect((await now(one)).state).toBe("open");
    expect((await muster(["deny", one.code, "--session", session.id])).exit).toBe(0);
    const late = await muster(["approve", one.code]);
    expect(late).toMatchObject({
      exit: 5,
      err: expect.stringMatching(/was denied by ada \(owner\) with a device key/),
    });
  });

  it("refuses a viewer, and a key that was revoked", async () => {
    const viewer = await addPerson(hub, "viewer", "Vera");
    const { key } = await signIn(viewer);
    const one = await ask("make");
    const refused = await muster(["approve", one.code]);
    expect(refused).toMatchObject({ exit: 3, err: expect.stringContaining("A viewer can't allow or deny") });
    expect((await now(one)).state).toBe("open");
    const { items } = (await owner.send("GET", "/v1/people/devices")).json<{ items: { id: string; kind: string }[] }>();
    for (const { id } of items.filter(({ kind }) => kind === "key")) {
      await owner.send("DELETE", `/v1/people/devices/${id}`);
    }
    const revoked = await muster(["approve", one.code], { env: { MUSTER_URL: url, MUSTER_DEVICE_KEY: key } });
    expect(revoked).toMatchObject({ exit: 3, err: expect.stringContaining("Sign in again") });
  });
});

describe("muster audit", () => {
  it("lists entries by filters, oldest first, people and machines by name", async () => {
    await signIn(owner);
    const list = async (...words: string[]) => {
      const done = await muster(["audit", "list", "--json", ...words]);
      expect(done.err).toBe("");
      return JSON.parse(done.out) as AuditEntry[];
    };
    const ofAda = await list("--person", "ADA", "--type", "approval-allowed,approval-denied", "--since", "1h");
    expect(ofAda.map(({ type }) => type)).toContain("approval-allowed");
    expect(ofAda.map(({ seq }) => seq)).toEqual(ofAda.map(({ seq }) => seq).toSorted((a, b) => a - b));
    expect((await list("--machine", "barn", "--type", "machine-joined")).map(({ by }) => by.name)).toEqual(["barn"]);
    expect(await list("--until", "2001-01-01")).toEqual([]);
    expect(await list("--last", "3")).toHaveLength(3);
    const text = await muster(["audit", "list", "--type", "machine-joined"]);
    expect(text.out).toContain("machine-joined  barn  machine barn");
    expect(await muster(["audit", "list", "--since", "soon"])).toMatchObject({ exit: 5 });
    expect(await muster(["audit", "list", "--person", "nobody"])).toMatchObject({ exit: 5 });
    expect(await muster(["audit", "verify", "--person", "ada"])).toMatchObject({ exit: 5 });
    expect(await muster(["audit", "verfy"])).toMatchObject({ exit: 5, err: expect.stringContaining("“verify”?") });
  });

  it("takes the ledger out to standard output or a new file that only this user can read", async () => {
    await signIn(owner);
    const direct = await muster(["audit", "export", "--type", "machine-joined"]);
    expect(
      direct.out
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as AuditEntry).type),
    ).toEqual(["machine-joined"]);
    expect((await muster(["audit", "export", "--file", "ledger.jsonl"])).exit).toBe(0);
    const entries = readFileSync(join(home, "ledger.jsonl"), "utf8").trimEnd().split("\n");
    expect(JSON.parse(entries.at(-1) ?? "")).toMatchObject({ type: "ledger-exported", seq: entries.length });
    const again = await muster(["audit", "export", "--file", "ledger.jsonl"]);
    expect(again).toMatchObject({ exit: 5, err: expect.stringContaining("there is such a file already") });
  });

  it("verify says that the ledger is whole, by an owner's key or on the hub's own machine; others are refused", async () => {
    await signIn(owner);
    const whole = await muster(["audit", "verify", "--json"]);
    const { head } = JSON.parse(whole.out) as AuditCheck;
    expect(whole.exit).toBe(0);
    const words = await muster(["audit", "verify", "--head", head ?? ""]);
    expect(words.out).toMatch(/^The ledger is whole: \d+ entries, 1 to \d+\nThe head that you gave is in it\nHead: /);
    expect(await muster(["audit", "verify", "--head", "0".repeat(64)])).toMatchObject({ exit: 1 });
    await muster(["sign-out"]);
    const joined = (key: string) => writeFileSync(join(home, "client/hub.json"), JSON.stringify({ url, key }));
    mkdirSync(join(home, "client"), { recursive: true });
    joined(machine.key);
    expect(await muster(["audit", "verify"])).toMatchObject({ exit: 3, err: expect.stringContaining("owner") });
    joined((await hub.core.machines.joinLocal({ name: "own", os: "linux" })).key);
    expect(await muster(["audit", "verify"])).toMatchObject({ exit: 0 });
    expect(await muster(["audit", "list"])).toMatchObject({ exit: 3 });
  });

  it("verify names the entry that was changed and exits with 1", async () => {
    await signIn(owner);
    const db = new Database(join(hub.home, "muster.db"));
    db.exec("DROP TRIGGER ledger_unchanged; UPDATE ledger SET by_name = 'somebody' WHERE seq = 2");
    db.close();
    const broken = await muster(["audit", "verify"]);
    expect([broken.exit, broken.out]).toEqual([
      1,
      expect.stringMatching(/^The ledger is broken at entry 2: .*changed/),
    ]);
  });
});
