import type { Approval } from "#contract/approval.ts";
import { limits } from "#contract/limits.ts";
import { isId } from "../config/session-id.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { oneLine } from "../output/plain.ts";
import type { World } from "../world.ts";
import { findPerson, type PersonHub } from "./hub.ts";
import { asPerson } from "./refusals.ts";

export interface Wanted {
  readonly code: string | undefined;
  readonly decision: "allow" | "deny";
  readonly note?: string;
  /** Only an approval of this session. */
  readonly session?: string | undefined;
  readonly json?: boolean | undefined;
}

const inSession = async ({ client }: PersonHub, session: string, code: string): Promise<Approval> => {
  for (let after: string | undefined; ; ) {
    const query = { session, limit: String(limits.pageItems), ...(after === undefined ? {} : { after }) };
    const page = await client.call("approvals", { query });
    const found = page.items.find((approval) => approval.code === code.toLowerCase());
    if (found) return found;
    if (page.next === null) break;
    after = page.next;
  }
  throw new Failure(exits.invalid, `There is no open approval with the code ${code} in that session`);
};

const decide = async (hub: PersonHub, code: string, { decision, note, session }: Wanted): Promise<Approval> => {
  const body = { decision, ...(note ? { note } : {}) };
  if (session === undefined) {
    return (await hub.client.call("decideByCode", { params: { code }, body })).approval;
  }
  const { id } = await inSession(hub, session, code);
  return (await hub.client.call("decide", { params: { id }, body })).approval;
};

/** Allows or denies by a code and says what that was about. Throws `Failure` with the hub's words. */
export const decideByCode = async (wanted: Wanted, world: World): Promise<Exit> => {
  const { code, session, json } = wanted;
  if (code === undefined) throw new Failure(exits.invalid, "Which one? Give its code; muster approvals lists them");
  if (session !== undefined && !isId(session)) throw new Failure(exits.invalid, `“${session}” is not a session's id`);
  const hub = findPerson(world);
  const approval = await asPerson(hub.url, () => decide(hub, code, wanted));
  const text = `${approval.state} ${approval.code}: ${oneLine(approval.tool)}  ${oneLine(approval.summary)}`;
  await world.stdout.write(`${json ? JSON.stringify(approval) : text}\n`);
  return exits.done;
};
