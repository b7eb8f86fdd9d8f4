import type { Approval } from "#contract/approval.ts";

export interface OpenApprovalsDeps {
  /** All that are open, of every discussion that the person may see. */
  read: () => Promise<readonly Approval[]>;
  later: (run: () => void, ms: number) => () => void;
}

export interface OpenState {
  /** Of all sessions, oldest first. */
  all: readonly Approval[];
  /** Whether they were read once; what the stream brought before may be a part of them. */
  isRead: boolean;
  /** Why they can't be read right now, or null. */
  error: unknown;
}

/** The open approvals of all sessions, as the hub has them. */
export interface OpenApprovals {
  state(): OpenState;
  /** Those of one session, oldest first; the same array until it changes. */
  of(sessionId: string): readonly Approval[];
  /** Reads them where the hub counts others than are known here; returns the way to call that off. */
  check(count: number): () => void;
  /** An approval as the hub has it now. */
  take(approval: Approval): void;
  drop(sessionId: string): void;
  resync(): void;
  subscribe(listener: () => void): () => void;
}

const none: readonly Approval[] = [];
const nothing: OpenState = { all: none, isRead: false, error: null };
/** An approval and its session's count may come one after the other. */
const SETTLE_MS = 150;
const AGAIN_MS = 3_000;

const oldestFirst = (a: Approval, b: Approval) =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;

const isSame = (a: readonly Approval[], b: readonly Approval[]) =>
  a.length === b.length && a.every(({ id }, at) => id === b[at]?.id);

/** What is known of them; one that was closed never comes back. */
const createBook = () => {
  let state = nothing;
  let bySession = new Map<string, readonly Approval[]>();
  const closed = new Set<string>();
  const listeners = new Set<() => void>();
  const put = (change: Partial<OpenState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const setAll = (given: readonly Approval[], more: Partial<OpenState> = {}) => {
    const all = given.filter(({ id, state: now }) => now === "open" && !closed.has(id)).toSorted(oldestFirst);
    const isNew = !isSame(all, state.all);
    if (isNew) bySession = new Map();
    // The same list again must not be taken for news: that would read it again.
    if (isNew || Object.keys(more).length > 0) put({ ...more, ...(isNew ? { all } : {}) });
  };
  const of = (sessionId: string) => {
    const known = bySession.get(sessionId);
    if (known) return known;
    const own = state.all.filter((one) => one.sessionId === sessionId);
    bySession.set(sessionId, own);
    return own;
  };
  return {
    state: () => state,
    of,
    put,
    setAll,
    close: (id: string) => void closed.add(id),
    clear() {
      closed.clear();
      bySession = new Map();
      put(nothing);
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

export const createOpenApprovals = ({ read, later }: OpenApprovalsDeps): OpenApprovals => {
  const book = createBook();
  /** What came on the stream while a read was on its way: that is newer. */
  let fresh: Map<string, Approval> | null = null;
  let loading: Promise<void> | null = null;
  /** Of the stream: what was read before a gap in it is not taken after it. */
  let round = 0;

  const load = async () => {
    const mine = round;
    const came = new Map<string, Approval>();
    fresh = came;
    try {
      const found = await read();
      if (mine !== round) return;
      const newer = found.filter(({ id }) => !came.has(id));
      book.setAll([...newer, ...came.values()], { isRead: true, error: null });
    } catch (error) {
      if (mine === round) book.put({ error });
    } finally {
      if (mine === round) [fresh, loading] = [null, null];
    }
  };

  return {
    state: book.state,
    of: book.of,
    check(count) {
      let isOff = false;
      let cancel: (() => void) | null = null;
      const isWrong = () => book.state().all.length !== count || !book.state().isRead;
      const attempt = async () => {
        if (isOff || !isWrong()) return;
        // Several places of the screen may ask for it at once.
        await (loading ??= load());
        if (!isOff && book.state().error !== null) cancel = later(() => void attempt(), AGAIN_MS);
      };
      if (isWrong()) cancel = later(() => void attempt(), book.state().isRead ? SETTLE_MS : 0);
      return () => {
        isOff = true;
        cancel?.();
      };
    },
    take(approval) {
      if (approval.state !== "open") book.close(approval.id);
      fresh?.set(approval.id, approval);
      book.setAll([...book.state().all.filter(({ id }) => id !== approval.id), approval]);
    },
    drop: (sessionId) => book.setAll(book.state().all.filter((one) => one.sessionId !== sessionId)),
    resync() {
      round += 1;
      [fresh, loading] = [null, null];
      book.clear();
    },
    subscribe: book.subscribe,
  };
};
