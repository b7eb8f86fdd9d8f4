import type { SessionPatch } from "../../core/store.ts";
import { toJson } from "../json-column.ts";
import type { Bindable } from "../patch.ts";

/** Where the properties of a patch are kept. */
export const sessionColumns = {
  title: "title",
  titleKey: "title_key",
  externalId: "external_id",
  state: "state",
  stateNote: "state_note",
  activity: "activity",
  turn: "turn",
  waitForMe: "wait_for_me",
  folder: "folder",
  branch: "branch",
  plan: "plan",
  progress: "progress",
  usage: "usage",
  links: "links",
  updatedAt: "updated_at",
  lastHeardAt: "last_heard_at",
  lastAskedAt: "last_asked_at",
  closedAt: "closed_at",
  behind: "behind",
  habit: "habit",
  agentId: "agent_id",
} satisfies Record<keyof SessionPatch, string>;

const jsonOrAbsent = (value: unknown) => (value === undefined ? undefined : toJson(value));

/** The patch as it is bound: lists and objects as JSON. */
export const bindablePatch = ({
  plan,
  usage,
  links,
  activity,
  turn,
  waitForMe,
  behind,
  habit,
  ...plain
}: SessionPatch): Record<string, Bindable | undefined> => ({
  ...plain,
  plan: jsonOrAbsent(plan),
  usage: jsonOrAbsent(usage),
  links: jsonOrAbsent(links),
  activity: jsonOrAbsent(activity),
  turn: jsonOrAbsent(turn),
  behind: jsonOrAbsent(behind),
  habit: jsonOrAbsent(habit),
  waitForMe: typeof waitForMe === "boolean" ? Number(waitForMe) : waitForMe,
});
