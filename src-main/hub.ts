import { join } from "node:path";
import { userInfo } from "node:os";
import { signInPath } from "#contract/endpoints.ts";
import type { HubRef } from "#contract/machine.ts";
import { createDesk, type Desk } from "./core/attention/desk.ts";
import type { NoticeSurface } from "./core/attention/notice.ts";
import { type Core, createCore } from "./core/core.ts";
import type { Clock, Logger } from "./core/ports.ts";
import type { SessionRecord } from "./core/records.ts";
import { settingsOfEnv } from "./core/settings/settings.ts";
import { firstSeqOf, type Identity, startIdentity } from "./hub/identity.ts";
import { joinLocalMachine } from "./hub/local-machine.ts";
import { installCommandsOf, joinCommandOf, ownHostNames, type Place, placeOf, signInCommandOf } from "./hub/place.ts";
import { searchWorkerUrl } from "./hub/search-worker-url.ts";
import { version } from "./hub/version.ts";
import { anyAddress, isLoopback } from "./platform/addresses.ts";
import { openBlobs } from "./platform/blobs.ts";
import { type Certificate, loadOrMakeCertificate } from "./platform/certificate.ts";
import { makeHome } from "./platform/folders.ts";
import { createDualListener } from "./platform/listener.ts";
import { loadShellParser } from "./platform/shell-parser.ts";
import { webhookCaller } from "./platform/webhook.ts";
import { type HomeLock, lockHome } from "./platform/lock.ts";
import type { ServerContext } from "./server/context.ts";
import { buildServer, type HubServer } from "./server/server.ts";
import { openStore } from "./store/open.ts";
import { openSearch } from "./store/search/index.ts";

export interface HubConfig {
  /** The data folder. */
  home: string;
  /** Where the command line of this machine keeps its key; null or left out to leave none. */
  clientDir?: string | null;
  /** 0 takes a free port. Over the setting and `MUSTER_PORT`. */
  port?: number;
  /** Address to listen on; all addresses of this computer when left out. */
  host?: string;
  /** Folder of the built screen; without it only the interface is served. */
  rendererDir?: string;
  /** Folder of the built command line and its skill, which the hub gives to machines that join. */
  toolsDir?: string;
  /** Where notifications are shown; without one, only open pages and webhooks are told. */
  surface?: NoticeSurface;
  /** Opens a discussion at a message after a click on a notification; null opens what needs the person. */
  openDiscussion?: (sessionId: string | null, messageSeq: number | null) => void;
  logger?: Logger;
  clock?: Clock;
  env?: Readonly<Record<string, string | undefined>>;
  /** Which search worker to start; the one beside this file when left out. */
  searchWorker?: URL;
}

export interface Hub {
  /** Where this computer reaches it, e.g. `http://127.0.0.1:4680`. */
  readonly url: string;
  /** Where other machines and browsers reach it, e.g. `https://192.168.2.10:4680`. */
  readonly address: string;
  readonly port: number;
  readonly home: string;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  /** SHA-256 of its public key, as curl's `--pinnedpubkey` takes it. */
  readonly publicKeyPin: string;
  readonly version: string;
  /** What the computer shows of the owner's sessions beside the window. */
  readonly desk: Desk;
  /** A link that signs its owner in once, within ten minutes. */
  signInLink(): Promise<string>;
  /** A one-time code for another machine; `url` is the address to dial, `command` what to run there. */
  joinCode(): Promise<{ url: string; code: string; expiresAt: string; command: string }>;
  /** Says that the computer slept: what has come due meanwhile is looked at, and nobody counts as silent for that time. */
  woke(): void;
  /** Ends it: parked calls are answered, writes are on disk, the port is free. */
  close(): Promise<void>;
}

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** What was acquired, given back in the opposite order. */
const createClosers = () => {
  const closers: (() => unknown)[] = [];
  return {
    add: (close: () => unknown) => closers.push(close),
    async closeAll() {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
    },
  };
};
type Closers = ReturnType<typeof createClosers>;

interface Data {
  core: Core;
  identity: Identity;
  certificate: Certificate;
  lock: HomeLock;
}

const ownerName = () => {
  try {
    return userInfo().username || "owner";
  } catch {
    return "owner";
  }
};

/** Opens everything that lies in the data folder. */
const openData = async (config: HubConfig, closers: Closers): Promise<Data> => {
  const { home, clock = Date.now, logger = silent } = config;
  await makeHome(home);
  const lock = await lockHome(home);
  closers.add(() => lock.release());
  const certificate = await loadOrMakeCertificate(home, clock);
  const storeFile = join(home, "muster.db");
  const store = await openStore({ file: storeFile, clock, logger });
  closers.add(() => store.close());
  const identity = await startIdentity(store);
  const search = await openSearch({
    storeFile,
    searchFile: join(home, "search.db"),
    worker: config.searchWorker ?? searchWorkerUrl(),
    logger,
  });
  closers.add(() => search.close());
  const settingsOver = {
    ...settingsOfEnv(config.env ?? {}),
    port: config.port ?? settingsOfEnv(config.env ?? {}).port,
  };
  const blobs = await openBlobs(join(home, "attachments"));
  const shellParser = await loadShellParser();
  closers.add(() => shellParser.close());
  if (shellParser.state.problem !== null) {
    logger.error({ problem: shellParser.state.problem }, "commands can't be parsed: every one is asked about");
  }
  if (config.surface) closers.add(() => config.surface?.close());
  const core = await createCore({
    store,
    search,
    blobs,
    clock,
    logger,
    shellParser,
    settingsOver,
    ownerName: ownerName(),
    webhooks: webhookCaller,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    surface: config.surface,
    openDiscussion: config.openDiscussion,
  });
  closers.add(() => core.close());
  return { core, identity, certificate, lock };
};

/** Opens the port. The place is known only then, when a free port was asked for. */
const openPort = async (config: HubConfig, data: Data, closers: Closers) => {
  const { core, certificate, identity } = data;
  let place: Place = placeOf(config.host, 0);
  const hub = (): HubRef => ({
    name: core.settings.current().hubName,
    version,
    fingerprint: certificate.fingerprint,
    publicKeyPin: certificate.publicKeyPin,
  });
  const joinCommand = (code: string) => joinCommandOf(place, certificate.fingerprint, code);
  const context: ServerContext = {
    core,
    hub,
    address: () => place.address,
    signInLink: (ticket) => `${place.address}${signInPath}?ticket=${ticket}`,
    signInCommand: () => signInCommandOf(place, certificate.fingerprint),
    joinCommand,
    installCommands: (code) => installCommandsOf(place, certificate.publicKeyPin, code),
    hostNames: ownHostNames(),
    cookieName: `muster_${identity.hubId.slice(0, 8)}`,
    rendererDir: config.rendererDir,
    toolsDir: config.toolsDir,
    isLoopback,
  };
  const listener = createDualListener({ cert: certificate.cert, key: certificate.key });
  const server = await buildServer(context, {
    firstSeq: firstSeqOf(identity),
    serverFactory: (handler) => listener.server(handler),
  });
  closers.add(() => closeServer(server, core));
  const port = await listen(server, config.host, core.settings.current().port);
  place = placeOf(config.host, port);
  return { server, place, port, hub, joinCommand };
};

const listen = async ({ app }: HubServer, host: string | undefined, port: number): Promise<number> => {
  await app.listen({ port, host: host ?? anyAddress() });
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("the port could not be opened");
  return address.port;
};

const closeServer = async ({ app, stream }: HubServer, core: Core) => {
  stream.close();
  await core.endWaits();
  await app.close();
};

const startDesk = async (core: Core, closers: Closers): Promise<Desk> => {
  const quietAt = (session: SessionRecord) => core.steeringOf(session).quietAt;
  const desk = await createDesk({ ...core, preferences: core.attention.preferences, quietAt });
  closers.add(() => desk.close());
  return desk;
};

/**
 * Starts a hub. Throws with clear words when the data can't be opened, another hub has the data folder, or the port is
 * taken (`code` is `EADDRINUSE`); nothing is left open then.
 */
export const createHub = async (config: HubConfig): Promise<Hub> => {
  const closers = createClosers();
  try {
    const data = await openData(config, closers);
    const { core, certificate } = data;
    const { place, port, hub, joinCommand } = await openPort(config, data, closers);
    if (config.clientDir) await joinLocalMachine(core, hub(), { clientDir: config.clientDir, url: place.url });
    const desk = await startDesk(core, closers);
    await data.lock.tell(place.url);
    core.logger.info({ port, version }, "the hub is up");
    return {
      url: place.url,
      address: place.address,
      desk,
      port,
      home: config.home,
      fingerprint: certificate.fingerprint,
      publicKeyPin: certificate.publicKeyPin,
      version,
      signInLink: async () => `${place.url}${signInPath}?ticket=${await core.signIn.createTicket()}`,
      async joinCode() {
        const { code, expiresAt } = await core.machines.codes.create();
        return {
          url: place.address,
          code,
          expiresAt: new Date(expiresAt).toISOString(),
          command: joinCommand(code),
        };
      },
      woke() {
        core.stalled.resumed();
        core.attention.reconsider();
        desk.refresh();
      },
      close: () => closers.closeAll(),
    };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
};
