import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

const dayMs = 86_400_000;
const validDays = 3650;

/** DNS names that this computer goes by; a name that no certificate can hold is left out. */
const names = (host: string): string[] => {
  const bare = host.toLowerCase().replace(/\.local$/, "");
  const isDnsName = bare.length <= 200 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(bare);
  return [...new Set(["localhost", ...(isDnsName ? [bare, `${bare}.local`] : [])])];
};

const toPem = (label: string, der: ArrayBuffer): string => {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
};

/**
 * Makes a self-signed ECDSA P-256 certificate for this computer, valid from a day before `now` (clocks differ) for ten
 * years. It may not sign others: who trusts it trusts this hub only.
 */
export const selfSigned = async (now: number, host = hostname()): Promise<{ cert: string; key: string }> => {
  // Loaded only when needed: the first start pays 100 ms, the others nothing.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const serial = randomBytes(16);
  serial[0] = (serial[0] ?? 0) & 0x7f || 1;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial.toString("hex"),
      name: [{ CN: ["Muster hub"] }],
      notBefore: new Date(now - dayMs),
      notAfter: new Date(now + validDays * dayMs),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          ...names(host).map((value) => ({ type: "dns" as const, value })),
          { type: "ip", value: "127.0.0.1" },
          { type: "ip", value: "::1" },
        ]),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    crypto,
  );
  return {
    cert: toPem("CERTIFICATE", certificate.rawData),
    key: toPem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", keys.privateKey)),
  };
};
