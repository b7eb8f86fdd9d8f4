import { endpoints } from "#contract/endpoints.ts";
import type { DesktopPlace } from "#contract/desktop.ts";
import type { Hub } from "../hub.ts";
import { isScreen } from "./hub-origin.ts";

/** The part of Electron's session that is needed here: it sends the cookies that the window would send. */
export interface PageSession {
  fetch(url: string): Promise<{ ok: boolean }>;
}

/**
 * What a window loads: the page itself when it is still signed in, else a link that signs it in and leads there. `hash` is
 * the place in the page, e.g. `#/settings`; a browser carries it over where the link leads on.
 */
export const pageAddress = async (
  hub: Pick<Hub, "url" | "signInLink">,
  session: PageSession,
  hash = "",
): Promise<string> => {
  const isSignedIn = await session.fetch(new URL(endpoints.person.path, hub.url).href).then(
    (answer) => answer.ok,
    () => false,
  );
  if (isSignedIn) return new URL(`/${hash}`, hub.url).href;
  // The link may name the address that other machines dial; the window stays on loopback.
  const link = new URL(await hub.signInLink());
  return new URL(link.pathname + link.search + hash, hub.url).href;
};

/** The place in the page that a window showed, to be opened at again; null when it is none that can be. */
export const pageHash = (url: string, hubUrl: string): string | null => {
  if (!isScreen(url, hubUrl)) return null;
  const { pathname, hash } = new URL(url);
  return pathname === "/" && hash.startsWith("#/") && hash !== "#/sign-in-failed" ? hash : null;
};

/** The place in the page where the desktop wants it to be, as far as the address can say it; null where only the page can. */
export const hashOf = (place: DesktopPlace): string | null => {
  if (place.to === "settings") return "#/settings";
  if (place.to !== "session") return null;
  const at = place.messageSeq === null ? "" : `@${place.messageSeq}`;
  return `#/s/${encodeURIComponent(place.sessionId)}${at}`;
};
