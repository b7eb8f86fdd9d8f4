import { pause } from "./pause.ts";
import { writeSync } from "node:fs";
import { Failure } from "./failure.ts";
import { type Exit, exits } from "./exits.ts";
import type { Sink, World } from "./world.ts";

/**
 * Writes at once what the other side takes, and tells how many bytes that were; the stream that Node would make for it costs
 * a short run a tenth of its time. Throws when nobody reads any more.
 */
const writeNow = (handle: number, bytes: Uint8Array): number => {
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(handle, bytes, done);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  }
  return done;
};

const sinkOf = (name: "stdout" | "stderr"): Sink => {
  const handle = name === "stdout" ? 1 : 2;
  let stream: NodeJS.WriteStream | undefined;
  const openStream = () => {
    if (stream) return stream;
    stream = process[name];
    // A broken pipe is told to the writer by its callback; as an event it would end the process with a trace.
    stream.on("error", () => {});
    return stream;
  };
  const writeByStream = (rest: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      openStream().write(rest, (error) => (error ? reject(error) : resolve()));
    });
  return {
    get isTerminal() {
      return openStream().isTTY;
    },
    get columns() {
      return openStream().columns || 80;
    },
    async write(text) {
      const bytes = Buffer.from(text);
      const written = stream ? 0 : writeNow(handle, bytes);
      if (written < bytes.length) await writeByStream(bytes.subarray(written));
    },
  };
};

const createEnding = () => {
  let controller: AbortController | undefined;
  let ended: Exit | undefined;
  const signals: readonly [NodeJS.Signals, Exit][] = [
    ["SIGINT", exits.interrupted],
    ["SIGTERM", exits.terminated],
    ["SIGHUP", exits.terminated],
  ];
  return {
    ending(): AbortSignal {
      if (controller) return controller.signal;
      const made = new AbortController();
      controller = made;
      for (const [name, exit] of signals) {
        process.once(name, () => {
          ended ??= exit;
          made.abort();
        });
      }
      return made.signal;
    },
    hasEnded: () => ended,
  };
};

// Where HOME is set, node:os need not be loaded. Node before 20.16 can't load it without waiting.
const home = () => {
  const { HOME, USERPROFILE } = process.env;
  const found = (process.platform === "win32" ? USERPROFILE : HOME) || process.getBuiltinModule?.("node:os").homedir();
  if (found) return found;
  throw new Failure(exits.invalid, "No home folder is known: set HOME, or MUSTER_HOME");
};

// A folder that was deleted under the process has no name any more.
const workingFolder = () => {
  try {
    return process.cwd();
  } catch {
    return home();
  }
};

// A program that was installed for a home folder other than the user's own belongs to that one, whoever starts it.
const environment = (): NodeJS.ProcessEnv => {
  const { MUSTER_HOME: given } = process.env;
  const own = given ? undefined : /^(.+)[/\\]client[/\\]bin[/\\][^/\\]+$/.exec(process.argv[1] ?? "")?.[1];
  return own === undefined ? process.env : { ...process.env, MUSTER_HOME: own };
};

/** The computer as this process sees it. */
export const processWorld = (): World => ({
  env: environment(),
  cwd: workingFolder(),
  platform: process.platform,
  program: process.argv[1] ?? "",
  node: process.execPath,
  home,
  computer: async () => {
    const { hostname, release, type } = await import("node:os");
    return { name: hostname(), os: `${type()} ${release()}`.slice(0, 80) };
  },
  stdin: () => process.stdin,
  stdout: sinkOf("stdout"),
  stderr: sinkOf("stderr"),
  now: Date.now,
  random: Math.random,
  pause,
  ...createEnding(),
});
