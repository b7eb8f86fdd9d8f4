import { isObject, type JsonText } from "./json-text.ts";
import type { JsonEdit } from "./json-form.ts";
import { Unreadable } from "./plan.ts";

/** What an agent does at one of its events. */
export interface Hook {
  readonly event: string;
  /** Which tools or reasons it is for, where the agent asks for that. */
  readonly matcher?: string;
  readonly command: Record<string, unknown>;
}

/** Whatever calls the hook program is Muster's, whichever version wrote it. */
export const isOurs = (text: string): boolean => text.includes("muster-hook.cjs");

const isOurCommand = (value: unknown): boolean =>
  isObject(value) && typeof value.command === "string" && isOurs(value.command);

const listAt = (json: JsonText, path: (string | number)[]): readonly unknown[] => {
  const list = json.at(path);
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw new Unreadable(`“${path.join(".")}” is no list`);
  return list;
};

// From the last one back, so that what is still to come keeps its number.
const backwards = <T>(list: readonly T[]): [number, T][] => [...list.entries()].toReversed();

const removeFromGroup = (json: JsonText, path: (string | number)[]): JsonText => {
  const commands = listAt(json, [...path, "hooks"]);
  const ours = backwards(commands).filter(([, command]) => isOurCommand(command));
  if (ours.length > 0 && ours.length === commands.length) return json.put(path, undefined);
  return ours.reduce((rest, [index]) => rest.put([...path, "hooks", index], undefined), json);
};

const removeFromEvent = (json: JsonText, event: string): JsonText => {
  let rest = json;
  const groups = listAt(json, ["hooks", event]);
  for (const [index, group] of backwards(groups)) {
    if (isOurCommand(group)) rest = rest.put(["hooks", event, index], undefined);
    else if (isObject(group) && Array.isArray(group.hooks)) rest = removeFromGroup(rest, ["hooks", event, index]);
  }
  const isEmptied = groups.length > 0 && listAt(rest, ["hooks", event]).length === 0;
  return isEmptied ? rest.put(["hooks", event], undefined) : rest;
};

const removeHooks = (json: JsonText): JsonText => {
  const hooks = json.at(["hooks"]);
  if (hooks === undefined) return json;
  if (!isObject(hooks)) throw new Unreadable("“hooks” is no object");
  const names = Object.keys(hooks).filter((event) => Array.isArray(hooks[event]));
  const rest = names.reduce(removeFromEvent, json);
  const left = rest.at(["hooks"]);
  return names.length > 0 && isObject(left) && Object.keys(left).length === 0 ? rest.put(["hooks"], undefined) : rest;
};

/** The list of hooks of an agent, in `hooks.<Event>`: groups of commands (`grouped`), or the commands themselves. */
export const hooksEdit = (hooks: readonly Hook[], { grouped }: { grouped: boolean }): JsonEdit => {
  const entryOf = ({ matcher, command }: Hook) =>
    grouped ? { ...(matcher === undefined ? {} : { matcher }), hooks: [command] } : command;
  const events = [...new Set(hooks.map(({ event }) => event))];
  const entriesOf = (event: string) => hooks.filter((hook) => hook.event === event).map(entryOf);
  return {
    alone: { hooks: Object.fromEntries(events.map((event) => [event, entriesOf(event)])) },
    remove: removeHooks,
    add: (json) =>
      hooks.reduce((rest, hook) => {
        const path = ["hooks", hook.event];
        const isThere = listAt(rest, path).length > 0;
        return isThere ? rest.put([...path, -1], entryOf(hook)) : rest.put(path, [entryOf(hook)]);
      }, json),
  };
};
