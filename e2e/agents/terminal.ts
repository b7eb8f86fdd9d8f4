import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Place } from "./place.ts";
import { until } from "./until.ts";

/** A program in a tmux pane of its own server, so that the person's own tmux is never touched. */
export interface Terminal {
  screen(): string;
  /** Waits until the screen shows it. */
  shows(what: RegExp, seconds?: number): Promise<void>;
  /** Types a line as a person does: the text, and Enter once it stands there. */
  say(text: string): Promise<void>;
  /** Presses keys one after the other, each once the screen has answered the one before. */
  press(...keys: string[]): Promise<void>;
  /** Ends the program and all that it runs. */
  close(): Promise<void>;
}

/** The processes below this one. */
const below = (parent: number): number[] => {
  const rows = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).stdout.trim().split("\n");
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const children = (of: number): number[] =>
    pairs.flatMap(([pid = 0, ppid = 0]) => (ppid === of ? [pid, ...children(pid)] : []));
  return children(parent);
};

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const end = (pid: number): void => {
  if (pid > 1 && isThere(pid)) process.kill(pid, "SIGKILL");
};

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** Starts a program in a pane; the pane's environment has what tmux gives it, as on any computer. */
export const openTerminal = (place: Place, command: string[], env: Record<string, string>): Terminal => {
  const socket = join(place.root, "tmux.sock");
  const tmux = (...args: string[]) =>
    spawnSync("tmux", ["-S", socket, ...args], { encoding: "utf8", env: { ...place.env, ...env }, cwd: place.project });
  const line = `${command.map(quoted).join(" ")}; echo ENDED; exec sleep 600`;
  const started = tmux("-f", "/dev/null", "new-session", "-d", "-s", "agent", "-x", "120", "-y", "40", line);
  if (started.status !== 0) throw new Error(`tmux did not start: ${started.stderr || String(started.error)}`);
  const screen = () =>
    tmux("capture-pane", "-p", "-t", "agent")
      .stdout.split("\n")
      .map((row) => row.trimEnd())
      .filter((row) => row !== "")
      .join("\n");
  const shows = async (what: RegExp, seconds = 30) => {
    await until(`the screen shows ${what}`, () => what.test(screen()), seconds).catch((error: unknown) => {
      throw new Error(`${String(error)}; it shows:\n${screen()}`);
    });
  };
  return {
    screen,
    shows,
    async say(text) {
      tmux("send-keys", "-t", "agent", "-l", "--", text);
      await until("the text stands on the screen", () => screen().includes(text.slice(0, 20)), 10);
      // Programs take an Enter that comes with the text for a part of it, and have no other sign that they are past that.
      await new Promise((resolve) => setTimeout(resolve, 400));
      tmux("send-keys", "-t", "agent", "Enter");
    },
    async press(...keys) {
      for (const key of keys) {
        const before = screen();
        // A program that still draws its menu may not hear the key yet.
        await until("the screen takes the key", async () => {
          tmux("send-keys", "-t", "agent", key);
          return until("it changes", () => screen() !== before, 2).then(() => true);
        });
      }
    },
    async close() {
      const program = Number(tmux("display-message", "-p", "-t", "agent", "#{pane_pid}").stdout);
      const pids = [program, ...below(program)];
      tmux("kill-server");
      // One that goes on would ask the model in the middle of the next case.
      for (const pid of pids) end(pid);
      await until("the program is gone", () => !pids.some(isThere));
    },
  };
};
