import type { Db } from "../db.ts";

/** One step of the schema, forward only. `up` runs inside a transaction with foreign keys off; it must not commit. */
export interface Migration {
  version: number;
  up(db: Db): void;
}
