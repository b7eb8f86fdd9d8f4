import type { SearchRequest } from "../../core/store.ts";
import { boundInteger } from "../bound.ts";
import type { Db } from "../db.ts";
import { findBeginning } from "./beginnings.ts";
import { scopeToken } from "./indexer.ts";
import { parseQuery, type Query } from "./query.ts";
import type { Source } from "./source.ts";

const scopeOf = (keys: readonly number[]) => `scope : (${keys.map((key) => `"${scopeToken(key)}"`).join(" OR ")})`;

/** Makes the function that looks messages up in the index, newest first, leaving out what was deleted since. */
export const finder = (db: Db, source: Source) => {
  const match = db
    .prepare<[string, number, number], number>(
      `SELECT rowid FROM entries WHERE entries MATCH ? AND rowid < ${boundInteger} ORDER BY rowid DESC
       LIMIT ${boundInteger}`,
    )
    .pluck();

  const collect = (expression: string, before: number, limit: number): number[] => {
    const matched = match.all(expression, before, limit);
    const last = matched.at(-1);
    if (last === undefined) return [];
    const existing = source.existing(matched);
    const there = matched.filter((globalSeq) => existing.has(globalSeq));
    const isPageFull = there.length === matched.length || matched.length < limit;
    return isPageFull ? there : [...there, ...collect(expression, last, limit - there.length)];
  };

  const lookUp = (query: Query, scope: string | null, before: number, limit: number): number[] => {
    const within = (expression: string | null) => [scope, expression].filter((part) => part !== null).join(" AND ");
    if (query.beginning !== null) {
      const { rest, word } = query.beginning;
      const others = within(rest);
      const candidates = (most: number) =>
        others === "" ? source.newest(before, most) : match.all(others, before, most);
      const found = findBeginning(source, { word, limit, candidates });
      if (found !== undefined) return found;
    }
    return collect(within(query.expression), before, limit);
  };

  return (request: SearchRequest): { globalSeqs: number[]; words: string[] } => {
    const query = parseQuery(request.text);
    if (query === undefined) return { globalSeqs: [], words: [] };
    const { words } = query;
    const { sessionIds, before = Number.MAX_SAFE_INTEGER, limit } = request;
    if (sessionIds === undefined) return { globalSeqs: lookUp(query, null, before, limit), words };
    const keys = sessionIds.map((id) => source.discussionKey(id)).filter((key) => key !== undefined);
    if (keys.length === 0) return { globalSeqs: [], words };
    return { globalSeqs: lookUp(query, scopeOf(keys), before, limit), words };
  };
};
