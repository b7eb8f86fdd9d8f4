import { describe, expect, it } from "vitest";
import { maskSecrets } from "./mask.ts";
import { mayHoldSecret } from "./suspect.ts";

const words = (...parts: string[]) => parts.join("");
// Put together here, so that no scanner takes this file for a leak.
const samples: Record<string, string> = {
  "a GitHub token": words("ghp_", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"),
  "an npm token": words("npm_", "a8Kd93jDlq02mZpX7cVbN4tRfGhYuJ1kLoPq"),
  "an Anthropic key": words("sk-ant-api03-", "Qm7".repeat(31), "-", "x8Yz9AAA"),
  "a Slack token": words("xoxb-", "123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"),
  "an AWS key id": words("AKIA", "Z7QK3MPLW2XN5RTV"),
  "a JSON Web Token": words(
    "eyJhbGciOiJIUzI1NiJ9",
    ".eyJzdWIiOiIxMjM0NTY3ODkwIn0",
    ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
  ),
  "a key of this hub": words("mk_", "Zr4tX9sPqLm2Vn8Kd7Hb3Jc6Wf5Gy1Aa0Ee_Uu-Oo4I"),
};

describe("masking", () => {
  for (const [what, secret] of Object.entries(samples)) {
    it(`takes out ${what}, in a command and in prose`, async () => {
      for (const text of [`curl -H 'x: ${secret}' host`, `I found\n${secret}\nin .env`, `KEY=${secret}`]) {
        const masked = await maskSecrets(text);
        expect(masked.text).not.toContain(secret);
        expect(masked.text).toContain("‹masked›");
        expect(masked.count).toBe(1);
      }
    });
  }

  it("takes out the password of an address, and leaves who and where", async () => {
    const { text, count } = await maskSecrets("git clone https://me:hunter2secret@git.example/x.git");
    expect(text).not.toContain("hunter2secret");
    expect(text).toContain("git clone ");
    expect(count).toBe(1);
  });

  it("takes out the values of fields that hold secrets", async () => {
    const { text, count } = await maskSecrets(
      "export DB_PASSWORD=tr0ub4dor&3\nAPI_KEY: 'a1b2c3d4e5f6'\nBearer abcdefgh12345678",
    );
    expect(text).toBe("export DB_PASSWORD=‹masked›\nAPI_KEY: '‹masked›'\nBearer ‹masked›");
    expect(count).toBe(3);
  });

  it.each([
    ["DB_PASSWORD=hunter22", "DB_PASSWORD=‹masked›"],
    ["PGPASSWORD=hunter22 psql", "PGPASSWORD=‹masked› psql"],
    ["export MY_SECRET='abc12345'", "export MY_SECRET='‹masked›'"],
    [`{"clientSecret": "abcd1234efgh"}`, `{"clientSecret": "‹masked›"}`],
    ["curl -u me:hunter2 https://git.example", "curl -u me:‹masked› https://git.example"],
    ["mysql -h db -phunter2 shop", "mysql -h db -p‹masked› shop"],
    ["sshpass -p hunter2 ssh me@host", "sshpass -p ‹masked› ssh me@host"],
    ["Authorization: Token abcdefgh12345678", "Authorization: Token ‹masked›"],
    [words("AKIA", "ABCDEFGHIJKLMNOP"), "‹masked›"],
  ])("takes out what stands alone in a short command: %s", async (text, clean) => {
    expect(await maskSecrets(text)).toEqual({ text: clean, count: 1 });
  });

  it("takes out a whole private key", async () => {
    const body = Array.from({ length: 12 }, (_, line) => `MII${line}${"aB3+".repeat(15)}`).join("\n");
    const key = words("-----BEGIN RSA ", `PRIVATE KEY-----\n${body}\n-----END RSA `, "PRIVATE KEY-----");
    const { text } = await maskSecrets(`cat <<E > id_rsa\n${key}\nE`);
    expect(text).not.toContain("aB3+");
  });

  it.each([
    "npm test -- --run src/a.test.ts",
    "Edit src/components/very-long-folder-name/another-one/index.tsx",
    "The tests pass; 42 of 42. Next I look at the token parser and the password form.",
    "const token = await readToken(file);",
    "docker run -u 1000:1000 app",
    "mysqldump --port=3306 shop",
  ])("leaves ordinary text as it is: %s", async (text) => {
    expect(await maskSecrets(text)).toEqual({ text, count: 0 });
  });

  it("does not load the scanner for an ordinary command", () => {
    for (const text of ["npm test", "Bash: git status --short", "Read /home/me/code/app/src/index.ts", "ls -la"]) {
      expect(mayHoldSecret(text)).toBe(false);
    }
  });

  it("stays quick on long text of any kind", async () => {
    const long = [
      "a1".repeat(50_000),
      "://".repeat(30_000),
      "password=".repeat(10_000),
      "eyJ".repeat(30_000),
      `${"a.".repeat(40_000)} password: x`,
      `${"a-".repeat(40_000)} password: x`,
      `${"curl ".repeat(16_000)} password: x`,
      "-----BEGIN ".repeat(9_000),
    ];
    for (const text of long) expect((await maskSecrets(text)).count).toBeGreaterThanOrEqual(0);
  }, 10_000);
});
