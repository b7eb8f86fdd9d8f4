import { endpoints } from "#contract/endpoints.ts";
import type { Hub } from "../hub.ts";

/** The part of Electron's session that is needed here: it sends the cookies that the window would send. */
export interface PageSession {
  fetch(url: string): Promise<{ ok: boolean }>;
}

/** What a window loads: the page itself when it is still signed in, else a link that signs it in and leads there. */
export const pageAddress = async (hub: Pick<Hub, "url" | "signInLink">, session: PageSession): Promise<string> => {
  const isSignedIn = await session.fetch(new URL(endpoints.person.path, hub.url).href).then(
    (answer) => answer.ok,
    () => false,
  );
  if (isSignedIn) return new URL("/", hub.url).href;
  // The link may name the address that other machines dial; the window stays on loopback.
  const link = new URL(await hub.signInLink());
  return new URL(link.pathname + link.search, hub.url).href;
};
