import type { ActRequest } from "#contract/act.ts";
import type { Report } from "#contract/machine.ts";
import { limits } from "#contract/limits.ts";
import type { Masked } from "../masking/mask.ts";
import type { Reading } from "../integrations/hook.ts";

/** Takes the secrets out of a text. */
export type Mask = (text: string) => Promise<Masked>;

/** The most of each text, in characters, as the contract has it. */
const most = {
  activity: 300,
  tool: 80,
  stateNote: 500,
  title: 2000,
  planStep: 500,
  folder: 4096,
  branch: 255,
} as const;
// Scanned before it is cut: half a secret would not be known as one. Longer texts are cut roughly first.
const scanned = 80_000;

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`.toWellFormed();

/** Cut to what a message may hold, in bytes. */
const cutBytes = (text: string): string => {
  if (Buffer.byteLength(text) <= limits.textBytes) return text;
  const bytes = Buffer.from(text).subarray(0, limits.textBytes - 3);
  // A character that was cut through becomes U+FFFD, which takes no more room than the three bytes left for it.
  return `${bytes.toString().replace(/\uFFFD+$/, "")}…`;
};

export interface ComposeOptions {
  readonly kind: string;
  /** When it happened, RFC 3339. */
  readonly at: string;
  /** How much this machine tells. */
  readonly report: Report;
  readonly mask: Mask;
  readonly branch?: string | undefined;
}

/** What the hub is told of an act: as much as the machine's setting allows, without secrets, within the limits. */
export const compose = async (
  reading: Reading,
  { kind, at, report, mask, branch }: ComposeOptions,
): Promise<ActRequest> => {
  let masked = 0;
  const clean = async (text: string, length: number) => {
    const found = await mask(text.slice(0, scanned));
    masked += found.count;
    return length === 0 ? found.text : cut(found.text, length);
  };
  const cleanPlan = (steps: NonNullable<Reading["plan"]>) =>
    Promise.all(steps.map(async ({ text, done }) => ({ text: await clean(text, most.planStep), done })));
  const tellsMessages = report !== "states";
  const { activity, stateNote, plan, post, title } = reading;
  const folder = reading.folder?.slice(0, most.folder);
  const usage = tellsMessages ? reading.usage?.() : undefined;
  const told: Omit<ActRequest, "masked"> = {
    agent: { kind, ...(reading.version ? { version: cut(reading.version, 40) } : {}) },
    session: {
      externalId: reading.externalId.slice(0, 200),
      ...(title && tellsMessages ? { title: await clean(title, most.title) } : {}),
      ...(folder ? { folder } : {}),
      ...(branch ? { branch: branch.slice(0, most.branch) } : {}),
    },
    event: reading.event,
    ...(reading.subagent ? { subagent: true } : {}),
    at,
    ...(activity && report === "tools"
      ? {
          activity: {
            text: await clean(activity.text, most.activity),
            ...(activity.tool ? { tool: cut(activity.tool, most.tool) } : {}),
          },
        }
      : {}),
    ...(stateNote && tellsMessages ? { stateNote: await clean(stateNote, most.stateNote) } : {}),
    ...(plan && tellsMessages ? { plan: await cleanPlan(plan) } : {}),
    ...(usage ? { usage } : {}),
    ...(post && tellsMessages ? { post: { ...post, text: cutBytes(await clean(post.text, 0)) } } : {}),
  };
  return masked === 0 ? told : { ...told, masked };
};
