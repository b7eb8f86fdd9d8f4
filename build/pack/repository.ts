import { spawnSync } from "node:child_process";
import { root } from "../root.mjs";

/** On GitHub, where the releases are: the app looks there for newer ones. */
export interface Repository {
  owner: string;
  repo: string;
}

/** Reads `owner/name`, or a GitHub address as git or package.json has it; null for anything else. */
export const parseRepository = (text: string | undefined): Repository | null => {
  const match =
    /^(?:(?:git\+)?(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:])?([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
      text?.trim() ?? "",
    );
  const [, owner, repo] = match ?? [];
  return owner && repo ? { owner, repo } : null;
};

const originOfCheckout = (): string =>
  spawnSync("git", ["config", "--get", "remote.origin.url"], { cwd: root, encoding: "utf8" }).stdout ?? "";

/**
 * Where packages of this build look for newer ones: `MUSTER_REPOSITORY` or, as its workflows have it, GitHub's own
 * `GITHUB_REPOSITORY` (`owner/name`), else the checkout's origin. Null where none is on GitHub: then they look nowhere.
 */
export const findRepository = (env: NodeJS.ProcessEnv, origin: () => string = originOfCheckout): Repository | null =>
  parseRepository(env["MUSTER_REPOSITORY"]) ?? parseRepository(env["GITHUB_REPOSITORY"]) ?? parseRepository(origin());

const pageOf = ({ owner, repo }: Repository): string => `https://github.com/${owner}/${repo}`;

/** The packager's settings that go with it. A package for Linux names a page of its project, or says that it has none. */
export const settingsFor = (repository: Repository | null) =>
  repository
    ? {
        publish: { provider: "github" as const, ...repository, releaseType: "draft" as const },
        extraMetadata: { homepage: pageOf(repository), bugs: `${pageOf(repository)}/issues` },
      }
    : { publish: null, extraMetadata: { homepage: "about:blank" } };
