import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadOrMakeCertificate } from "./certificate.ts";
import { selfSigned } from "./self-signed.ts";

const now = Date.UTC(2026, 10, 20);
const clock = () => now;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-certificate-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("the hub's certificate", () => {
  test("is made at the first start and read again later", async () => {
    const first = await loadOrMakeCertificate(join(folder, "new"), clock);
    const second = await loadOrMakeCertificate(join(folder, "new"), clock);
    expect(second).toEqual(first);
    expect(first.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(new X509Certificate(first.cert).fingerprint256).toBe(first.fingerprint);
  });

  test("names this computer, is valid for ten years from the day before, and can't sign others", async () => {
    const { cert } = await loadOrMakeCertificate(folder, clock);
    const parsed = new X509Certificate(cert);
    expect(parsed.checkHost("localhost")).toBe("localhost");
    expect(parsed.checkHost(hostname())).toBeDefined();
    expect(parsed.checkHost(`${hostname()}.local`)).toBeDefined();
    expect(parsed.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(parsed.checkIP("::1")).toBeDefined();
    expect(parsed.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.ca).toBe(false);
    expect(parsed.validFromDate.getTime()).toBe(now - 86_400_000);
    expect(parsed.validToDate.getUTCFullYear()).toBe(2036);
  });

  test.skipIf(process.platform === "win32")(
    "is for its owner's eyes only, and nothing else is left in the folder",
    async () => {
      await loadOrMakeCertificate(folder, clock);
      expect((await readdir(folder)).toSorted()).toEqual(["certificate.pem", "key.pem"]);
      for (const name of ["certificate.pem", "key.pem"]) {
        expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      }
    },
  );

  test("is not replaced when a file is missing, broken or of another pair: machines know the hub by it", async () => {
    const { cert, key } = await loadOrMakeCertificate(folder, clock);
    const other = await selfSigned(now);
    const cases: [string, string | null, RegExp][] = [
      ["key.pem", other.key, /do not belong together/],
      ["key.pem", "rubbish", /key\.pem is not a private key/],
      ["key.pem", null, /key\.pem is missing/],
      ["certificate.pem", "rubbish", /certificate\.pem is not a certificate/],
      ["certificate.pem", "", /certificate\.pem is not a certificate/],
      ["certificate.pem", null, /certificate\.pem is missing/],
    ];
    for (const [name, content, message] of cases) {
      await writeFile(join(folder, "certificate.pem"), cert);
      await writeFile(join(folder, "key.pem"), key);
      await (content === null ? rm(join(folder, name)) : writeFile(join(folder, name), content));
      await expect(loadOrMakeCertificate(folder, clock)).rejects.toThrow(message);
      await expect(loadOrMakeCertificate(folder, clock)).rejects.toThrow(/every machine has to join again/);
      expect(await readFile(join(folder, name), "utf8").catch(() => null)).toBe(content);
    }
  });

  test("can be made on a computer whose name fits no certificate", async () => {
    const { cert } = await selfSigned(now, "Bücher_Rechner 7");
    expect(new X509Certificate(cert).subjectAltName).toBe(
      "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
    );
  });
});
