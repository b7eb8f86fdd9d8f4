import { readFile, readdir } from "node:fs/promises";
import { openFiles } from "./process-facts.ts";
import { quickCommand } from "./quick-command.ts";

/** Inodes of the sockets that listen on a port, from Linux's `/proc/net/tcp` (proc(5); state 0A is LISTEN). */
export const listeningInodes = (table: string, port: number): string[] => {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(wanted) && state === "0A")
    .flatMap((fields) => fields[9] ?? []);
};

const onLinux = async (port: number): Promise<number | null> => {
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map(async (path) => readFile(path, "utf8").catch(() => "")),
  );
  const sockets = new Set(tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return null;
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids) {
    if ((await openFiles(pid)).some((file) => sockets.has(file))) return pid;
  }
  return null;
};

/** The process that listens on a port, from the output of Windows' `netstat -ano -p TCP`, whatever its language. */
export const pidInNetstat = (output: string, port: number): number | null => {
  const row = output
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    // A listening socket has no peer; the word for its state is translated.
    .find(([, local, peer]) => local?.endsWith(`:${port}`) && peer?.endsWith(":0"));
  return Number(row?.at(-1)) || null;
};

/** The process that listens on a TCP port of this computer; null when that can't be told. */
export const listenerPid = async (port: number, platform = process.platform): Promise<number | null> => {
  if (platform === "linux") return onLinux(port);
  if (platform === "win32") return pidInNetstat(await quickCommand("netstat", ["-ano", "-p", "TCP"]), port);
  const found = await quickCommand("lsof", ["-nP", "-t", `-iTCP:${port}`, "-sTCP:LISTEN"]);
  return Number(found.split("\n")[0]) || null;
};
