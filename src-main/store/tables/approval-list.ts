import type { ApprovalCursor, ApprovalFilter } from "../../core/store-safety.ts";
import type { Slice } from "../../core/store.ts";
import { boundInteger, boundText } from "../bound.ts";
import type { Db } from "../db.ts";
import { type Bindable, statementCache } from "../patch.ts";
import { type MessageRow, selectMessages } from "./message-row.ts";

/**
 * Makes the function that lists approvals. With `after` alone they come oldest first, with `before` newest first, so that a page goes on
 * from the last one of the page before; without either in the order of the filter.
 */
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
    const bound = (cursor: ApprovalCursor | undefined, sign: "<" | ">") => {
      if (cursor === undefined) return;
      where.push(`(p.created_at, p.id) ${sign} (${boundInteger}, ${boundText})`);
      values.push(cursor.createdAt, cursor.id);
    };
    bound(before, "<");
    bound(after, ">");
    const isOldestFirst = before === undefined && (after !== undefined || order === "oldest");
    const direction = isOldestFirst ? "" : " DESC";
    const sql = `${selectMessages} WHERE ${where.join(" AND ")}
      ORDER BY p.created_at${direction}, p.id${direction} LIMIT ${boundInteger}`;
    return prepared(sql).all(...values, limit);
  };
};
