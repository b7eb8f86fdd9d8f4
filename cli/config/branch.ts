import { dirname, isAbsolute, join, resolve } from "node:path";
import { readIfThere } from "./read-file.ts";

const safely = (path: string) => {
  try {
    return readIfThere(path);
  } catch {
    return undefined; // `.git` is a folder in most places, and a file in worktrees and submodules.
  }
};

const headIn = (folder: string): string | undefined => {
  const link = /^gitdir: (.+)$/m.exec(safely(join(folder, ".git")) ?? "")?.[1]?.trim();
  if (link === undefined) return safely(join(folder, ".git", "HEAD"));
  return safely(join(isAbsolute(link) ? link : resolve(folder, link), "HEAD"));
};

/** The git branch that is checked out in a folder or above it, without running git; undefined when there is none. */
export const readBranch = (folder: string): string | undefined => {
  const head = headIn(folder);
  if (head !== undefined) {
    const branch = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim();
    return branch === ".invalid" ? undefined : branch; // What reftable repositories write there.
  }
  return dirname(folder) === folder ? undefined : readBranch(dirname(folder));
};
