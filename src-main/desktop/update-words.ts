import type { DesktopState } from "#contract/desktop.ts";

type Notes = string | { version: string; note: string | null }[] | null | undefined;

const mostCharacters = 20_000;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const decode = (text: string) =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(String(hex ?? ""), 16) : Number(decimal);
    if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return entities[String(name).toLowerCase()] ?? whole;
  });

// GitHub gives the notes of a release as HTML; they are shown as text, so that what is left over does no harm.
const plain = (html: string) =>
  decode(
    html
      .replace(/<li[^>]*>\s*/gi, "• ")
      .replace(/<br[^>]*>|<\/(p|li|h\d|div|ul|ol|pre)>/gi, "\n")
      .replace(/<[a-z/!][^>]*>/gi, ""),
  )
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** The notes of a release as plain text; null without any. */
export const plainNotes = (notes: Notes): string | null => {
  const parts = Array.isArray(notes)
    ? notes.map(({ version, note }) => `${version}\n${plain(note ?? "")}`)
    : [notes ?? ""];
  return (
    parts
      .map((part) => (Array.isArray(notes) ? part : plain(part)))
      .join("\n\n")
      .slice(0, mostCharacters) || null
  );
};

const wordsOf: Readonly<Record<string, string>> = {
  ERR_CHECKSUM_MISMATCH: "What was loaded is not what was released. It was thrown away.",
  ERR_UPDATER_INVALID_SIGNATURE: "What was loaded is not signed as this app is. It was thrown away.",
  ERR_UPDATER_LATEST_VERSION_NOT_FOUND: "No release was found.",
  ERR_UPDATER_NO_PUBLISHED_VERSIONS: "No release was found.",
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: "The newest release has nothing for this system.",
};

const isWithoutConnection = (text: string) =>
  /net::ERR_|ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|socket hang up/.test(text);

/** Why an update failed, in words for the person. */
export const updateFailure = (error: unknown): string => {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  if (wordsOf[code]) return wordsOf[code];
  if (isWithoutConnection(`${code} ${message}`)) return "The place of the releases could not be reached.";
  return `The update failed: ${(message.split("\n")[0] ?? "").slice(0, 200)}`;
};

export interface Installation {
  isPackaged: boolean;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** What electron-builder wrote beside the app: `deb`, `rpm`, or nothing. */
  packageType: string | null;
  /** Whether the package names the place of its releases. */
  hasFeed: boolean;
}

/** Why this installation can't update itself, in words for the person; null when it can. */
export const updateObstacle = ({ isPackaged, platform, env, packageType, hasFeed }: Installation): string | null => {
  if (!isPackaged) return "Muster runs from a checkout.";
  if (!hasFeed) return "This build names no place to load updates from.";
  if (env["PORTABLE_EXECUTABLE_FILE"]) return "The portable program does not update itself.";
  if (platform === "linux" && packageType === null && !env["APPIMAGE"]) {
    return "Muster was not installed by a package that can be updated.";
  }
  return null;
};

/** Whether an installation asks for a password, so that it never happens just by quitting. */
export const asksForPassword = ({ packageType }: Pick<Installation, "packageType">): boolean => packageType !== null;

export type UpdateState = DesktopState["updates"]["state"];
