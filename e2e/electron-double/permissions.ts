import type { Session, WebContents } from "electron";
import { tell } from "./control.ts";
import type { DoubleSession } from "./session.ts";

type CheckHandler = NonNullable<Parameters<Session["setPermissionCheckHandler"]>[0]>;
type Permission = Parameters<CheckHandler>[1];

// Electron's names and what Playwright calls the same. Chromium refuses whatever is not granted.
const known: readonly (readonly [Permission, readonly string[]])[] = [
  ["geolocation", ["geolocation"]],
  ["notifications", ["notifications"]],
  ["media", ["camera", "microphone"]],
  ["midi", ["midi"]],
  ["clipboard-read", ["clipboard-read"]],
  ["clipboard-sanitized-write", ["clipboard-write"]],
];

/** Asks as Electron does: the check first, and the request where the check says no. */
const isGranted = async (session: DoubleSession, contents: WebContents, permission: Permission, url: string) => {
  const { origin } = new URL(url);
  const check = session.checkHandler;
  if (!check || check(contents, permission, origin, { isMainFrame: true, requestingUrl: url })) return true;
  const request = session.requestHandler;
  if (!request) return true;
  return new Promise<boolean>((resolve) => {
    request(contents, permission, resolve, { isMainFrame: true, requestingUrl: url });
  });
};

const applied = new WeakMap<DoubleSession, string>();

/** Gives pages of `url`'s origin what the app's handlers allow, and nothing else. */
export const applyPermissions = async (session: DoubleSession, contents: WebContents, url: string): Promise<void> => {
  const granted: string[] = [];
  for (const [permission, names] of known) {
    const verdict = await isGranted(session, contents, permission, url);
    tell({ what: "permission", permission, isGranted: verdict });
    if (verdict) granted.push(...names);
  }
  const { origin } = new URL(url);
  const verdicts = JSON.stringify([origin, granted]);
  // Chromium keeps them until it ends.
  if (applied.get(session) === verdicts) return;
  await (await session.browser()).grantPermissions(granted, { origin });
  applied.set(session, verdicts);
};
