import { limits } from "#contract/limits.ts";
import type { AttachmentRef } from "#contract/message.ts";

/** A file that goes with the next reply of a session. */
export interface Upload {
  localId: string;
  name: string;
  /** Bytes. */
  size: number;
  /** How much of it the hub has, from 0 to 1. */
  progress: number;
  state: "sending" | "done" | "failed";
  /** Why it failed. */
  error: unknown;
  /** What the hub made of it. */
  file: AttachmentRef | null;
}

/** What is read of a browser's file. */
export type LocalFile = Pick<File, "name" | "size">;

export interface SendOptions {
  key: string;
  onProgress: (progress: number) => void;
  signal: AbortSignal;
}

export interface UploadsDeps<F extends LocalFile> {
  /** Uploads it; the same key a second time gives the same file. */
  send: (file: F, options: SendOptions) => Promise<AttachmentRef>;
  newKey: () => string;
  /** What the hub has is kept here, by session, so that leaving the page loses nothing. */
  keep: (files: Kept) => void;
  kept: Kept;
}

export type Kept = readonly (readonly [sessionId: string, files: readonly AttachmentRef[]])[];

export interface Uploads<F extends LocalFile> {
  /** The same array until something changes. */
  of(sessionId: string): readonly Upload[];
  /** Takes files in, as many as a message may have; gives the number of those that were too many. */
  add(sessionId: string, files: readonly F[]): number;
  /** Puts files back that the hub has already, e.g. those of a reply that could not be sent. */
  restore(sessionId: string, files: readonly AttachmentRef[]): void;
  retry(sessionId: string, localId: string): void;
  remove(sessionId: string, localId: string): void;
  /** Gives what goes with the reply that is sent now, and forgets it. */
  take(sessionId: string): AttachmentRef[];
  subscribe(listener: () => void): () => void;
}

/** A file that the hub would refuse for its size, without the trouble of sending it. */
export class TooLarge extends Error {}

const none: readonly Upload[] = [];
const doneOf = (file: AttachmentRef): Upload => ({
  localId: file.id,
  name: file.name,
  size: file.size,
  progress: 1,
  state: "done",
  error: null,
  file,
});

const filesOf = (list: readonly Upload[]) => list.flatMap(({ file }) => (file ? [file] : []));

/** The lists, told apart by session. */
const createLists = ({ kept, keep }: Pick<UploadsDeps<LocalFile>, "kept" | "keep">) => {
  const lists = new Map<string, readonly Upload[]>(kept.map(([id, files]) => [id, files.map(doneOf)]));
  const listeners = new Set<() => void>();
  const of = (sessionId: string) => lists.get(sessionId) ?? none;
  const set = (sessionId: string, list: readonly Upload[]) => {
    if (list.length === 0) lists.delete(sessionId);
    else lists.set(sessionId, list);
    const all = Array.from(lists, ([id, uploads]) => [id, filesOf(uploads)] as const);
    keep(all.filter(([, files]) => files.length > 0));
    for (const listener of listeners) listener();
  };
  return {
    of,
    set,
    /** Nothing when it was removed meanwhile. */
    change: (sessionId: string, localId: string, change: Partial<Upload>) =>
      set(
        sessionId,
        of(sessionId).map((upload) => (upload.localId === localId ? { ...upload, ...change } : upload)),
      ),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** Uploads files as soon as they are chosen, so that sending the reply is quick. */
export const createUploads = <F extends LocalFile>({ send, newKey, ...deps }: UploadsDeps<F>): Uploads<F> => {
  const { of, set, change, subscribe } = createLists(deps);
  const running = new Map<string, { file: F; abort: AbortController }>();

  const start = async (sessionId: string, localId: string, file: F) => {
    const abort = new AbortController();
    running.set(localId, { file, abort });
    change(sessionId, localId, { state: "sending", progress: 0, error: null });
    try {
      const onProgress = (progress: number) => change(sessionId, localId, { progress });
      const known = await send(file, { key: localId, onProgress, signal: abort.signal });
      change(sessionId, localId, { state: "done", progress: 1, file: known });
      running.delete(localId);
    } catch (error) {
      change(sessionId, localId, { state: "failed", error });
    }
  };

  return {
    of,
    subscribe,
    add(sessionId, files) {
      const room = Math.max(0, limits.attachments - of(sessionId).length);
      const taken = files.slice(0, room).map((file) => {
        const isOver = file.size > limits.attachmentBytes;
        const { name, size } = file;
        const upload: Upload = {
          localId: newKey(),
          name,
          size,
          progress: 0,
          state: isOver ? "failed" : "sending",
          error: isOver ? new TooLarge() : null,
          file: null,
        };
        return { upload, file, isOver };
      });
      set(sessionId, [...of(sessionId), ...taken.map(({ upload }) => upload)]);
      for (const { upload, file, isOver } of taken) if (!isOver) void start(sessionId, upload.localId, file);
      return files.length - taken.length;
    },
    restore: (sessionId, files) => set(sessionId, [...files.map(doneOf), ...of(sessionId)]),
    retry(sessionId, localId) {
      const known = running.get(localId);
      const upload = of(sessionId).find((other) => other.localId === localId);
      if (known && upload?.state === "failed") void start(sessionId, localId, known.file);
    },
    remove(sessionId, localId) {
      running.get(localId)?.abort.abort();
      running.delete(localId);
      set(
        sessionId,
        of(sessionId).filter((upload) => upload.localId !== localId),
      );
    },
    take(sessionId) {
      const files = filesOf(of(sessionId));
      set(sessionId, []);
      return files;
    },
  };
};
