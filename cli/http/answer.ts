import type { HttpAnswer } from "#client/client.ts";

const mostHeaderBytes = 64 * 1024;
const mostBodyBytes = 64 * 1024 * 1024;

type Take = (bytes: Buffer, hasEnded: boolean) => Buffer | undefined;

const untilEnd: Take = (bytes, hasEnded) => (hasEnded ? bytes : undefined);
const ofLength =
  (length: number): Take =>
  (bytes) =>
    bytes.length >= length ? bytes.subarray(0, length) : undefined;

const chunked: Take = (bytes) => {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = /^[\da-f]{1,8}(?=[;\s]|$)/i.exec(bytes.toString("latin1", at, lineEnd))?.[0];
    if (size === undefined) throw new Error("a chunk without a size");
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(parts);
    const start = lineEnd + 2;
    if (bytes.length < start + length + 2) return undefined;
    parts.push(bytes.subarray(start, start + length));
    at = start + length + 2;
  }
};

interface Head {
  status: number;
  retryAfterSeconds?: number;
  take: Take;
}

const takeFor = (status: number, headers: Map<string, string>): Take => {
  if (status === 204 || status === 304) return ofLength(0);
  if (/\bchunked\b/i.test(headers.get("transfer-encoding") ?? "")) return chunked;
  const length = headers.get("content-length");
  if (length === undefined) return untilEnd;
  if (!/^\d{1,10}$/.test(length) || Number(length) > mostBodyBytes) throw new Error("a length that can't be");
  return ofLength(Number(length));
};

const readHead = (text: string): Head => {
  const [first = "", ...lines] = text.split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1]);
  if (!status) throw new Error("not an HTTP answer");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const seconds = headers.get("retry-after") ?? "";
  return {
    status,
    take: takeFor(status, headers),
    ...(/^\d{1,6}$/.test(seconds) ? { retryAfterSeconds: Number(seconds) } : {}),
  };
};

/** Puts an HTTP/1.1 answer (RFC 9112) together from the pieces in which it comes. */
export interface AnswerReader {
  /** Takes what came, or undefined for the end of the stream; gives the answer once it is whole. Throws for nonsense. */
  push(piece: Buffer | undefined): HttpAnswer | undefined;
}

export const createAnswerReader = (): AnswerReader => {
  const pieces: Buffer[] = [];
  let size = 0;
  let head: Head | undefined;
  const joined = () => {
    const all = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, size);
    pieces.splice(0, pieces.length, all);
    return all;
  };
  const skip = (bytes: Buffer, count: number) => {
    pieces.splice(0, pieces.length, bytes.subarray(count));
    size -= count;
  };
  const findHead = () => {
    while (!head) {
      const all = joined();
      const end = all.indexOf("\r\n\r\n");
      if (end < 0) {
        if (size > mostHeaderBytes) throw new Error("headers without end");
        return;
      }
      const found = readHead(all.toString("latin1", 0, end));
      skip(all, end + 4);
      if (found.status >= 200) head = found; // Others announce the answer proper.
    }
  };
  return {
    push(piece) {
      if (piece) {
        pieces.push(piece);
        size += piece.length;
      }
      if (size > mostBodyBytes) throw new Error("an answer without end");
      findHead();
      const body = head?.take(joined(), piece === undefined);
      if (!head || !body) return undefined;
      const { status, retryAfterSeconds } = head;
      return { status, body: body.toString(), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
    },
  };
};
