import type { MetaReader, MetaWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";

export const metaReader = (db: Db): MetaReader => {
  const get = db.prepare<[string], string>("SELECT value FROM meta WHERE name = ?").pluck();
  return {
    async get(name) {
      return get.get(name);
    },
  };
};

export const metaWriter = (db: Db): MetaWriter => {
  const set = db.prepare(
    "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  return {
    ...metaReader(db),
    async set(name, value) {
      set.run(name, value);
    },
  };
};
