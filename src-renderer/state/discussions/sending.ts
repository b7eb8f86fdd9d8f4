import type { AttachmentRef, Message, Quote } from "#contract/message.ts";

/** A reply that this screen sent and the hub has not confirmed. */
export interface Pending {
  localId: string;
  sessionId: string;
  text: string;
  quote: Quote | null;
  /** Files that the hub has already. */
  attachments: readonly AttachmentRef[];
  createdAt: string;
  state: "sending" | "failed";
  /** Why it failed; null when the page was left before the answer came. */
  error: unknown;
  /** The discussion's newest message when it was written: the reply itself can only come after. */
  afterSeq: number;
}

export interface SendingDeps {
  /** Posts it; the same key a second time gives the first answer again. */
  send: (pending: Pending) => Promise<Message>;
  /** Whether the hub said for sure that it did not take it. */
  isRefusal: (error: unknown) => boolean;
  personId: () => string | null;
  newKey: () => string;
  now: () => number;
  /** What is not confirmed is kept here, so that leaving the page loses nothing. */
  keep: (unsent: readonly Pending[]) => void;
  kept: readonly Pending[];
  /** Told of the message that the hub made of a reply. */
  delivered: (message: Message) => void;
}

export interface Sending {
  /** The replies of a session that are not confirmed, oldest first. The same array until something changes. */
  list(sessionId: string): readonly Pending[];
  send(reply: Pick<Pending, "sessionId" | "text" | "quote" | "attachments" | "afterSeq">): Promise<void>;
  retry(localId: string): Promise<void>;
  discard(localId: string): void;
  /** A message came by stream or page: it may be one of those that are on their way. */
  seen(message: Message): void;
  subscribe(listener: () => void): () => void;
}

const none: readonly Pending[] = [];
const mostRemembered = 200;

/** Remembers a bounded number of ids. */
const createMemory = () => {
  const ids = new Set<string>();
  return {
    has: (id: string) => ids.has(id),
    add(id: string) {
      ids.add(id);
      for (const oldest of ids) {
        if (ids.size <= mostRemembered) break;
        ids.delete(oldest);
      }
    },
  };
};

const isOf = (message: Message, pending: Pending, personId: string | null) =>
  message.kind === "reply" &&
  message.sessionId === pending.sessionId &&
  message.from.id === personId &&
  message.seq > pending.afterSeq &&
  message.text === pending.text &&
  message.attachments.length === pending.attachments.length &&
  (message.quote?.text ?? null) === (pending.quote?.text ?? null);

/** The unconfirmed replies, kept with every change. */
const createList = ({ kept, keep }: Pick<SendingDeps, "kept" | "keep">) => {
  let all: readonly Pending[] = kept.map((pending) => ({ ...pending, state: "failed", error: null }));
  let lists = new Map<string, readonly Pending[]>();
  const listeners = new Set<() => void>();
  const change = (next: readonly Pending[]) => {
    all = next;
    lists = new Map();
    keep(all);
    for (const listener of listeners) listener();
  };
  return {
    all: () => all,
    find: (localId: string) => all.find((pending) => pending.localId === localId),
    add: (pending: Pending) => change([...all, pending]),
    replace: (pending: Pending) => change(all.map((known) => (known.localId === pending.localId ? pending : known))),
    remove: (localId: string) => change(all.filter((pending) => pending.localId !== localId)),
    of(sessionId: string): readonly Pending[] {
      const found = lists.get(sessionId) ?? all.filter((pending) => pending.sessionId === sessionId);
      const list = found.length === 0 ? none : found;
      lists.set(sessionId, list);
      return list;
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** Sends replies and keeps each until its message is there: by the answer or by the stream, whichever comes first. */
export const createSending = (deps: SendingDeps): Sending => {
  const list = createList(deps);
  const claimed = createMemory();

  const post = async (pending: Pending): Promise<void> => {
    try {
      const message = await deps.send(pending);
      claimed.add(message.id);
      deps.delivered(message);
      if (list.find(pending.localId)) list.remove(pending.localId);
    } catch (error) {
      // Gone from the list: the stream has already brought it, only the answer was lost.
      if (list.find(pending.localId)) list.replace({ ...pending, state: "failed", error });
    }
  };

  return {
    list: list.of,
    subscribe: list.subscribe,
    discard: list.remove,
    send(reply) {
      const createdAt = new Date(deps.now()).toISOString();
      const pending: Pending = { ...reply, localId: deps.newKey(), createdAt, state: "sending", error: null };
      list.add(pending);
      return post(pending);
    },
    async retry(localId) {
      const pending = list.find(localId);
      if (!pending || pending.state === "sending") return;
      const again: Pending = { ...pending, state: "sending", error: null };
      list.replace(again);
      await post(again);
    },
    seen(message) {
      if (list.all().length === 0 || message.kind !== "reply" || claimed.has(message.id)) return;
      const personId = deps.personId();
      const mine = list.all().find((pending) => isOf(message, pending, personId) && !deps.isRefusal(pending.error));
      if (!mine) return;
      claimed.add(message.id);
      list.remove(mine.localId);
    },
  };
};
