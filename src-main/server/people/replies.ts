import type { FastifyInstance } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { Once } from "../../core/idempotency.ts";
import type { PersonRecord } from "../../core/records.ts";
import type { ServerContext } from "../context.ts";
import { hintOf } from "../../core/steering/stopword.ts";
import { presentMessage, presentReceipt } from "../present/messages.ts";
import { serve } from "../route.ts";
import { personOf } from "./caller.ts";

/** A viewer's message has no receipt on its way; the contract's answer always has one. */
const noReceipt = (messageId: string, at: string) =>
  ({
    messageId,
    state: "withdrawn",
    carrier: null,
    at,
    handedAt: null,
    note: "A viewer's message is never handed over.",
  }) as const;

export const replyRoutes = (app: FastifyInstance, { core }: ServerContext): void => {
  serve(app, "reply", async ({ request, params, body, once }) => {
    const person = personOf(request);
    const replied = await core.reply(person, params.id, body, once(person.id));
    const message = presentMessage({ ...replied.message, receipt: replied.receipt });
    const receipt = message.receipt ?? noReceipt(message.id, message.createdAt);
    return {
      status: 201,
      body: { message, receipt, hint: hintOf(body.text, core.settings.current().stopWord), approval: null },
    };
  });

  const replyToOne = async (person: PersonRecord, sessionId: string, text: string, once: Once | undefined) => {
    // One request, but each session's reply is done once by itself: a repeat makes up for those that failed.
    const own = once && { ...once, key: `${once.key}:${sessionId}` };
    try {
      const { message } = await core.reply(person, sessionId, { text }, own);
      const presented = presentMessage(message);
      return { sessionId, message: presented, receipt: presented.receipt, code: null };
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
