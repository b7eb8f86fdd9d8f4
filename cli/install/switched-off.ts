import type { Check } from "./plan.ts";
import { editJson } from "./json-text.ts";

/** A finding where a JSON setting of the agent keeps hooks from running. `isOff` tells it from the value at the path. */
export const switchedOff = (
  file: string,
  read: (path: string) => string | undefined,
  { path, isOff }: { path: readonly string[]; isOff: (value: unknown) => boolean },
): readonly Check[] => {
  const text = read(file);
  if (text === undefined) return [];
  let value: unknown;
  try {
    editJson(text, (json) => {
      value = json.at([...path]);
      return json;
    });
  } catch {
    return []; // That it can't be read is a finding of its own.
  }
  const name = path.join(".");
  if (!isOff(value)) return [];
  return [
    {
      check: "enabled",
      status: "bad",
      text: `Hooks are switched off by “${name}” in ${file}: take it out there`,
      fix: null,
    },
  ];
};
