/** The right to use a transaction; once it has ended, whoever still holds the handle gets an error. */
export interface Lease {
  isOpen: boolean;
}

type Method = (...args: unknown[]) => Promise<unknown>;
type Groups = Record<string, Record<string, Method>>;

const ended = () =>
  Promise.reject(
    new Error("Programming error: a transaction was used outside of its work. Work in write() may await only its tx."),
  );

const guard = (methods: Record<string, Method>, lease: Lease): Record<string, Method> =>
  Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      (...args: unknown[]) => (lease.isOpen ? method(...args) : ended()),
    ]),
  );

/** The same transaction handle, usable only while the lease is open. */
export const leased = <Tx extends object>(tx: Tx, lease: Lease): Tx =>
  Object.fromEntries(Object.entries(tx as Groups).map(([name, methods]) => [name, guard(methods, lease)])) as Tx;
