import { X509Certificate } from "node:crypto";

const asPem = (label: string, der: ArrayBuffer) => {
  const lines = Buffer.from(der)
    .toString("base64")
    .match(/.{1,64}/g);
  return `-----BEGIN ${label}-----\n${lines?.join("\n")}\n-----END ${label}-----\n`;
};

/** A self-signed certificate for a server in a test. */
export const makeCertificate = async (): Promise<{ cert: string; key: string; fingerprint: string }> => {
  await import("reflect-metadata");
  const { X509CertificateGenerator } = await import("@peculiar/x509");
  const signingAlgorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"]);
  const made = await X509CertificateGenerator.createSelfSigned(
    { serialNumber: "01", name: "CN=test", notAfter: new Date(Date.now() + 3_600_000), signingAlgorithm, keys },
    crypto,
  );
  const cert = asPem("CERTIFICATE", made.rawData);
  const key = asPem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
};
