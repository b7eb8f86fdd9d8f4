import { defaultSettings, Settings, type SettingsChange } from "#contract/settings.ts";
import type { Changes } from "../changes.ts";
import { byPerson } from "../ledger/entry.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { LedgerEntry, PersonCaller } from "../records.ts";

type SettingName = keyof Settings;

export interface SettingsService {
  /** What holds now: stored values with environment and flags over them. */
  current(): Settings;
  /** Names of settings that environment or flags decide. */
  overridden(): SettingName[];
  change(change: SettingsChange, caller: PersonCaller): Promise<Settings>;
}

const names = Object.keys(defaultSettings) as SettingName[];

/** The variable of a setting: `stopWord` -> `MUSTER_STOP_WORD`. */
export const variableOf = (name: string): string => `MUSTER_${name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;

const fromText = (name: SettingName, text: string): unknown => {
  const kind = defaultSettings[name];
  if (typeof kind === "number") return Number(text);
  if (typeof kind === "boolean") return /^(1|true|yes|on)$/i.test(text);
  if (Array.isArray(kind))
    return text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean);
  return text;
};

/** Reads the settings that the environment sets. Throws when a value is not one that the setting can have. */
export const settingsOfEnv = (env: Readonly<Record<string, string | undefined>>): Partial<Settings> => {
  const found: Record<string, unknown> = {};
  for (const name of names) {
    const text = env[variableOf(name)];
    if (text === undefined || text === "") continue;
    const parsed = Settings.shape[name].safeParse(fromText(name, text));
    if (!parsed.success) throw new Error(`${variableOf(name)}=${text} is not a valid value for this setting.`);
    found[name] = parsed.data;
  }
  return found;
};

const definedOnly = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** What changes, for the ledger: each setting as it was and as it is. No setting is a secret. */
const differences = (before: Record<string, unknown>, wanted: Partial<Settings>): LedgerEntry["details"] =>
  Object.fromEntries(
    Object.entries(wanted).flatMap(([name, to]) => {
      const from = before[name];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [[name, { from, to } as LedgerEntry["details"]]];
    }),
  );

/** The settings of a hub; `over` are the values that environment and flags decide. */
export const createSettings = async (parts: {
  store: Store;
  clock: Clock;
  changes: Changes;
  logger: Logger;
  over: Partial<Settings>;
}): Promise<SettingsService> => {
  const { store, clock, changes, logger } = parts;
  const over = definedOnly(parts.over);
  let stored: Partial<Settings> = {};
  for (const [name, value] of Object.entries(await store.read.settings.all())) {
    const shape = Settings.shape[name as SettingName];
    const parsed = shape?.safeParse(value);
    if (parsed?.success) stored = { ...stored, [name]: parsed.data };
    else if (shape) logger.warn({ setting: name }, "a stored setting is not valid and was passed over");
  }
  const merge = (): Settings => ({ ...defaultSettings, ...stored, ...over });
  // Kept: every request asks for some.
  let merged = merge();
  const current = () => merged;
  return {
    current,
    overridden: () => names.filter((name) => name in over),
    async change(change, caller) {
      const wanted = definedOnly(change);
      await store.write(async (tx) => {
        const before = { ...defaultSettings, ...(await tx.settings.all()) };
        for (const [name, value] of Object.entries(wanted)) await tx.settings.set(name, value);
        const details = differences(before, wanted);
        if (Object.keys(details).length === 0) return;
        const entry = { ...byPerson(caller), at: clock(), type: "settings-changed" } as const;
        await tx.ledger.append({ ...entry, sessionId: null, subject: null, details });
      });
      stored = { ...stored, ...wanted };
      merged = merge();
      changes.publish({ type: "settings", settings: current() });
      return current();
    },
  };
};
