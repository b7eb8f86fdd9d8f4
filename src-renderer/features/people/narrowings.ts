import type { Member, Narrowing } from "#contract/people.ts";
import type { Role } from "#contract/role.ts";

/** What a person may do in one discussion, as the picker shows it: their own role, a lower one, or nothing. */
export type Choice = "own" | Narrowing["role"];

/** What can be chosen for a discussion. Only ever less than the person's own role. */
export const choicesFor = (role: Role, sees: Member["sees"]): Choice[] => {
  const lower: Choice[] = role === "owner" ? ["operator", "viewer"] : role === "operator" ? ["viewer"] : [];
  return sees === "all" ? ["own", ...lower, "none"] : ["none", "own", ...lower];
};

/** What is chosen for a discussion now. */
export const choiceOf = (
  narrowings: readonly Narrowing[],
  sessionId: string,
  { role, sees }: Pick<Member, "role" | "sees">,
): Choice => {
  const found = narrowings.find((narrowing) => narrowing.sessionId === sessionId);
  if (!found) return sees === "all" ? "own" : "none";
  if (found.role === "none") return "none";
  return choicesFor(role, sees).includes(found.role) ? found.role : "own";
};

/** The role that names a discussion without taking anything of an own role away. */
const fullOf = (role: Role): Narrowing["role"] => (role === "viewer" ? "viewer" : "operator");

/** The narrowings after a choice for one discussion. What is as without a narrowing needs none. */
export const withChoice = (
  narrowings: readonly Narrowing[],
  sessionId: string,
  choice: Choice,
  { role, sees }: Pick<Member, "role" | "sees">,
): Narrowing[] => {
  const others = narrowings.filter((narrowing) => narrowing.sessionId !== sessionId);
  const isPlain = sees === "all" ? choice === "own" : choice === "none";
  if (isPlain) return others;
  return [...others, { sessionId, role: choice === "own" ? fullOf(role) : choice }];
};
