import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { AgentKindName } from "#contract/agent-kinds.ts";
import type { Finding } from "#contract/machine.ts";
import { decode, readBytes } from "../install/file-state.ts";
import { type FileForm, type FilePlan, type Scope, Unreadable } from "../install/plan.ts";
import { bad, good, warning } from "./findings.ts";

/** What of Muster is in a file. */
type Presence = "none" | "current" | "other" | "unreadable";

/** Whether two texts of a file say the same. Agents lay their files out anew, and put things of their own between. */
const isSame = ({ read }: FileForm, one: string, other: string): boolean =>
  one === other || (read !== undefined && isDeepStrictEqual(read(one), read(other)));

const presenceOf = ({ path, form }: FilePlan): { presence: Presence; why?: string; text: string } => {
  let text = "";
  try {
    const bytes = readBytes(path);
    if (!bytes) return { presence: "none", text };
    text = decode(bytes);
    const rest = form.remove(text);
    if (rest === text) return { presence: "none", text };
    return { presence: isSame(form, form.add(text), text) ? "current" : "other", text };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { presence: "unreadable", why: error.message, text };
  }
};

/** Whether Muster is in a file at all. */
export const isIn = (plan: FilePlan): boolean => ["current", "other"].includes(presenceOf(plan).presence);

const unquote = (word: string) => word.replace(/^(["'])(.*)\1$/, "$2");

/** The program that the hooks in a text are run with, where it is not there any more. */
const goneProgram = (text: string): string | undefined => {
  const lines = text.match(/[^\n]*muster-hook\.cjs[^\n]*/g) ?? [];
  const words = lines.map((line) => /(?:"command":\s*"|^exec )((?:\\"|'|[^"'\s])[^\s]*)/.exec(line)?.[1] ?? "");
  return words
    .map((word) => unquote(word.replaceAll('\\"', '"')))
    .find((path) => path.startsWith("/") && !existsSync(path));
};

/** Whether Muster is in one file of an agent, as this version would put it there. */
export const checkFile = (agent: AgentKindName, scope: Scope, plan: FilePlan): Finding => {
  const { path, holds } = plan;
  const check = holds;
  const fix = `muster install ${agent}${scope === "project" ? " --project" : ""}`;
  const { presence, why, text } = presenceOf(plan);
  if (presence === "none") return bad({ agent, check, text: `Not in ${path}`, fix });
  if (presence === "unreadable") return bad({ agent, check, text: `${path} can't be read: ${why}`, fix });
  if (presence === "current") return good({ agent, check, text: `In ${path}` });
  const gone = goneProgram(text);
  return gone
    ? bad({ agent, check, text: `${path} calls ${gone}, which is not there any more`, fix })
    : warning({ agent, check, text: `${path} has it from another version`, fix });
};
