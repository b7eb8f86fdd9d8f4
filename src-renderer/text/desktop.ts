import type { DesktopState } from "#contract/desktop.ts";

type Updates = DesktopState["updates"];

const updateStateWords: Record<Updates["state"], string> = {
  unavailable: "This copy doesn’t update itself: it updates the way it was installed.",
  off: "Off: Muster doesn’t look for newer versions.",
  idle: "This is the newest version.",
  checking: "Looking for a newer version…",
  downloading: "A newer version is on its way.",
  ready: "A newer version is ready. It is taken at the next start.",
  failed: "Looking for a newer version failed.",
};

/** How it stands with updates, in a sentence. */
export const updateWords = ({ state, version, problem }: Updates): string => {
  if (state === "failed" && problem !== null) return `${updateStateWords.failed} ${problem}`;
  if (version !== null && state === "downloading") return `Version ${version} is on its way.`;
  if (version !== null && state === "ready") return `Version ${version} is ready. It is taken at the next start.`;
  return updateStateWords[state];
};

type CommandLine = DesktopState["commandLine"];

const commandLineStateWords: Record<CommandLine["state"], string> = {
  "on-path": "Terminals know the command muster.",
  offered: "Terminals don’t know the command muster yet.",
  other: "The command muster on the PATH is another program’s; it is left alone.",
  unavailable: "This copy can’t put the command muster on the PATH.",
};

/** How it stands with the command line, in a sentence. */
export const commandLineWords = ({ state, path, problem }: CommandLine): string => {
  const words = commandLineStateWords[state];
  if (problem !== null) return `${words} ${problem}`;
  return path === null || state === "unavailable" ? words : `${words} Its place: ${path}`;
};
