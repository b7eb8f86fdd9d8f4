import type { NewRule, RuleTemplate } from "#contract/rule.ts";

/** In every shell tool of every agent: words of commands are only compared there. */
const commands = (effect: NewRule["effect"], patterns: readonly string[]): NewRule[] =>
  patterns.map((command) => ({ effect, tool: "*", match: { command } }));

/** Tools that look at files, as the agents name them. A path is only compared in tools whose paths are known. */
const readers = ["Read", "read*", "Glob", "glob", "Grep", "grep*", "LS", "ls", "list*", "search_file*", "find"];

/** Rules to start from. Wider ones can be made, but not by one click. */
export const ruleTemplates: readonly RuleTemplate[] = [
  {
    id: "read-only",
    rules: readers.map((tool) => ({ effect: "allow", tool, match: { path: "./**" } })),
  },
  {
    // All of these run code of the repository: who may change it can have anything run.
    id: "tests-and-linters",
    rules: commands("allow", [
      "npm test **",
      "npm run test **",
      "npm run lint **",
      "npx vitest **",
      "npx tsc **",
      "npx eslint **",
      "pytest **",
      "ruff check **",
      "cargo test **",
      "cargo clippy **",
      "go test **",
      "go vet **",
    ]),
  },
  {
    id: "git-except-push",
    rules: [
      ...commands("allow", [
        "git status **",
        "git diff **",
        "git log **",
        "git show **",
        "git blame **",
        "git add **",
        "git commit **",
        "git switch **",
        "git branch **",
        "git stash **",
        "git fetch",
        "git pull",
      ]),
      ...commands("ask", ["git push **"]),
    ],
  },
  {
    id: "private-folders",
    rules: ["~/.ssh/**", "~/.gnupg/**", "~/.aws/**", "~/.kube/**", "~/.config/gcloud/**", "~/.netrc"].map((path) => ({
      effect: "deny",
      tool: "*",
      match: { path },
    })),
  },
];
