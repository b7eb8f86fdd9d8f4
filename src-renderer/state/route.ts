/** Where the screen is: kept in the address's hash, so that links and the back button work. */
export type Route =
  | { page: "sessions"; sessionId: string | null; seq: number | null }
  | { page: Place; sessionId: null; seq: null };

/** The pages beside the sessions, by their names in the address. */
export const places = ["approvals", "rules", "people", "devices", "ledger", "settings"] as const;
export type Place = (typeof places)[number];
export type Page = "sessions" | Place;

const home: Route = { page: "sessions", sessionId: null, seq: null };

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Reads a hash such as `#/s/0190…@12`, `#/settings` or nothing; anything else is the start. */
export const parseRoute = (hash: string): Route => {
  const path = hash.replace(/^#?\/?/, "");
  const place = places.find((name) => name === path);
  if (place) return { page: place, sessionId: null, seq: null };
  const [, id = "", seq] = /^s\/([^/@]+)(?:@(\d{1,15}))?$/.exec(path) ?? [];
  const sessionId = decode(id);
  if (!sessionId) return home;
  return { page: "sessions", sessionId, seq: seq === undefined ? null : Number(seq) };
};

/** The hash of a route; `parseRoute` reads it back. */
export const formatRoute = (route: Route): string => {
  if (route.page !== "sessions") return `#/${route.page}`;
  if (route.sessionId === null) return "#/";
  const at = route.seq === null ? "" : `@${route.seq}`;
  return `#/s/${encodeURIComponent(route.sessionId)}${at}`;
};

/** A link to a session, or to one of its messages. */
export const sessionHref = (sessionId: string, seq: number | null = null): string =>
  formatRoute({ page: "sessions", sessionId, seq });
