/**
 * A bound value in a WHERE or LIMIT of a statement that is run often. A bare `?` there makes SQLite look at the bound
 * value while planning (`sqlite3VdbeReprepareOnBind` in sqlite3.c), and since better-sqlite3 clears the bindings after
 * each run, every run prepares the statement again: 33 µs instead of 4 for a session by its id.
 */
export const boundText = "CAST(? AS TEXT)";
export const boundInteger = "CAST(? AS INTEGER)";
