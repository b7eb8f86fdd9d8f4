import type { Hub } from "../hub.ts";

/** A way in, as it is shown once. */
export interface WaysIn {
  signIn: string;
  join: Awaited<ReturnType<Hub["joinCode"]>>;
}

const clockTime = (instant: string): string =>
  new Date(instant).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** Makes a fresh sign-in link and a fresh join code. */
export const makeWaysIn = async (hub: Hub): Promise<WaysIn> => {
  const [signIn, join] = await Promise.all([hub.signInLink(), hub.joinCode()]);
  return { signIn, join };
};

/** The sign-in link and the join command for a person. */
export const waysInText = ({ signIn, join }: WaysIn): string =>
  [
    `  Open the page     ${signIn}`,
    "                    signs you in once, within ten minutes",
    `  Join a machine    ${join.command}`,
    `                    the code is good for one machine, until ${clockTime(join.expiresAt)}`,
  ].join("\n");

/** What a person sees when the hub is up. `isInteractive`: somebody sits at this terminal. */
export const greeting = (hub: Hub, ways: WaysIn, isInteractive: boolean): string =>
  [
    `Muster ${hub.version} runs at ${hub.url}`,
    "",
    waysInText(ways),
    "  This machine      is joined already: npm run muster -- status",
    `  Data folder       ${hub.home}`,
    "",
    isInteractive
      ? "Press Enter for a fresh link and code, Ctrl-C to stop."
      : `Ctrl-C stops it, and so does: kill ${process.pid}`,
    "",
  ].join("\n");

/** The one line of `--json`. */
export const startedLine = (hub: Hub, { signIn, join }: WaysIn): string =>
  `${JSON.stringify({
    url: hub.url,
    signIn,
    join: { url: join.url, code: join.code, expiresAt: join.expiresAt },
    fingerprint: hub.fingerprint,
    home: hub.home,
    pid: process.pid,
    version: hub.version,
  })}\n`;
