import type { RuleRecord } from "../../core/records.ts";
import type { RuleReader, RuleWriter } from "../../core/store-safety.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { fromJson, toJson } from "../json-column.ts";
import { patcher } from "../patch.ts";

type Json = "match" | "scope" | "until" | "madeBy";
type Row = Omit<RuleRecord, Json> & Record<Json, string | null>;

const columns = `id, effect, tool, match, scope, until, uses, note, used, last_used_at AS lastUsedAt,
  made_by AS madeBy, from_approval AS fromApproval, created_at AS createdAt, ended_at AS endedAt, ended_why AS endedWhy`;

const toRecord = (row: Row): RuleRecord => ({
  ...row,
  match: fromJson(row.match) as RuleRecord["match"],
  scope: fromJson(row.scope) as RuleRecord["scope"],
  until: fromJson(row.until) as RuleRecord["until"],
  madeBy: fromJson(row.madeBy) as RuleRecord["madeBy"],
});

export const ruleReader = (db: Db): RuleReader => {
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM rules WHERE id = ${boundText}`);
  const standing = db.prepare<[], Row>(
    `SELECT ${columns} FROM rules WHERE ended_at IS NULL ORDER BY created_at DESC, id DESC`,
  );
  const ended = db.prepare<[number], Row>(
    `SELECT ${columns} FROM rules WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT ${boundInteger}`,
  );
  return {
    async byId(id) {
      const row = byId.get(id);
      return row && toRecord(row);
    },
    standing: async () => standing.all().map(toRecord),
    ended: async (limit) => ended.all(limit).map(toRecord),
  };
};

const json = (value: unknown) => (value === undefined ? undefined : toJson(value));

export const ruleWriter = (db: Db): RuleWriter => {
  const insert = db.prepare(
    `INSERT INTO rules (id, effect, tool, match, scope, until, uses, note, used, last_used_at, made_by, from_approval,
       created_at, ended_at, ended_why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const use = db.prepare<[number, number, string]>(
    `UPDATE rules SET used = used + 1, last_used_at = ?,
       ended_at = CASE WHEN uses IS NOT NULL AND used + 1 >= uses THEN ? END,
       ended_why = CASE WHEN uses IS NOT NULL AND used + 1 >= uses THEN 'uses' END
     WHERE id = ${boundText} AND ended_at IS NULL AND (uses IS NULL OR used < uses)`,
  );
  const patch = patcher(db, "rules", "id", {
    effect: "effect",
    tool: "tool",
    match: "match",
    scope: "scope",
    until: "until",
    uses: "uses",
    note: "note",
    endedAt: "ended_at",
    endedWhy: "ended_why",
  });
  return {
    ...ruleReader(db),
    async insert(r) {
      const form = [r.id, r.effect, r.tool, toJson(r.match), toJson(r.scope), toJson(r.until), r.uses, r.note] as const;
      const life = [
        r.used,
        r.lastUsedAt,
        toJson(r.madeBy),
        r.fromApproval,
        r.createdAt,
        r.endedAt,
        r.endedWhy,
      ] as const;
      insert.run(...form, ...life);
    },
    async update(id, { match, scope, until, ...change }) {
      patch(id, { ...change, match: json(match), scope: json(scope), until: json(until) });
    },
    async use(id, at) {
      return use.run(at, at, id).changes > 0;
    },
  };
};
