import type { Db } from "./db.ts";
import { diskFailure } from "./failures.ts";
import { type Outcome, turnGuard, type Work } from "./turn-guard.ts";

const nothing = () => {};

/**
 * Makes the function that runs many works in one transaction and resolves with their outcomes when it is on disk. A
 * work that fails is undone alone. Rejects, with everything undone, when the disk does not take the transaction.
 * `onUndone` is told of both.
 */
export const batchRunner = <Tx extends object>(db: Db, tx: Tx, onUndone: () => void = nothing) => {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const rollback = db.prepare("ROLLBACK");
  const save = db.prepare("SAVEPOINT unit");
  const release = db.prepare("RELEASE unit");
  const undo = db.prepare("ROLLBACK TO unit");
  const guard = turnGuard(tx);

  const runOne = async (work: Work<Tx>): Promise<Outcome> => {
    save.run();
    const outcome = await guard.run(work);
    if (!outcome.ok) {
      // SQLite ends the whole transaction by itself when the disk fails.
      if (diskFailure(outcome.error) !== undefined || !db.inTransaction) throw outcome.error;
      undo.run();
      onUndone();
    }
    release.run();
    return outcome;
  };

  return async (works: readonly Work<Tx>[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    let isCommitted = false;
    guard.open();
    try {
      begin.run();
      // Works must not mix: each sees those before it whole
      for (const work of works) outcomes.push(await runOne(work));
      commit.run();
      isCommitted = true;
      return outcomes;
    } finally {
      guard.close();
      if (db.inTransaction) rollback.run();
      if (!isCommitted) onUndone();
    }
  };
};
