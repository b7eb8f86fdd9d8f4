import type { PersonRecord, SignInRecord } from "../../core/records.ts";
import type { PeopleReader, PeopleWriter } from "../../core/store.ts";
import { boundText } from "../bound.ts";
import type { Db } from "../db.ts";

type Row = SignInRecord & Pick<PersonRecord, "name" | "role">;

export const signInReader = (db: Db): Pick<PeopleReader, "signIn"> => {
  const byHash = db.prepare<[string], Row>(
    `SELECT s.token_hash AS tokenHash, s.person_id AS personId, s.created_at AS createdAt,
       s.last_used_at AS lastUsedAt, p.name, p.role
     FROM sign_ins s JOIN people p ON p.id = s.person_id WHERE s.token_hash = ${boundText}`,
  );
  return {
    async signIn(tokenHash) {
      const row = byHash.get(tokenHash);
      if (row === undefined) return undefined;
      const { name, role, ...signIn } = row;
      return { signIn, person: { id: row.personId, name, role } };
    },
  };
};

interface SignInWriter extends Pick<PeopleWriter, "insertSignIn" | "touchSignIn" | "removeSignIn"> {
  removeUnusedSince(at: number): void;
}

export const signInWriter = (db: Db): SignInWriter => {
  const insert = db.prepare(
    "INSERT INTO sign_ins (token_hash, person_id, created_at, last_used_at) VALUES (?, ?, ?, ?)",
  );
  const touch = db.prepare("UPDATE sign_ins SET last_used_at = ? WHERE token_hash = ?");
  const remove = db.prepare("DELETE FROM sign_ins WHERE token_hash = ?");
  const removeUnused = db.prepare("DELETE FROM sign_ins WHERE last_used_at < ?");
  return {
    async insertSignIn({ tokenHash, personId, createdAt, lastUsedAt }) {
      insert.run(tokenHash, personId, createdAt, lastUsedAt);
    },
    async touchSignIn(tokenHash, at) {
      touch.run(at, tokenHash);
    },
    async removeSignIn(tokenHash) {
      remove.run(tokenHash);
    },
    removeUnusedSince(at) {
      removeUnused.run(at);
    },
  };
};
