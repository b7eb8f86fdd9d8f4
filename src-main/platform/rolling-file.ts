import roll from "pino-roll";

export interface RollingFile {
  write(line: string): void;
  close(): Promise<void>;
}

const megabytes = 5;
const olderFiles = 4;

/**
 * Files `<path>.1.log`, `<path>.2.log` …: a new one after 5 MB, and no more than five of them. Takes
 * lines at once, though it opens a moment later. A full disk loses lines, never the process.
 */
export const rollingFile = (path: string, size: number | string = megabytes): RollingFile => {
  let waiting: string[] = [];
  const opening = roll({
    file: path,
    extension: ".log",
    size,
    limit: { count: olderFiles, removeOtherLogFiles: true },
    mode: 0o600,
    // The last lines before a crash are those that matter.
    sync: true,
    maxLength: 1_000_000,
  }).then((stream) => {
    stream.on("error", () => undefined);
    for (const line of waiting) stream.write(line);
    waiting = [];
    return stream;
  });
  let write = (line: string): void => void waiting.push(line);
  const opened = opening.then(
    (stream) => {
      write = (line) => void stream.write(line);
      return stream;
    },
    () => {
      write = () => undefined;
      return null;
    },
  );
  const end = async (): Promise<void> => {
    const stream = await opened;
    if (!stream) return;
    write = () => undefined;
    await new Promise<void>((resolve) => {
      stream.once("close", resolve).once("error", () => resolve());
      stream.end();
    });
  };
  let ending: Promise<void> | undefined;
  return {
    write: (line) => write(line),
    close: async () => (ending ??= end()),
  };
};
