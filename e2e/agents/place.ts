import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A throw-away computer of one person: a home, a project, and nothing of the real one's environment. */
export interface Place {
  root: string;
  home: string;
  project: string;
  env: Record<string, string>;
  /** Writes a file below the home. */
  write(path: string, content: string | object): Promise<void>;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const kept = ["LANG", "LC_ALL", "TZ", "SystemRoot", "TEMP", "TMP"];

/**
 * Makes the folders of a throw-away computer below `root`.
 * @param programs folders that its PATH begins with
 */
export const createPlace = async (root: string, programs: string[]): Promise<Place> => {
  const home = join(root, "home");
  const project = join(root, "project");
  await Promise.all([home, project].map((path) => mkdir(path, { recursive: true })));
  const env: Record<string, string> = { HOME: home, USERPROFILE: home, TERM: "xterm-256color", SHELL: "/bin/bash" };
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name];
  env.PATH = [...programs, dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"].join(
    ":",
  );
  return {
    root,
    home,
    project,
    env,
    async write(path, content) {
      const file = join(home, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`);
    },
  };
};

/**
 * Runs a program to its end, in the project. One that takes longer than `seconds` is ended with all that it started.
 * Its output is given also then; `code` is null.
 */
export const run = async (
  { project, env }: Place,
  [program = "", ...args]: string[],
  more: Record<string, string> = {},
  seconds = 90,
): Promise<Ended> => {
  const child = spawn(program, args, {
    cwd: project,
    env: { ...env, ...more },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
  });
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), seconds * 1000);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  return { code, stdout, stderr };
};
