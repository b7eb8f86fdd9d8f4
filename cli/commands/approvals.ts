import type { Approval } from "#contract/approval.ts";
import { limits } from "#contract/limits.ts";
import type { Given } from "../arguments.ts";
import { isId } from "../config/session-id.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { note } from "../output/note.ts";
import { paintFor } from "../output/paint.ts";
import { oneLine, plain } from "../output/plain.ts";
import { seconds } from "../output/time.ts";
import { findPerson, type PersonHub } from "../person/hub.ts";
import { asPerson } from "../person/refusals.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const readAll = async ({ client }: PersonHub, session: string | undefined): Promise<Approval[]> => {
  const found: Approval[] = [];
  for (let after: string | undefined; ; ) {
    const query = { limit: String(limits.pageItems), ...(after && { after }), ...(session && { session }) };
    const page = await client.call("approvals", { query });
    found.push(...page.items);
    if (page.next === null) return found;
    after = page.next;
  }
};

/** The whole call: nothing that a person decides on is left out. */
const callOf = ({ input }: Approval): string => {
  const { command, ...rest } = (typeof input === "object" && input !== null ? input : {}) as Record<string, unknown>;
  if (typeof command !== "string") return JSON.stringify(input, null, 2);
  return [command, ...(Object.keys(rest).length === 0 ? [] : [JSON.stringify(rest, null, 2)])].join("\n");
};

const indented = (text: string) =>
  plain(text)
    .split("\n")
    .map((line) => `    ${line}\n`)
    .join("");

const asBlock = (world: World) => {
  const paint = paintFor(world.stdout, world.env);
  return (approval: Approval): string => {
    const { code, tool, agentKind, folder, expiresAt, summary, verdict } = approval;
    const left = `${seconds(Math.max(0, Date.parse(expiresAt) - world.now()))} left`;
    const where = [agentKind, folder, left].filter((part) => part !== null).map(oneLine);
    const head = `${paint("yellow", code)}  ${paint("bold", oneLine(tool))}  ${paint("dim", where.join("  "))}\n`;
    const words = summary === "" ? "" : `  ${oneLine(summary)}\n`;
    const risks = verdict.risks.map(({ kind, detail }) => oneLine(`${kind} (${detail})`));
    const warning = risks.length === 0 ? "" : `  ${paint("red", risks.join(", "))}\n`;
    return head + words + warning + indented(callOf(approval));
  };
};

const asLine = ({ code, id, sessionId, tool, expiresAt, summary }: Approval): string =>
  `${[code, id, sessionId, tool, expiresAt, summary].map(oneLine).join("\t")}\n`;

/** `muster approvals`: what agents wait to be allowed, oldest first. */
export const run = async ({ words, options }: Given<typeof verbs.approvals.options>, world: World): Promise<Exit> => {
  const { session, json } = options;
  if (words.length > 0) throw new Failure(exits.invalid, `“${words[0]}” is one word too many`);
  if (session !== undefined && !isId(session)) throw new Failure(exits.invalid, `“${session}” is not a session's id`);
  const hub = findPerson(world);
  const found = await asPerson(hub.url, () => readAll(hub, session));
  if (json) await world.stdout.write(`${JSON.stringify(found)}\n`);
  else if (!world.stdout.isTerminal) await world.stdout.write(found.map(asLine).join(""));
  else if (found.length > 0) await world.stdout.write(found.map(asBlock(world)).join("\n"));
  else await note(world, "nothing waits for a decision");
  return exits.done;
};
