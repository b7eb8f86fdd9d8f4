export type { SearchIndex, Store } from "./store.ts";

/** A file on its way in: all of it is on disk, but not yet in its place. */
export interface BlobDraft {
  /** Hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** Media type by what is in it; never one that a browser would run. */
  readonly type: string;
  /** Puts it into its place; it is there for good when this resolves. One that is there already stays. */
  keep(): Promise<void>;
  /** Throws it away; after `keep` this does nothing. */
  drop(): Promise<void>;
}

/**
 * Keeps the bytes of files by their SHA-256, each once. All of it throws `HubError` `unavailable` when the disk does
 * not do its part.
 */
export interface Blobs {
  /** Takes a file in. Throws `too-large` beyond `mostBytes`, and what the source throws; nothing is left then. */
  receive(source: AsyncIterable<Uint8Array>, mostBytes: number): Promise<BlobDraft>;
  /** The bytes; undefined when there are none. They stay readable when they are removed meanwhile. */
  read(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  remove(sha256: string): Promise<void>;
  /** The SHA-256 of every file that is kept. */
  list(): AsyncIterable<string>;
}

/** The time now, in milliseconds since the epoch. */
export type Clock = () => number;

/** Writes structured lines. Never give it a key, a ticket or the text of a message. */
export interface Logger {
  info(fields: Record<string, unknown>, text: string): void;
  warn(fields: Record<string, unknown>, text: string): void;
  error(fields: Record<string, unknown>, text: string): void;
}
