import { fork } from "node:child_process";
import { once } from "node:events";

/** What a child uses of the machine. */
export interface Usage {
  rssBytes: number;
  heapBytes: number;
  /** Of all its threads, since it started. */
  cpuMs: number;
  /** Of its main thread alone. */
  mainMs: number;
}

export interface Child<Ready> {
  ready: Ready;
  usage(): Promise<Usage>;
  /** Has it throw away what it no longer needs. */
  collectGarbage(): Promise<void>;
  /** Ends it and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a server of the bench in a process of its own; resolves when it says that it is ready. */
export const startChild = async <Ready>(
  file: URL,
  args: string[] = [],
  env: Record<string, string> = {},
  execArgv: string[] = [],
): Promise<Child<Ready>> => {
  const child = fork(file, args, {
    env: { ...process.env, ...env },
    execArgv,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const first = (await Promise.race([once(child, "message"), gone.then(() => undefined)])) as [Ready] | undefined;
  if (first === undefined) throw new Error(`${file.pathname} ended before it was ready`);
  const ask = async (wish: "usage" | "collect"): Promise<Usage> => {
    const answer = once(child, "message");
    child.send(wish);
    const [usage] = (await answer) as [Usage];
    return usage;
  };
  return {
    ready: first[0],
    usage: () => ask("usage"),
    collectGarbage: async () => void (await ask("collect")),
    async stop() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(timer);
    },
  };
};
