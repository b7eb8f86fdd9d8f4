import type { SettingsReader, SettingsWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";

export const settingsReader = (db: Db): SettingsReader => {
  const all = db.prepare<[], { name: string; value: string }>("SELECT name, value FROM settings");
  return {
    async all() {
      return Object.fromEntries(all.all().map(({ name, value }) => [name, JSON.parse(value) as unknown]));
    },
  };
};

export const settingsWriter = (db: Db): SettingsWriter => {
  const set = db.prepare(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  return {
    ...settingsReader(db),
    async set(name, value) {
      set.run(name, JSON.stringify(value));
    },
  };
};
