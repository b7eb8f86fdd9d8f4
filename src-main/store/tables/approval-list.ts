import type { ApprovalCursor, ApprovalFilter } from "../../core/store-safety.ts";
import type { Slice } from "../../core/store.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { type Bindable, statementCache } from "../patch.ts";
import { type MessageRow, selectMessages } from "./message-row.ts";

/** Makes the function that lists approvals; `before` and `after` follow the order of the list. */
export const approvalList = (db: Db) => {
  const prepared = statementCache((sql) => db.prepare<Bindable[], MessageRow>(sql));
  return ({ states, sessionId, order }: ApprovalFilter, { before, after, limit }: Slice<ApprovalCursor>) => {
    const where = ["p.id IS NOT NULL"];
    const values: Bindable[] = [];
    if (states !== undefined) where.push(`p.state IN (${states.map((state) => `'${state}'`).join(", ")})`);
    if (sessionId !== undefined) {
      where.push(`p.discussion_key = (SELECT key FROM discussions WHERE id = ${boundText})`);
      values.push(sessionId);
    }
    const isOldest = order === "oldest";
    for (const [cursor, sign] of [
      [before, isOldest ? "<" : ">"],
      [after, isOldest ? ">" : "<"],
    ] as const) {
      if (cursor === undefined) continue;
      where.push(`(p.created_at, p.id) ${sign} (${boundInteger}, ${boundText})`);
      values.push(cursor.createdAt, cursor.id);
    }
    const direction = isOldest ? "" : " DESC";
    const sql = `${selectMessages} WHERE ${where.join(" AND ")}
      ORDER BY p.created_at${direction}, p.id${direction} LIMIT ${boundInteger}`;
    return prepared(sql).all(...values, limit);
  };
};
