import { getStaticTOMLValue, parseTOML } from "toml-eslint-parser";
import { isObject } from "../../install/json-text.ts";
import { isOurs } from "../../install/hooks-edit.ts";
import type { Check } from "../../install/plan.ts";

const snake = (event: string) => event.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();

/** The keys under which Codex keeps that Muster's hooks are trusted: `<file>:<event>:<group>:<hook>`. */
const keysOf = (hooksFile: string, text: string): readonly string[] => {
  const hooks: unknown = (JSON.parse(text) as { hooks?: unknown }).hooks;
  if (!isObject(hooks)) return [];
  return Object.entries(hooks).flatMap(([event, groups]) =>
    (Array.isArray(groups) ? groups : []).flatMap((group: unknown, index) =>
      isOurs(JSON.stringify(group)) ? [`${hooksFile}:${snake(event)}:${index}:0`] : [],
    ),
  );
};

const stateOf = (config: string): Record<string, unknown> => {
  const { hooks } = getStaticTOMLValue(parseTOML(config)) as { hooks?: { state?: unknown } };
  return isObject(hooks?.state) ? hooks.state : {};
};

const isTrusted = (value: unknown) => isObject(value) && typeof value.trusted_hash === "string";

/** Whether the person has trusted Muster's hooks in Codex; without that they are not run. Nothing where it can't be told. */
export const checkTrust = (
  hooksFile: string,
  hooks: string | undefined,
  config: string | undefined,
): readonly Check[] => {
  if (hooks === undefined) return [];
  try {
    const keys = keysOf(hooksFile, hooks);
    const state = stateOf(config ?? "");
    const missing = keys.filter((key) => !isTrusted(state[key]));
    const off = keys.filter((key) => isObject(state[key]) && state[key].enabled === false);
    const check = "trusted";
    const fix = "codex";
    if (keys.length === 0) return [];
    if (off.length > 0)
      return [{ check, status: "bad", text: "Hooks are switched off in Codex: type /hooks there", fix }];
    if (missing.length === 0) return [{ check, status: "good", text: "The hooks are trusted in Codex", fix: null }];
    const which = missing.length === keys.length ? "The hooks are" : `${missing.length} of ${keys.length} hooks are`;
    const text = `${which} not trusted in Codex yet and don't run: start it, and trust them when it says that hooks need review`;
    return [{ check, status: "bad", text, fix }];
  } catch {
    return []; // That a file can't be read is a finding of its own.
  }
};
