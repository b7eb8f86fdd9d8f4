import { basename } from "node:path";
import { z } from "zod";
import { kindOf } from "#contract/agent-kinds.ts";
import type { Approval } from "#contract/approval.ts";
import { changedInput, requestOf } from "../approvals/request.ts";
import { awaitDecision, type Desk, openApproval, withdraw } from "../approvals/settle.ts";
import { denialFor, undecidedWords } from "../approvals/words.ts";
import { isFailure } from "../errors.ts";
import { explainHere } from "../output/explain-here.ts";
import { withProgress } from "./progress.ts";
import { say } from "./say.ts";
import type { Bench, Call, Tool } from "./tool.ts";

/** A hub that restarts is back before that. */
const openMilliseconds = 10_000;

const input = z.object({
  tool_name: z.string().min(1).describe("The tool that is to be called"),
  input: z.record(z.string(), z.json()).describe("What it is to be called with"),
  tool_use_id: z.string().optional().describe("The agent's own id of the call"),
});
type Asked = z.infer<typeof input>;

/** The answer that Claude Code wants of its `--permission-prompt-tool`: https://code.claude.com/docs/en/headless. */
const answer = (fields: { behavior: "allow"; updatedInput: unknown } | { behavior: "deny"; message: string }) =>
  say(JSON.stringify(fields));

/** The session of this work; one of the folder's name where no hook and no call has opened any. */
const findSession = async ({ hub, world, signal }: Call, { which, kind }: Bench): Promise<string> => {
  try {
    return await which.find(undefined, signal);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
  const agent = kind === undefined ? {} : { kind };
  const body = { title: basename(world.cwd) || "work", agent, folder: world.cwd };
  const { session } = await hub.client.call("openSession", { body, signal });
  which.opened(session.id);
  return session.id;
};

const settle = async (asked: Asked, call: Call, bench: Bench): Promise<Approval | null | undefined> => {
  const { hub, world, signal } = call;
  const { now, random, pause } = world;
  const desk: Desk = { client: hub.client, waiting: hub.waiting, now, random, pause };
  const session = await findSession(call, bench);
  const { tool_name: tool, tool_use_id: callId } = asked;
  const takes = { input: true, note: kindOf(bench.kind).approve.note || bench.kind === undefined, allow: true };
  const body = await requestOf({ tool, input: asked.input, callId, takes, folder: world.cwd }, world);
  const opened = await openApproval(desk, session, body, { openUntil: now() + openMilliseconds, gone: signal });
  if (!opened) return opened;
  const patience = { until: Number.POSITIVE_INFINITY, gone: signal };
  const ended = await withProgress(call, "Waiting for somebody to decide", awaitDecision(desk, opened, patience));
  if (ended === undefined) await withdraw(desk, opened.id);
  return ended;
};

export const approveCall: Tool<typeof input> = {
  title: "Ask whether a call may be made",
  description:
    "For the agent's program, not for its model: asks a person whether a tool call may be made, as " +
    "`claude --permission-prompt-tool mcp__muster__approve` calls it.",
  input,
  isWhole: true,
  async run(asked, call, bench) {
    try {
      const ended = await settle(asked, call, bench);
      if (ended?.state === "allowed") {
        return answer({ behavior: "allow", updatedInput: changedInput(ended) ?? asked.input });
      }
      if (ended?.state === "denied") return answer({ behavior: "deny", message: denialFor(ended) });
      const state = ended?.state === "withdrawn" ? "withdrawn" : "expired";
      return answer({ behavior: "deny", message: undecidedWords[state] });
    } catch (error) {
      // Nobody sits before it who could be asked instead.
      return answer({ behavior: "deny", message: `${explainHere(error, call.world).words}.` });
    }
  },
};
