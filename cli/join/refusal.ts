import type { ErrorCode } from "#contract/errors.ts";
import { exits } from "../exits.ts";
import type { Explained } from "../output/explain.ts";
import { isProblem } from "../errors.ts";

const unknown = "The code is not known: check it, or make a new one in the hub";
const words: Partial<Record<ErrorCode, string>> = {
  unauthorized: unknown,
  forbidden: unknown,
  "not-found": unknown,
  gone: "The code was used, or its ten minutes are over: make a new one in the hub",
  conflict: "The code was used already: make a new one in the hub",
};

/** What is special about a join that the hub refused; undefined where it means the same as for every call. */
export const refusal = (error: unknown): Explained | undefined => {
  const said = isProblem(error) && error.problem.code ? words[error.problem.code] : undefined;
  return said === undefined ? undefined : { exit: exits.invalid, words: said };
};
