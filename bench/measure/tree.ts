import { readdir, readFile } from "node:fs/promises";

/** What a process and all that came of it use of the machine. */
export interface TreeUsage {
  processes: number;
  /** Shared pages counted in each process. */
  rssBytes: number;
  /** Shared pages divided among those who share them: what the tree really takes. */
  pssBytes: number;
  /** Processor time of the processes that still run, since each began. */
  cpuMs: number;
}

/** Linux counts processor time in hundredths of a second for programs. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const MS_PER_TICK = 10;

/** The parent and the processor time of one line of `/proc/PID/stat`; the program's name in it may hold anything. */
export const readStat = (line: string): { parent: number; cpuMs: number } => {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK };
};

/** A line of `/proc/PID/smaps_rollup`, in bytes. */
export const readRollup = (text: string, name: "Rss" | "Pss"): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0) * 1024;

const statsOfAll = async () => {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      // One may end while it is read.
      const line = await readFile(`/proc/${name}/stat`, "utf8").catch(() => null);
      return line === null ? [] : [{ pid: Number(name), ...readStat(line) }];
    }),
  );
  return found.flat();
};

/** The processes of the tree that begins at `root`, without those for which `isLeftOut` holds and what came of them. */
const treeOf = async (root: number, isLeftOut: (pid: number) => Promise<boolean>) => {
  const all = await statsOfAll();
  const tree = all.filter((one) => one.pid === root);
  for (const one of tree) {
    for (const child of all) {
      if (child.parent === one.pid && !(await isLeftOut(child.pid))) tree.push(child);
    }
  }
  return tree;
};

type IsLeftOut = (pid: number) => Promise<boolean>;

const nobody: IsLeftOut = () => Promise.resolve(false);

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Measures the tree now; only where there is a /proc. */
export const usageOfTree = async (root: number, isLeftOut: IsLeftOut = nobody): Promise<TreeUsage> => {
  const tree = await treeOf(root, isLeftOut);
  const rollups = await Promise.all(
    tree.map(({ pid }) => readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "")),
  );
  return {
    processes: tree.length,
    rssBytes: sum(rollups.map((text) => readRollup(text, "Rss"))),
    pssBytes: sum(rollups.map((text) => readRollup(text, "Pss"))),
    cpuMs: sum(tree.map((one) => one.cpuMs)),
  };
};
