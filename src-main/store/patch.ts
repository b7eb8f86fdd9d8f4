import type Database from "better-sqlite3";
import type { Db } from "./db.ts";

export type Bindable = string | number | null;
export type Columns = Readonly<Record<string, string>>;

/** The assignments of a patch (property → column, properties that are undefined left out), and their values. */
export const assignmentsOf = (
  patch: Readonly<Record<string, Bindable | undefined>>,
  columns: Columns,
): { sql: string[]; values: Bindable[] } => {
  const sql: string[] = [];
  const values: Bindable[] = [];
  for (const name in patch) {
    const value = patch[name];
    if (value === undefined || !(name in columns)) continue;
    sql.push(`${columns[name]} = ?`);
    values.push(value);
  }
  return { sql, values };
};

/** Prepares statements when they are first needed and keeps them: one for each shape that occurs. */
export const statementCache = <Values extends unknown[], Row>(
  prepare: (sql: string) => Database.Statement<Values, Row>,
): ((sql: string) => Database.Statement<Values, Row>) => {
  const known = new Map<string, Database.Statement<Values, Row>>();
  return (sql) => {
    const statement = known.get(sql) ?? prepare(sql);
    known.set(sql, statement);
    return statement;
  };
};

/** Makes a function that updates the row of `table` with the given key by whichever of `columns` a patch names. */
export const patcher = (db: Db, table: string, key: string, columns: Columns) => {
  const prepared = statementCache((sql) => db.prepare<Bindable[]>(sql));
  return (id: string, patch: Readonly<Record<string, Bindable | undefined>>): void => {
    const { sql, values } = assignmentsOf(patch, columns);
    if (sql.length === 0) return;
    prepared(`UPDATE ${table} SET ${sql.join(", ")} WHERE ${key} = ?`).run(...values, id);
  };
};
