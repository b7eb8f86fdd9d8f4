/** Where a link leads. `path` is an address without a host of its own: it names something at the agent's side. */
export type Target =
  | { type: "web"; url: URL; href: string }
  | { type: "mail"; address: string; href: string }
  | { type: "path"; path: string }
  | { type: "dead" };

const scheme = /^[^/?#]*:/;
// Browsers drop tabs and newlines and cut leading controls and spaces off before they read the scheme.
// oxlint-disable-next-line no-control-regex
const tricks = /[\0-\x20\x7f\\]/;

const webTarget = (href: string): Target => {
  try {
    const url = new URL(href);
    return url.hostname === "" ? { type: "dead" } : { type: "web", url, href: url.href };
  } catch {
    return { type: "dead" };
  }
};

/** Reads an address by an allow-list: http, https, mailto, and paths; everything else is dead. */
export const targetOf = (href: string): Target => {
  if (tricks.test(href) || href === "" || href.startsWith("//")) return { type: "dead" };
  if (/^https?:\/\/[^/]/i.test(href)) return webTarget(href);
  if (/^mailto:[^/?#]/i.test(href)) return { type: "mail", address: href.slice(7).replace(/[?#].*$/, ""), href };
  return scheme.test(href) ? { type: "dead" } : { type: "path", path: href };
};

const decoded = (path: string) => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

/** A path as it was written, before it was encoded for use as an address. */
export const shownPath = (path: string): string => decoded(path);

const addressLike = /^(https?:\/\/)?(?:[^\s/@]+@)?((?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+)(?=[/:?#\s]|$)/iu;
// Endings that are both a country and a kind of file: `README.md` as a link's text names a file.
const fileEnding = /\.(?:md|ts|js|py|rs|sh|pl|cc|so|tf|ml|ps|st|in|mk|la|is|do|to|cs|go|vb|st|zip|mov)$/i;

const hostOfText = (text: string): string | null => {
  const found = addressLike.exec(text.trim());
  const host = found?.[2];
  if (host === undefined || (found?.[1] === undefined && fileEnding.test(host))) return null;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return null;
  }
};

const bare = (host: string) => host.replace(/^www\./, "");

/** The host that a link's text seems to name, when it is another than the one the link leads to. */
export const otherHost = (text: string, url: URL): string | null => {
  const named = hostOfText(text);
  return named === null || bare(named) === bare(url.hostname) ? null : named;
};

export interface Warning {
  kind: "other-host" | "punycode" | "user-part";
  words: string;
}

/** What a person should know before the address is opened. */
export const warningsOf = (url: URL, text: string): Warning[] => {
  const warnings: Warning[] = [];
  const other = otherHost(text, url);
  if (other !== null)
    warnings.push({
      kind: "other-host",
      words: `The text of the link names ${other}, but it leads to ${url.hostname}.`,
    });
  if (/(?:^|\.)xn--/.test(url.hostname))
    warnings.push({
      kind: "punycode",
      words: "This host has letters beyond a to z. It is shown in its plain form, since it can look like another host.",
    });
  if (url.username !== "" || url.password !== "")
    warnings.push({ kind: "user-part", words: "What stands before the @ is not where it leads." });
  return warnings;
};

/** The address in three parts, so that the real host can stand out. */
export const partsOf = (url: URL): { before: string; host: string; after: string } => {
  const password = url.password === "" ? "" : `:${url.password}`;
  const user = url.username === "" && password === "" ? "" : `${url.username}${password}@`;
  return { before: `${url.protocol}//${user}`, host: url.host, after: `${url.pathname}${url.search}${url.hash}` };
};
