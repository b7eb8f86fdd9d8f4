import type { Approval, ApprovalRequest } from "#contract/approval.ts";
import { activityOf } from "../integrations/activity.ts";
import { maskSecrets } from "../masking/mask.ts";
import { type Around, contextOf } from "./context.ts";

/** A call as an agent's side hands it over. */
export interface AskedCall {
  readonly tool: string;
  readonly input: unknown;
  readonly folder?: string | undefined;
  readonly summary?: string | undefined;
  readonly callId?: string | undefined;
  readonly suggestions?: readonly unknown[] | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly takes?: ApprovalRequest["takes"];
  readonly rulesOnly?: ApprovalRequest["rulesOnly"];
}

const most = { tool: 200, summary: 2000, callId: 200, suggestions: 50, folder: 4096 } as const;

const cut = (text: string, length: number) => text.slice(0, length).toWellFormed();

/**
 * What the hub is asked about a call. The input goes as it is, since a person must see what they allow; the summary, which
 * lists and notifications show, goes without secrets.
 */
export const requestOf = async (call: AskedCall, around: Around): Promise<ApprovalRequest> => {
  const tool = cut(call.tool, most.tool) || "tool";
  const folder = call.folder?.slice(0, most.folder);
  const summary = call.summary ?? activityOf(tool, call.input, folder).text;
  const given: Partial<ApprovalRequest> = {
    timeoutSeconds: call.timeoutSeconds,
    callId: call.callId?.slice(0, most.callId),
    takes: call.takes,
    rulesOnly: call.rulesOnly,
    suggestions: call.suggestions?.slice(0, most.suggestions) as ApprovalRequest["suggestions"],
    context: folder === undefined ? undefined : contextOf(call, folder, around),
  };
  return {
    tool,
    input: (call.input ?? null) as ApprovalRequest["input"],
    summary: cut((await maskSecrets(summary.slice(0, 80_000))).text, most.summary),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
};

/** The input to use instead, where a person changed it and the agent takes that. */
export const changedInput = ({ decision, takes }: Approval): unknown =>
  takes.input && decision?.input !== null ? decision?.input : undefined;
