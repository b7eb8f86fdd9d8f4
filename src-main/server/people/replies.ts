import type { FastifyInstance } from "fastify";
import type { Message } from "#contract/message.ts";
import type { Receipt } from "#contract/receipt.ts";
import type { ReplyAnswer, ReplyRequest } from "#contract/reply.ts";
import { HubError } from "../../core/errors.ts";
import type { Once } from "../../core/idempotency.ts";
import type { PersonCaller } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { hintOf } from "../../core/steering/stopword.ts";
import { presentMessage, presentReceipt } from "../present/messages.ts";
import { serve } from "../route.ts";
import { decided } from "./approvals.ts";
import { personOf } from "./caller.ts";

const viewersNote = "A viewer's message is never handed over.";
const decisionsNote = "These words decided an approval, so they were not sent.";

/** Some words have no receipt on their way; the contract's answer always has one. */
const noReceipt = (message: Message, note: string): Receipt => ({
  messageId: message.id,
  state: "withdrawn",
  carrier: null,
  at: message.createdAt,
  handedAt: null,
  note,
});

export const replyRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  /** Sends a reply, or decides what its words decide. */
  const send = async (
    person: PersonCaller,
    sessionId: string,
    request: ReplyRequest,
    once: Once | undefined,
  ): Promise<ReplyAnswer> => {
    const typed = await core.approvals.readTyped(person, sessionId, request, once);
    if (typed.type === "decision") {
      const approval = decided(typed);
      const own = await core.store.read.messages.byId(approval.messageId);
      if (own === undefined) throw new HubError("not-found", "The discussion of this approval is gone.");
      const message = presentMessage(own);
      return { message, receipt: noReceipt(message, decisionsNote), hint: null, approval };
    }
    const { text } = typed;
    const replied = await core.reply(person, sessionId, { ...request, text }, once);
    const message = presentMessage({ ...replied.message, receipt: replied.receipt });
    const hint = hintOf(text, core.settings.current().stopWord);
    return { message, receipt: message.receipt ?? noReceipt(message, viewersNote), hint, approval: null };
  };

  serve(app, "reply", async ({ request, params, body, once }) => {
    const person = personOf(request);
    return { status: 201, body: await send(person, params.id, body, once(person.id)) };
  });

  const replyToOne = async (person: PersonCaller, sessionId: string, text: string, once: Once | undefined) => {
    // One request, but each session's reply is done once by itself: a repeat makes up for those that failed.
    const own = once && { ...once, key: `${once.key}:${sessionId}` };
    try {
      const { message } = await send(person, sessionId, { text }, own);
      return { sessionId, message, receipt: message.receipt, code: null };
    } catch (error) {
      if (error instanceof HubError) return { sessionId, message: null, receipt: null, code: error.code };
      throw error;
    }
  };

  serve(app, "replyToMany", async ({ request, body, once }) => {
    const person = personOf(request);
    const key = once(person.id);
    if (key !== undefined) await core.claimKey(key);
    const ids = Array.from(new Set(body.sessionIds));
    const results = await Promise.all(ids.map((id) => replyToOne(person, id, body.text, key)));
    return { status: 200, body: { results } };
  });

  serve(app, "withdrawReply", async ({ request, params }) => {
    const { receipt, isWithdrawn } = await core.receipts.withdraw(personOf(request), params.id);
    const presented = presentReceipt(receipt);
    if (isWithdrawn) return { status: 200, body: { receipt: presented } };
    throw new HubError("conflict", "This reply is no longer queued, so it can't be withdrawn.", {
      extra: { receipt: presented },
    });
  });
};
