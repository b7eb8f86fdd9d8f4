import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

interface Gate {
  readonly url: string;
  open(): Promise<unknown>;
}

/** A port of its own that leads to the given host once it is opened; it closes with the test. */
export const createGate = async (host: string): Promise<Gate> => {
  const sockets = new Set<Socket>();
  const gate = createServer((socket) => {
    const [name, port] = host.split(":");
    const to = connect(Number(port), name);
    for (const end of [socket, to]) sockets.add(end.on("error", () => {}));
    socket.pipe(to).pipe(socket);
  });
  const open = (port = 0) =>
    new Promise<number>((resolve) => {
      gate.listen(port, "127.0.0.1", () => resolve((gate.address() as AddressInfo).port));
    });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      gate.close(() => resolve());
    });
  const port = await open();
  await close();
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}`, open: () => open(port) };
};
