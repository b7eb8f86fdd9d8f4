import { X509Certificate, createPrivateKey, hash } from "node:crypto";
import { chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../core/ports.ts";
import { writeFileAtomic } from "./atomic-file.ts";
import { selfSigned } from "./self-signed.ts";

/** The hub's TLS identity. */
export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
  /** SHA-256 of the certificate's DER: upper-case hex pairs with colons. */
  readonly fingerprint: string;
  /** `sha256//` and the SHA-256 of its public key (SubjectPublicKeyInfo, DER) in base64, as curl's `--pinnedpubkey` takes it. */
  readonly publicKeyPin: string;
}

const readOrNull = async (path: string): Promise<string | null> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });

const damaged = (folder: string, what: string, cause?: unknown): Error =>
  new Error(
    `The hub's certificate in ${folder} can't be used: ${what}. Machines that joined know the hub by it, so it is not ` +
      "replaced. Restore certificate.pem and key.pem from a backup, or delete both: a new certificate is made at the " +
      "next start, and every machine has to join again.",
    { cause },
  );

const parse = (folder: string, cert: string, key: string): X509Certificate => {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert);
  } catch (cause) {
    throw damaged(folder, "certificate.pem is not a certificate", cause);
  }
  let matches: boolean;
  try {
    matches = certificate.checkPrivateKey(createPrivateKey(key));
  } catch (cause) {
    throw damaged(folder, "key.pem is not a private key", cause);
  }
  if (!matches) throw damaged(folder, "certificate.pem and key.pem do not belong together");
  return certificate;
};

const pinOf = ({ publicKey }: X509Certificate): string =>
  `sha256//${hash("sha256", publicKey.export({ type: "spki", format: "der" }), "base64")}`;

/**
 * Reads the hub's certificate from `certificate.pem` and `key.pem` in `folder`, or makes it there at the first start.
 * Throws when a pair is there that can't be used.
 */
export const loadOrMakeCertificate = async (folder: string, clock: Clock): Promise<Certificate> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const certPath = join(folder, "certificate.pem");
  const keyPath = join(folder, "key.pem");
  let [cert, key] = await Promise.all([readOrNull(certPath), readOrNull(keyPath)]);
  if (cert === null && key === null) {
    ({ cert, key } = await selfSigned(clock()));
    await writeFileAtomic(keyPath, key);
    await writeFileAtomic(certPath, cert);
  }
  if (cert === null) throw damaged(folder, "certificate.pem is missing");
  if (key === null) throw damaged(folder, "key.pem is missing");
  const certificate = parse(folder, cert, key);
  await Promise.all([chmod(certPath, 0o600), chmod(keyPath, 0o600)]);
  return { cert, key, fingerprint: certificate.fingerprint256, publicKeyPin: pinOf(certificate) };
};
