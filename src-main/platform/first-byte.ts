import type { Socket } from "node:net";

/**
 * Waits for a connection's first bytes, puts them back and tells the first one. The socket is paused then, with all its
 * bytes unread. A socket that breaks, ends or stays silent for `silenceMs` is dropped.
 */
export const firstByte = (socket: Socket, silenceMs: number, tell: (byte: number) => void): void => {
  const drop = (): void => {
    socket.destroy();
  };
  const look = (chunk: Buffer): void => {
    socket.off("error", drop).off("end", drop).off("timeout", drop).setTimeout(0);
    socket.pause();
    socket.unshift(chunk);
    tell(chunk[0] ?? 0);
  };
  socket.on("error", drop).on("end", drop).on("timeout", drop).setTimeout(silenceMs);
  socket.once("data", look);
};
