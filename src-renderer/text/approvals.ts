import type { Via } from "#contract/approval.ts";
import type { Effect, Risk } from "#contract/rule.ts";

export type RiskKind = Risk["kind"];

/** What a call may touch, in a word or two beside an icon. */
export const riskWords: Record<RiskKind, string> = {
  deletes: "Deletes files",
  "leaves-folder": "Leaves the folder",
  network: "Network",
  secrets: "Secrets",
  "git-push": "Git push",
  installs: "Installs packages",
  privilege: "More rights",
  "runs-code": "Runs other code",
};

/** What the word means, for a tooltip. */
export const riskHelp: Record<RiskKind, string> = {
  deletes: "It deletes or overwrites files.",
  "leaves-folder": "It reads or writes outside of the working folder.",
  network: "It talks to other computers.",
  secrets: "It touches what looks like keys or passwords.",
  "git-push": "It changes a repository that others use.",
  installs: "It installs packages, which may run code of others.",
  privilege: "It runs with more rights, or changes rights.",
  "runs-code": "It runs code that the command itself doesn't show.",
};

/**
 * Asked about a second time, since it can hardly be undone. The others are common: what is asked about always is no
 * longer read.
 */
export const dangerous: ReadonlySet<RiskKind> = new Set(["deletes", "secrets", "git-push", "privilege"]);

/** Code that runs is common, and so is the network; both at once are asked about, too. */
export const runsFromAfar = "It talks to other computers and runs code that the command itself doesn't show.";

export const effectWords: Record<Effect, string> = { allow: "allowed", deny: "denied", ask: "asks" };

/** How a decision came in, after who made it; nothing where that goes without saying. */
export const viaWords: Record<Via, string> = {
  page: "",
  device: "from the command line",
  reply: "by a reply",
  notification: "from a notification",
  rule: "",
  terminal: "at the terminal",
  hub: "",
};

export const viewerNote = "You are a viewer here: an owner or operator can allow or deny it.";

const counted = (count: number) => `${count.toLocaleString()} ${count === 1 ? "approval" : "approvals"}`;

/** What became of a decision on several, in one line. */
export const resultWords = (decision: "allow" | "deny", total: number, done: number): string => {
  const verb = decision === "allow" ? "Allowed" : "Denied";
  const missed = total - done;
  if (missed === 0) return `${verb} ${counted(done)}.`;
  return `${verb} ${done.toLocaleString()} of ${counted(total)}: the others were answered or ended before.`;
};
