import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A hub in a process of its own, so that it can be killed. */
export interface HubProcess {
  url: string;
  signIn: string;
  /** SIGKILL: the hub has no time for anything. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** The signal that ended it; what it said on standard error when it ended by itself. */
  ended: Promise<string>;
}

const childFile = new URL("./child.ts", import.meta.url);

export const forkHub = (home: string, env: Record<string, string>, port = 0): ChildProcess =>
  fork(childFile, [home, String(port)], {
    env: { ...process.env, ...env },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });

export const killProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
};

/** Starts a hub on this data folder, on a free port unless one is named. Throws with what it said when it does not come up. */
export const startHubProcess = async (home: string, env: Record<string, string>, port = 0): Promise<HubProcess> => {
  const child = forkHub(home, env, port);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = once(child, "close").then(([, signal]) => (signal as string | null) ?? `ended by itself: ${said}`);
  const first = await Promise.race([once(child, "message"), ended]);
  if (typeof first === "string") throw new Error(`The hub did not start: ${first}`);
  const { url, signIn } = first[0] as { url: string; signIn: string };
  return { url, signIn, kill: () => killProcess(child), ended };
};
