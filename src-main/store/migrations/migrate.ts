import type { Db } from "../db.ts";
import type { Migration } from "./migration.ts";

export const schemaVersion = (db: Db): number => db.pragma("user_version", { simple: true }) as number;

const apply = (db: Db, migration: Migration): void => {
  // Rebuilding a table that others point at needs this off, and the pragma does nothing inside a transaction.
  db.pragma("foreign_keys = OFF");
  try {
    db.transaction(() => {
      migration.up(db);
      const broken = db.pragma("foreign_key_check") as { table: string }[];
      if (broken.length > 0) {
        throw new Error(`Migration ${migration.version} would leave rows without their parent in ${broken[0]?.table}.`);
      }
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  } finally {
    db.pragma("foreign_keys = ON");
  }
};

/**
 * Brings the database up to the last of `migrations`, each in a transaction of its own. `keepCopy` is called before
 * each step that changes a database which has rows already.
 */
export const migrate = async (
  db: Db,
  migrations: readonly Migration[],
  keepCopy: (version: number) => Promise<void>,
): Promise<void> => {
  const isNew = schemaVersion(db) === 0;
  for (const migration of migrations) {
    const version = schemaVersion(db);
    if (migration.version <= version) continue;
    if (!isNew) await keepCopy(version);
    apply(db, migration);
  }
};
