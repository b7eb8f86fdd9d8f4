import { randomBytes } from "node:crypto";
import { connect } from "node:net";

/** An open event stream that is read and counted, and costs its reader next to nothing. */
export interface OpenStream {
  close(): void;
}

const headEnd = Buffer.from("\r\n\r\n");
const TEXT_FRAME = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** Where the payload of the frame at the start of these bytes lies, or undefined while its head is not there. */
const frameAt = (bytes: Buffer): { from: number; to: number } | undefined => {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] as number) & 0x7f;
  const from = short === LENGTH_16 ? 4 : short === LENGTH_64 ? 10 : 2;
  if (bytes.length < from) return undefined;
  if (short < LENGTH_16) return { from, to: from + short };
  return { from, to: from + (short === LENGTH_16 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))) };
};

/** Cuts a stream's bytes into frames (RFC 6455, 5.2; a server's are never masked) and tells the texts. */
const frameReader = (onText: (payload: Buffer) => void) => {
  let kept: Buffer = Buffer.alloc(0);
  return (chunk: Buffer): void => {
    let bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    for (let frame = frameAt(bytes); frame !== undefined && frame.to <= bytes.length; frame = frameAt(bytes)) {
      if (bytes[0] === TEXT_FRAME) onText(bytes.subarray(frame.from, frame.to));
      bytes = bytes.subarray(frame.to);
    }
    kept = Buffer.from(bytes);
  };
};

/** Opens the stream of the people's door; resolves once the hub has answered with its first frame. */
export const openStream = (
  port: number,
  path: string,
  headers: Record<string, string>,
  onText: (payload: Buffer) => void,
): Promise<OpenStream> =>
  new Promise((resolve, reject) => {
    const all = {
      host: `127.0.0.1:${port}`,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const stream: OpenStream = { close: () => socket.destroy() };
    let tell = (_payload: Buffer): void => {
      tell = onText;
      resolve(stream);
    };
    const read = frameReader((payload) => tell(payload));
    let head: Buffer | undefined = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      if (head === undefined) return read(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(headEnd);
      if (end < 0) return;
      if (!head.toString("latin1", 0, 12).endsWith("101")) return reject(new Error(head.toString()));
      const rest = head.subarray(end + headEnd.length);
      head = undefined;
      if (rest.length > 0) read(rest);
    });
    socket.once("error", reject);
    socket.once("connect", () => socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`));
  });
