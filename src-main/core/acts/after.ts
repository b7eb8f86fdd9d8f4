import type { ActEvent, ActRequest } from "#contract/act.ts";
import type { SessionState } from "#contract/session.ts";
import type { ActivityRecord, SessionRecord, TurnRecord } from "../records.ts";
import { signAt } from "../attention/habit.ts";
import { behindAfterPrompt } from "../approvals/behind.ts";
import type { SessionPatch } from "../store.ts";

/** What a session is after an act of its agent. */
export interface After {
  patch: SessionPatch;
  /** The act happened before one that is known already: it never sets anything back. */
  isLate: boolean;
}

interface At {
  now: number;
  /** When it happened, by the agent's machine, and not after `now`. */
  happenedAt: number;
}

const noTurn: TurnRecord = {
  endHandovers: 0,
  isStopped: false,
  lastEvent: null,
  lastActAt: null,
  beganAt: null,
  isOver: true,
  state: null,
};

const subagentSteps: Partial<Record<ActEvent, number>> = { "subagent-started": 1, "subagent-ended": -1 };
const startsWork: ReadonlySet<ActEvent> = new Set(["prompted", "tool", "tool-done", "subagent-started"]);

const activityAfter = (session: SessionRecord, act: ActRequest, turn: TurnRecord, at: At & { isLate: boolean }) => {
  const { event } = act;
  const before: ActivityRecord = session.activity ?? {
    text: "",
    tool: null,
    at: at.happenedAt,
    toolCalls: 0,
    subagents: 0,
    masked: 0,
  };
  const after = { ...before, masked: before.masked + (act.masked ?? 0) };
  if (event === "prompted" && !at.isLate) Object.assign(after, { text: "", tool: null, toolCalls: 0, subagents: 0 });
  if ((event === "ended" || event === "started") && !at.isLate) after.subagents = 0;
  after.subagents = Math.max(0, after.subagents + (subagentSteps[event] ?? 0));
  if (event === "tool" && at.happenedAt >= (turn.beganAt ?? 0)) after.toolCalls += 1;
  if (act.activity !== undefined && !at.isLate) {
    Object.assign(after, { text: act.activity.text, tool: act.activity.tool ?? null, at: at.happenedAt });
  }
  const isSame = (Object.keys(after) as (keyof ActivityRecord)[]).every((key) => after[key] === before[key]);
  return { activity: isSame ? before : after, isSame };
};

const turnAfter = (turn: TurnRecord, { event, subagent }: ActRequest, { happenedAt }: At): TurnRecord => {
  const after = { ...turn, lastEvent: event, lastActAt: happenedAt };
  if (subagent === true) return after;
  if (event === "prompted") return { ...after, endHandovers: 0, isStopped: false, beganAt: happenedAt, isOver: false };
  if (event === "tool") return { ...after, endHandovers: 0, isOver: false };
  if (event === "tool-done") return { ...after, isOver: false };
  if (event === "turn-ended" || event === "ended") return { ...after, isOver: true };
  return after;
};

/** Whether the state was set by the agent's own words, or by a person, since its hooks spoke last. */
const isSetByWords = (session: SessionRecord, turn: TurnRecord) =>
  turn.state !== null && session.state !== turn.state && session.state !== "working" && session.state !== "closed";

/** The state that follows; undefined leaves it as it is. */
const stateAfter = (
  session: SessionRecord,
  { event, subagent }: ActRequest,
  turn: TurnRecord,
  subagents: number,
): SessionState | undefined => {
  if (subagent === true && (event === "turn-ended" || event === "ended")) return undefined;
  switch (event) {
    case "waiting":
    case "blocked":
      return event;
    case "started":
      return session.state === "working" && !turn.isOver ? "working" : "idle";
    case "turn-ended":
      if (isSetByWords(session, turn)) return undefined;
      return subagents > 0 ? "working" : "idle";
    case "subagent-ended":
      return session.state === "working" && turn.isOver && subagents === 0 ? "idle" : undefined;
    case "tool-done":
      // The call may have been the very one by which the agent said that it waits or is done.
      return isSetByWords(session, turn) ? undefined : "working";
    case "ended":
      return session.state === "closed" || session.state === "failed" ? undefined : "done";
    default:
      return startsWork.has(event) ? "working" : undefined;
  }
};

const factsOf = (session: SessionRecord, act: ActRequest): SessionPatch => {
  const { folder, branch } = act.session;
  const patch: SessionPatch = {};
  if (act.plan !== undefined) patch.plan = act.plan;
  if (act.usage !== undefined) patch.usage = act.usage;
  // An agent that changes its folder while it works is still the same task.
  const isPlace = session.folder === null || act.event === "started";
  if (folder !== undefined && isPlace && folder !== session.folder) patch.folder = folder;
  if (branch !== undefined && branch !== session.branch) patch.branch = branch;
  return patch;
};

const newsOf = (session: SessionRecord, act: ActRequest, at: At & { state: SessionState }): SessionPatch => {
  const patch: SessionPatch = {};
  const { state } = at;
  const isHeldUp = state === "waiting" || state === "blocked";
  const isSaid = act.event === state;
  const note = isSaid ? (act.stateNote ?? null) : session.stateNote;
  const stateNote = isHeldUp ? note : null;
  if (stateNote !== session.stateNote) patch.stateNote = stateNote;
  if (state !== session.state) {
    patch.state = state;
    if (session.state === "closed") patch.closedAt = null;
  }
  // Lists are sorted by it: a tool call must not move a session about.
  if (state !== session.state || act.event === "prompted" || act.plan !== undefined) patch.updatedAt = at.now;
  return patch;
};

/** More than acts of one agent overtake each other on their way. */
const MOST_OVERTAKEN_MS = 60_000;

/** Whether what is known already happened later. One that asks for replies comes right now: its clock was set back. */
const isBefore = (lastActAt: number | null, act: ActRequest, { happenedAt }: At): boolean => {
  if (lastActAt === null || happenedAt >= lastActAt) return false;
  return act.take !== true || lastActAt - happenedAt <= MOST_OVERTAKEN_MS;
};

/** What an act changes of its session. Pure: the same act on the same session always gives the same. */
export const after = (session: SessionRecord, act: ActRequest, at: At): After => {
  const turn = session.turn ?? noTurn;
  const isLate = isBefore(turn.lastActAt, act, at);
  const { activity, isSame } = activityAfter(session, act, turn, { ...at, isLate });
  const patch: SessionPatch = signAt(session, at.now);
  // A tool call can only be refused: it brings no reply.
  if (act.take === true && act.event !== "tool") patch.lastAskedAt = at.now;
  if (!isSame) patch.activity = activity;
  if (isLate) return { patch, isLate };
  if (act.event === "prompted" && act.subagent !== true && session.behind !== null) {
    patch.behind = behindAfterPrompt(session.behind);
  }
  const next = turnAfter(turn, act, at);
  const wanted = stateAfter(session, act, turn, activity.subagents);
  const state = wanted ?? session.state;
  const isOver = act.event === "started" ? state !== "working" : next.isOver;
  patch.turn = wanted === undefined ? { ...next, isOver } : { ...next, isOver, state };
  return { patch: { ...patch, ...factsOf(session, act), ...newsOf(session, act, { ...at, state }) }, isLate };
};
