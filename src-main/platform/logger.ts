import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import type { Logger } from "../core/ports.ts";
import { logText } from "./log-text.ts";
import { redact, redactLine } from "./redaction.ts";
import { type RollingFile, rollingFile } from "./rolling-file.ts";

export interface LoggerOptions {
  /** Where the rotating files go, as JSON lines; none when left out. */
  folder?: string;
  /** What goes to standard error too: `text` for a person, `json` for a program; nothing when left out. */
  stderr?: "text" | "json";
  /** From which level on it goes to standard error. */
  stderrLevel?: "info" | "warn" | "error";
  /** Standard error, unless a test listens. */
  write?: (line: string) => void;
}

export interface ClosableLogger extends Logger {
  /** Ends it when every line is in its file. */
  close(): Promise<void>;
}

const openFile = (folder: string): RollingFile => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return rollingFile(join(folder, "hub"));
};

/**
 * A structured log. Everything runs in this thread: pino's own transports load files at run time, which a bundle
 * doesn't have.
 */
export const createLogger = (options: LoggerOptions): ClosableLogger => {
  const { folder, stderr, stderrLevel = "info", write = (line) => void process.stderr.write(line) } = options;
  const streams: { level: string; stream: { write(line: string): void } }[] = [];
  if (stderr) {
    streams.push({ level: stderrLevel, stream: { write: stderr === "text" ? (line) => write(logText(line)) : write } });
  }
  const file = folder === undefined ? null : openFile(folder);
  if (file) streams.push({ level: "info", stream: file });
  const root = pino(
    {
      level: "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact,
      hooks: { streamWrite: redactLine },
    },
    pino.multistream(streams),
  );
  return {
    info: (fields, text) => root.info(fields, text),
    warn: (fields, text) => root.warn(fields, text),
    error: (fields, text) => root.error(fields, text),
    close: async () => file?.close(),
  };
};

/** The log of a hub that has a screen: only files. */
export const createFileLogger = (folder: string): ClosableLogger => createLogger({ folder });
