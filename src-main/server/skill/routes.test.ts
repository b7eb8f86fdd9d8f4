import { hash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startTestHub, type TestHub } from "../../testing/test-hub.ts";

const skill = join(import.meta.dirname, "../../../cli/skill");
const tools = mkdtempSync(join(tmpdir(), "muster-tools-"));
cpSync(skill, join(tools, "skill"), { recursive: true });
mkdirSync(join(tools, "one"));
writeFileSync(join(tools, "one/muster.cjs"), "// all of it\n");
writeFileSync(join(tools, "muster-hook.cjs"), "// the hook\n");

const hub = await startTestHub({ toolsDir: tools });
const bare = await startTestHub({ toolsDir: mkdtempSync(join(tmpdir(), "muster-tools-")) });
afterAll(async () => {
  await hub.close();
  await bare.close();
});

const text = async (from: TestHub, url: string) => (await from.send("GET", url)).body;

test.each(["SKILL.md", "muster.sh", "muster.ps1", "muster.cjs", "muster-hook.cjs"])(
  "%s is given without a key, as plain text, just as the checksums say",
  async (name) => {
    const answer = await hub.send("GET", `/skill/${name}`);
    expect([answer.statusCode, answer.headers["content-type"], answer.headers["x-content-type-options"]]).toEqual([
      200,
      "text/plain; charset=utf-8",
      "nosniff",
    ]);
    expect(await text(hub, "/skill/SHA256SUMS")).toContain(`${hash("sha256", answer.rawPayload)}  ${name}\n`);
  },
);

test.each(["/install.sh", "/install.ps1"])("%s carries the hub's address, pin and every checksum", async (path) => {
  const script = await text(hub, path);
  expect(script).toContain(
    "url = ".replace(" = ", path === "/install.sh" ? "=" : " = ") + "'https://192.168.2.10:4680'",
  );
  expect(script).toContain("'sha256//AA='");
  expect(script).not.toMatch(/@[A-Z][A-Z_0-9]+@/);
  expect(script).toContain(hash("sha256", "// the hook\n"));
});

test.each(["..%2Fone%2Fmuster.cjs", "install.sh", "nothing"])("%s of the folder can't be had", async (name) => {
  expect((await hub.send("GET", `/skill/${name}`)).statusCode).toBe(404);
});

test("a hub whose command line was not built says so", async () => {
  for (const path of ["/install.sh", "/skill/muster.sh", "/skill/SHA256SUMS"]) {
    const answer = await bare.send("GET", path);
    expect(answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining("npm run build") as string });
  }
});

test("plain HTTP from another computer is refused", async () => {
  const answer = await hub.send("GET", "/install.sh", { from: "192.168.2.20" });
  expect(answer.json()).toMatchObject({ status: 403, code: "tls-required" });
});
