import { titleKey } from "#contract/title.ts";
import type { SessionRecord } from "../../core/records.ts";
import type { SessionCursor, SessionFilter, Slice } from "../../core/store.ts";
import type { Db } from "../db.ts";
import { statementCache } from "../patch.ts";
import { visibleTo } from "./visible.ts";
import { type SessionRow, selectSessions, toSession } from "./session-row.ts";

interface Condition {
  sql: string;
  values: (string | number)[];
}

const conditions = (filter: SessionFilter, slice: Slice<SessionCursor>): Condition[] => {
  const all: Condition[] = [{ sql: "d.type = 'session'", values: [] }];
  const add = (sql: string, ...values: (string | number)[]) => all.push({ sql, values });
  if (filter.machineId !== undefined) add("d.machine_id = ?", filter.machineId);
  if (filter.state !== undefined) add("d.state = ?", filter.state);
  else if (filter.includeClosed !== true) add("d.state <> 'closed'");
  if (filter.agent !== undefined) add("(a.id = ? OR a.name = ?)", filter.agent, filter.agent);
  if (filter.folder !== undefined) add("d.folder = ?", filter.folder);
  if (filter.externalId !== undefined) add("d.external_id = ?", filter.externalId);
  if (filter.visibleTo !== undefined) add(visibleTo, filter.visibleTo);
  for (const word of filter.titleWords ?? []) add("instr(d.title_key, ?) > 0", titleKey(word));
  if (slice.before) add("(d.updated_at, d.id) < (?, ?)", slice.before.updatedAt, slice.before.id);
  if (slice.after) add("(d.updated_at, d.id) > (?, ?)", slice.after.updatedAt, slice.after.id);
  return all;
};

/**
 * Makes the function that lists sessions by last activity, newest first; with `after` those next to the cursor come
 * first, so that a page goes on from the last one of the page before.
 */
export const sessionList = (db: Db) => {
  const prepared = statementCache((sql) => db.prepare<(string | number)[], SessionRow>(sql));

  return (filter: SessionFilter, slice: Slice<SessionCursor>): SessionRecord[] => {
    const all = conditions(filter, slice);
    const direction = slice.after && !slice.before ? "ASC" : "DESC";
    const where = all.map(({ sql }) => sql).join(" AND ");
    const order = `ORDER BY d.updated_at ${direction}, d.id ${direction} LIMIT ?`;
    const values = all.flatMap((condition) => condition.values);
    return prepared(`${selectSessions} WHERE ${where} ${order}`)
      .all(...values, slice.limit)
      .map(toSession);
  };
};
