/** A value as it is kept in a JSON column; null stays NULL. */
export const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** What `toJson` kept. The column was written by this store, so its shape is trusted. */
export const fromJson = (column: string | null): unknown => (column === null ? null : JSON.parse(column));
