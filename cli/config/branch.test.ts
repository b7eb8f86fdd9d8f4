import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing/temp-folder.ts";
import { readBranch } from "./branch.ts";

const repository = (head: string) => {
  const folder = tempFolder();
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git", "HEAD"), head);
  return folder;
};

describe("the git branch of a folder", () => {
  it("is read from the repository, also from a folder inside it", () => {
    const folder = repository("ref: refs/heads/feature/x\n");
    expect(readBranch(folder)).toBe("feature/x");
    expect(readBranch(join(folder, "src", "deep"))).toBe("feature/x");
  });

  it("is read through the link file of a worktree", () => {
    const main = repository("ref: refs/heads/main\n");
    const worktree = tempFolder();
    mkdirSync(join(main, ".git", "worktrees", "w"), { recursive: true });
    writeFileSync(join(main, ".git", "worktrees", "w", "HEAD"), "ref: refs/heads/side\n");
    writeFileSync(join(worktree, ".git"), `gitdir: ${join(main, ".git", "worktrees", "w")}\n`);
    expect(readBranch(worktree)).toBe("side");
  });

  it("is none on a bare commit, or without a repository", () => {
    expect(readBranch(repository("0123456789abcdef0123456789abcdef01234567\n"))).toBeUndefined();
    expect(readBranch(repository("ref: refs/heads/.invalid\n"))).toBeUndefined();
    expect(readBranch(tempFolder())).toBeUndefined();
  });
});
