import type { JoinCodeRecord } from "../../core/records.ts";
import type { JoinCodeReader, JoinCodeWriter } from "../../core/store.ts";
import type { Db } from "../db.ts";
import { patcher } from "../patch.ts";

export const joinCodeReader = (db: Db): JoinCodeReader => {
  const byPrefix = db.prepare<[string], JoinCodeRecord>(
    `SELECT code_hash AS codeHash, prefix, created_at AS createdAt, expires_at AS expiresAt, tries_left AS triesLeft,
       used_at AS usedAt
     FROM join_codes WHERE prefix = ? ORDER BY used_at IS NOT NULL, created_at DESC LIMIT 1`,
  );
  return {
    async byPrefix(prefix) {
      return byPrefix.get(prefix);
    },
  };
};

export const joinCodeWriter = (db: Db): JoinCodeWriter => {
  const insert = db.prepare(
    `INSERT INTO join_codes (code_hash, prefix, created_at, expires_at, tries_left, used_at) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const removeExpired = db.prepare("DELETE FROM join_codes WHERE expires_at < ?");
  const patch = patcher(db, "join_codes", "code_hash", { triesLeft: "tries_left", usedAt: "used_at" });
  return {
    ...joinCodeReader(db),
    async insert({ codeHash, prefix, createdAt, expiresAt, triesLeft, usedAt }) {
      insert.run(codeHash, prefix, createdAt, expiresAt, triesLeft, usedAt);
    },
    async update(codeHash, change) {
      patch(codeHash, change);
    },
    async removeExpired(at) {
      removeExpired.run(at);
    },
  };
};
