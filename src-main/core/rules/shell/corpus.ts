import type { Effect } from "#contract/rule.ts";
import { disguised } from "./corpus-disguised.ts";
import { nested } from "./corpus-nested.ts";

/** A line, what the rules of `corpusRules` say to it, and why. */
export type Trick = readonly [line: string, effect: Effect, why: string];

/** Wide rules, as people make them. */
export const corpusRules: readonly (readonly [effect: Effect, command: string])[] = [
  ["allow", "ls **"],
  ["allow", "git status **"],
  ["allow", "echo **"],
  ["allow", "cat **"],
  ["allow", "npm test **"],
  ["allow", "grep **"],
  ["allow", "head **"],
  ["allow", "tail **"],
  ["allow", "diff **"],
  ["allow", "git **"],
  ["allow", "env **"],
  ["allow", "xargs **"],
  ["allow", "bash **"],
  ["allow", "sh **"],
  ["allow", "timeout **"],
  ["allow", "nice **"],
  ["allow", "nohup **"],
  ["allow", "command **"],
  ["allow", "busybox **"],
  ["allow", "sed **"],
  ["allow", "awk **"],
  ["allow", "sort **"],
  ["allow", "uniq **"],
  ["allow", "tar **"],
  ["allow", "npx **"],
  ["allow", "find **"],
  ["allow", "python3 **"],
  ["allow", "node **"],
  ["allow", "cd **"],
  ["allow", "printf **"],
  ["allow", "test **"],
  ["allow", "[ **"],
  ["allow", "rg **"],
  ["allow", "setsid **"],
  ["allow", "stdbuf **"],
  ["allow", "pwd"],
  ["allow", "ls *.ts"],
  ["allow", "find * -name *"],
  ["allow", "NODE_ENV=test npm test"],
  ["allow", "npm test > build/*.log"],
  ["deny", "rm **"],
  ["ask", "git push **"],
];

/** Lines that were written to come through where they should not, and plain ones. */
export const corpus: readonly Trick[] = [...nested, ...disguised];
