import { existsSync } from "node:fs";
import { createHub, type Hub } from "../hub.ts";
import { dataFolders, type Folders, makeHome } from "../platform/folders.ts";
import { type ClosableLogger, createLogger } from "../platform/logger.ts";
import { createNoticeSurface } from "../platform/notices/choose.ts";
import { openUrl } from "../platform/open-url.ts";
import { makeSignInLink } from "../sign-in.ts";
import { onEnter } from "./enter-key.ts";
import { greeting, makeWaysIn, startedLine, waysInText } from "./greeting.ts";
import { type HeadlessOptions, parseOptions, usage } from "./options.ts";
import { isExpected, refusalWords } from "./refusal.ts";
import { listenForStop } from "./stop-signals.ts";

export interface HeadlessStart {
  args: string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Folder of the built screen. */
  rendererDir: string;
  /** Folder of the built command line. */
  toolsDir: string;
}

const longestCloseMs = 20_000;

const say = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

const openLogger = (folders: Folders, json: boolean): ClosableLogger => {
  const isTerminal = process.stderr.isTTY;
  // At a terminal a person reads what is printed for them; the rest is in the file.
  return createLogger({
    folder: folders.logs,
    stderr: isTerminal ? "text" : "json",
    stderrLevel: isTerminal && !json ? "warn" : "info",
  });
};

const startHub = async (start: HeadlessStart, options: HeadlessOptions, folders: Folders, logger: ClosableLogger) => {
  let url = "";
  let activationToken: string | null = null;
  const openDiscussion = (sessionId: string | null, messageSeq: number | null): void => {
    const at = messageSeq === null ? "" : `@${messageSeq}`;
    const place = sessionId === null ? "" : `#/s/${encodeURIComponent(sessionId)}${at}`;
    openUrl(`${url}/${place}`, { activationToken });
    // It counts for one click.
    activationToken = null;
  };
  const onActivationToken = (token: string): void => {
    activationToken = token;
  };
  const hub = await createHub({
    home: folders.home,
    clientDir: folders.client,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(existsSync(start.rendererDir) ? { rendererDir: start.rendererDir } : {}),
    toolsDir: start.toolsDir,
    surface: createNoticeSurface({ env: start.env, onActivationToken }),
    openDiscussion,
    logger,
    env: start.env,
  });
  ({ url } = hub);
  return hub;
};

/** Prints what the way it was started asks for; returns the way to end that. */
const present = async (hub: Hub, options: HeadlessOptions): Promise<() => void> => {
  const ways = await makeWaysIn(hub);
  if (options.json) {
    say(startedLine(hub, ways));
    return () => undefined;
  }
  const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
  say(greeting(hub, ways, isInteractive));
  if (!isInteractive) return () => undefined;
  return onEnter(process.stdin, () => {
    makeWaysIn(hub).then(
      (fresh) => say(`${waysInText(fresh)}\n\n`),
      (error: unknown) => complain(String(error)),
    );
  });
};

/** Closes the hub; false when that takes so long that waiting on is of no use. */
const closeInTime = async (hub: Hub, logger: ClosableLogger): Promise<boolean> => {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), longestCloseMs);
  const isClosed = await Promise.race([hub.close().then(() => true), late.promise]);
  clearTimeout(timer);
  if (!isClosed) logger.error({}, `The hub did not close within ${longestCloseMs / 1000} s; it is cut off.`);
  return isClosed;
};

const serve = async (start: HeadlessStart, options: HeadlessOptions): Promise<number> => {
  const folders = dataFolders(start.env, options.home);
  await makeHome(folders.home);
  const logger = openLogger(folders, options.json);
  const stop = listenForStop(() => complain("Still closing: what was accepted is being written."));
  const broken = Promise.withResolvers<void>();
  const fail = (err: unknown): void => {
    logger.error({ err }, "The hub broke off.");
    broken.resolve();
  };
  process.on("uncaughtException", fail);
  try {
    const hub = await startHub(start, options, folders, logger).catch(async (err: unknown) => {
      const words = await refusalWords(err);
      logger.error(isExpected(err) ? {} : { err }, words);
      // At a terminal that was the line for a person already.
      if (!process.stderr.isTTY) complain(words);
      return null;
    });
    if (hub === null) return 1;
    const endPresenting = await present(hub, options);
    const code = await Promise.race([stop.asked.then(() => 0), broken.promise.then(() => 1)]);
    endPresenting();
    return (await closeInTime(hub, logger)) ? code : 1;
  } finally {
    process.off("uncaughtException", fail);
    stop.close();
    await logger.close();
  }
};

const printSignInLink = async (start: HeadlessStart, options: HeadlessOptions): Promise<number> => {
  const link = await makeSignInLink(dataFolders(start.env, options.home).home);
  say(options.json ? `${JSON.stringify({ signIn: link })}\n` : `${link}\n`);
  return 0;
};

/** Runs the headless hub until it is asked to end; resolves to the exit code. */
export const runHeadless = async (start: HeadlessStart): Promise<number> => {
  // Whoever started it may have stopped listening; that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  try {
    const options = parseOptions(start.args);
    if (options.signIn) return await printSignInLink(start, options);
    if (!options.help) return await serve(start, options);
    say(usage);
    return 0;
  } catch (error) {
    complain(await refusalWords(error));
    return 1;
  }
};
