import type { Clock, Logger } from "../core/ports.ts";
import type { Store } from "../core/store.ts";
import { keepCopy } from "./backups.ts";
import { openReader, openWriter } from "./connections.ts";
import { groupCommit } from "./group-commit.ts";
import { inspect } from "./inspect.ts";
import { migrations } from "./migrations/index.ts";
import { migrate } from "./migrations/migrate.ts";
import type { Migration } from "./migrations/migration.ts";
import { rememberingSessions } from "./remembered-sessions.ts";
import { sweeper, sweepSlice } from "./sweeper.ts";
import { readTx, writeTx } from "./transactions.ts";

export interface StoreOptions {
  file: string;
  clock: Clock;
  logger?: Logger;
  /** Other steps than the program's own, for tests of later versions. */
  migrations?: readonly Migration[];
}

/**
 * Opens the hub's database, making it when it is not there, and brings it to the version of this program. Throws with
 * clear words when it is damaged or newer; it is left untouched then.
 */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const { file, clock, logger } = options;
  const steps = options.migrations ?? migrations;
  inspect(file, steps.at(-1)?.version ?? 0);
  const writer = openWriter(file);
  try {
    await migrate(writer, steps, async (version) => {
      const copy = await keepCopy(writer, file, version, clock);
      logger?.info({ copy }, "Kept a copy of the database before changing its schema.");
    });
    const reader = openReader(file);
    const { tx, forget } = rememberingSessions(writeTx(writer, () => sweep.start()));
    const commits = groupCommit(writer, tx, logger, forget);
    const slice = sweepSlice(writer);
    const sweep = sweeper(() => commits.write(async () => slice()), logger);
    sweep.start();
    return {
      read: readTx(reader),
      write: (work) => commits.write(work),
      async close() {
        await sweep.close();
        await commits.close();
        reader.close();
        writer.close();
      },
    };
  } catch (error) {
    writer.close();
    throw error;
  }
};
