import type { IdempotencyRecord } from "../../core/records.ts";
import type { IdempotencyReader, IdempotencyWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";

type Row = Omit<IdempotencyRecord, "result"> & { result: string };

export const idempotencyReader = (db: Db): IdempotencyReader => {
  const find = db.prepare<[string, string], Row>(
    `SELECT machine_id AS machineId, key, request_hash AS requestHash, result, at FROM idempotency
     WHERE machine_id = ? AND key = ?`,
  );
  return {
    async find(machineId, key) {
      const row = find.get(machineId, key);
      return row && { ...row, result: JSON.parse(row.result) as unknown };
    },
  };
};

export const idempotencyWriter = (db: Db): IdempotencyWriter => {
  const insert = db.prepare(
    "INSERT INTO idempotency (machine_id, key, request_hash, result, at) VALUES (?, ?, ?, ?, ?)",
  );
  const remove = db.prepare("DELETE FROM idempotency WHERE machine_id = ? AND key = ?");
  const removeBefore = db.prepare("DELETE FROM idempotency WHERE at < ?");
  return {
    ...idempotencyReader(db),
    async insert({ machineId, key, requestHash, result, at }) {
      // A work without a result is kept as null: JSON knows no undefined.
      insert.run(machineId, key, requestHash, JSON.stringify(result ?? null), at);
    },
    async remove(machineId, key) {
      remove.run(machineId, key);
    },
    async removeBefore(at) {
      removeBefore.run(at);
    },
  };
};
