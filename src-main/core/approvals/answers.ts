import { DecisionRequest } from "#contract/approval.ts";
import type { ReplyRequest } from "#contract/reply.ts";
import { HubError } from "../errors.ts";
import type { Once } from "../idempotency.ts";
import { roleIn, sessionOfPerson } from "../people/access.ts";
import type { ApprovalRecord, PersonCaller } from "../records.ts";
import { decideIn, missing, type Outcome, type Wanted } from "./decide.ts";
import type { Ended } from "./end.ts";
import type { OpenParts } from "./parts.ts";
import { isMeant, readTyped, type TypedDecision, whyNoCode, withoutEscape } from "./typed.ts";

/** What words typed as a reply came to: a decision, or a text that is a reply. */
export type Typed = ({ type: "decision" } & Ended) | { type: "text"; text: string };

export interface Answers {
  /** The first one wins. Throws `forbidden` for a viewer, `invalid` for what the agent does not take. */
  decide(caller: PersonCaller, id: string, request: DecisionRequest, once?: Once): Promise<Ended>;
  /** The same by the code of an open one. Throws `invalid` for what is no code, `not-found` for one that nobody has. */
  decideByCode(caller: PersonCaller, code: string, request: DecisionRequest, once?: Once): Promise<Ended>;
  /** Reads `approve CODE` and `deny CODE words` in a discussion, and decides; anything else is a text for the agent. */
  readTyped(
    caller: PersonCaller,
    sessionId: string,
    reply: Pick<ReplyRequest, "text" | "attachments">,
    once?: Once,
  ): Promise<Typed>;
}

/** How a decision comes in, by what the person calls from. */
const viaOf = (caller: PersonCaller, { via = "page" }: Pick<DecisionRequest, "via">): Wanted["via"] =>
  caller.device?.kind === "key" ? "device" : via;

const refusals = {
  viewer: "A viewer can't allow or deny. Ask an owner or operator.",
  rule: "The call as you changed it is denied by a rule. Change it otherwise, or ask an owner to end the rule.",
} as const;

const refusal = ({ why }: Extract<Outcome, { type: "refused" }>): HubError =>
  why === "unseen" ? missing() : new HubError("forbidden", refusals[why]);

const createDecide =
  (parts: OpenParts) =>
  async (caller: PersonCaller, id: string, wanted: Wanted, once: Once | undefined): Promise<Ended> => {
    const { value, isReplay } = await parts.writeOnce(once, (tx) => decideIn(tx, parts, caller, id, wanted));
    if (value.type === "refused") throw refusal(value);
    const { approval, isDone, rule, isEnded } = value;
    if (!isReplay) {
      if (isEnded) await parts.tellEnded([approval]);
      if (rule !== null) parts.rules.committed([rule]);
    }
    return { approval, isDone };
  };

const unknown = (code: string) => new HubError("not-found", `There is no approval with the code ${code}.`);

/** The approval that a code means to this person: the open one, else the newest that had it. */
const findByCode = async (
  { store }: Pick<OpenParts, "store">,
  caller: PersonCaller,
  code: string,
): Promise<ApprovalRecord> => {
  const { approvals } = store.read;
  const found = (await approvals.openByCode(code)) ?? (await approvals.newestByCode(code));
  if (found === undefined || (await roleIn(store.read, caller, found.sessionId)) === undefined) throw unknown(code);
  return found;
};

/** Words for one who meant a sentence. */
const asText = (text: string) => {
  const first = text.trimStart().split("\n", 1)[0] ?? "";
  const short = first.length > 40 ? `${first.slice(0, 40)}…` : first;
  return `Nothing was sent. To send it to the agent as text, begin with a backslash: \\${short}`;
};

const refuseWith = (error: unknown, text: string): never => {
  if (!(error instanceof HubError) || (error.code !== "invalid" && error.code !== "not-found")) throw error;
  throw new HubError(error.code, `${error.message} ${asText(text)}`, { issues: error.issues ?? [] });
};

const invalid = (path: string, message: string) =>
  new HubError("invalid", `${path}: ${message}`, { issues: [{ path, message }] });

/** Refuses what a decision can't take along. */
const refuseMore = ({ decision, note }: TypedDecision, attachments: readonly string[]): void => {
  if (attachments.length > 0) throw invalid("attachments", "words that decide an approval take no files along");
  const issue = DecisionRequest.safeParse({ decision, note }).error?.issues[0];
  if (issue !== undefined) throw invalid("text", `the words for the agent are too long: ${issue.message}`);
};

const elsewhere = (title: string, code: string) =>
  new HubError("conflict", `The approval ${code} belongs to another discussion: “${title}”. Nothing was decided.`);

export const createAnswers = (parts: OpenParts): Answers => {
  const { store } = parts;
  const decide = createDecide(parts);

  const byCode = async (caller: PersonCaller, code: string, sessionId?: string): Promise<ApprovalRecord> => {
    const word = code.toLowerCase();
    const why = whyNoCode(word);
    if (why !== undefined) throw new HubError("invalid", why, { issues: [{ path: "code", message: why }] });
    const found = await findByCode(parts, caller, word);
    if (sessionId !== undefined && found.sessionId !== sessionId) {
      throw elsewhere((await store.read.sessions.byId(found.sessionId))?.title ?? "", word);
    }
    return found;
  };

  return {
    async decide(caller, id, request, once) {
      await parts.expireIfOverdue(id);
      return decide(caller, id, { ...request, via: viaOf(caller, request) }, once);
    },
    async decideByCode(caller, code, request, once) {
      const { id } = await byCode(caller, code);
      return this.decide(caller, id, request, once);
    },
    async readTyped(caller, sessionId, reply, once) {
      const { text, attachments = [] } = reply;
      const typed = readTyped(text);
      if (typed === undefined) return { type: "text", text: withoutEscape(text) };
      const { session } = await sessionOfPerson(store.read, caller, sessionId);
      if (!isMeant(typed, session.openApprovals > 0)) return { type: "text", text };
      refuseMore(typed, attachments);
      const { id } = await byCode(caller, typed.word, sessionId).catch((error: unknown) => refuseWith(error, text));
      await parts.expireIfOverdue(id);
      const { decision, note } = typed;
      const ended = await decide(caller, id, { decision, via: "reply", ...(note === undefined ? {} : { note }) }, once);
      return { type: "decision", ...ended };
    },
  };
};
