import type { DeviceRecord, PersonRecord } from "../../core/records.ts";
import type { DeviceReader, DeviceWriter } from "../../core/store-safety.ts";
import { boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { patcher } from "../patch.ts";
import { personColumns } from "./person-columns.ts";

const columns = `d.id, d.token_hash AS tokenHash, d.person_id AS personId, d.kind, d.name, d.address,
  d.created_at AS createdAt, d.last_used_at AS lastUsedAt`;

export const deviceReader = (db: Db): DeviceReader => {
  const byId = db.prepare<[string], DeviceRecord>(`SELECT ${columns} FROM devices d WHERE d.id = ${boundText}`);
  const byToken = db.prepare<[string], DeviceRecord>(
    `SELECT ${columns} FROM devices d WHERE d.token_hash = ${boundText}`,
  );
  const person = db.prepare<[string], PersonRecord>(`SELECT ${personColumns} FROM people WHERE id = ${boundText}`);
  const ofPerson = db.prepare<[string], DeviceRecord>(
    `SELECT ${columns} FROM devices d WHERE d.person_id = ${boundText} ORDER BY d.last_used_at DESC, d.id`,
  );
  const all = db.prepare<[], DeviceRecord>(`SELECT ${columns} FROM devices d ORDER BY d.last_used_at DESC, d.id`);
  return {
    byId: async (id) => byId.get(id),
    async byToken(tokenHash) {
      const device = byToken.get(tokenHash);
      const owner = device && person.get(device.personId);
      return device && owner && { device, person: owner };
    },
    list: async (personId) => (personId === undefined ? all.all() : ofPerson.all(personId)),
  };
};

export const deviceWriter = (db: Db): DeviceWriter => {
  const insert = db.prepare(
    `INSERT INTO devices (id, token_hash, person_id, kind, name, address, created_at, last_used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const patch = patcher(db, "devices", "id", { name: "name", address: "address", lastUsedAt: "last_used_at" });
  const remove = db.prepare("DELETE FROM devices WHERE id = ?");
  const removeOf = db.prepare<[string], string>("DELETE FROM devices WHERE person_id = ? RETURNING id").pluck();
  const removeUnused = db.prepare("DELETE FROM devices WHERE kind = 'browser' AND last_used_at < ?");
  return {
    ...deviceReader(db),
    async insert({ id, tokenHash, personId, kind, name, address, createdAt, lastUsedAt }) {
      insert.run(id, tokenHash, personId, kind, name, address, createdAt, lastUsedAt);
    },
    async update(id, change) {
      patch(id, change);
    },
    async remove(id) {
      remove.run(id);
    },
    removeOf: async (personId) => removeOf.all(personId),
    async removeUnusedSince(at) {
      removeUnused.run(at);
    },
  };
};
