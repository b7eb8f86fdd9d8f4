import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { signInPath } from "#contract/endpoints.ts";
import type { OpenSessionAnswer, Session } from "#contract/session.ts";
import { type Core, createCore } from "../core/core.ts";
import { addTicket } from "../core/people/tickets.ts";
import type { NoticeSurface } from "../core/attention/notice.ts";
import type { Logger, SearchIndex } from "../core/ports.ts";
import type { ShellParser } from "../core/rules/shell/parser.ts";
import type { PersonRecord } from "../core/records.ts";
import { isLoopback } from "../platform/addresses.ts";
import { openBlobs } from "../platform/blobs.ts";
import { loadShellParser } from "../platform/shell-parser.ts";
import { webhookCaller } from "../platform/webhook.ts";
import { buildServer, type HubServer } from "../server/server.ts";
import { openStore } from "../store/open.ts";
import { openSearch } from "../store/search/index.ts";

export interface TestRequest {
  body?: unknown;
  headers?: Record<string, string>;
  /** Address of the caller; loopback when left out. */
  from?: string;
}

export type Send = (method: string, url: string, request?: TestRequest) => Promise<LightMyRequestResponse>;

/** A caller with a machine's key. */
export interface TestMachine {
  id: string;
  key: string;
  send: Send;
  session(title: string): Promise<Session>;
}

/** A person who is signed in on the hub's own page. */
export interface TestPerson {
  cookie: string;
  send: Send;
}

export interface TestHubOptions {
  /** A folder to start in, which stays; one of its own when left out. */
  home?: string;
  settings?: Parameters<typeof createCore>[0]["settingsOver"];
  logger?: Logger;
  /** The real one when left out. */
  shellParser?: ShellParser;
  /** Whether it has the real full-text index, in a thread of its own; without it nothing is ever found. */
  search?: boolean;
  /** Where notifications are shown; nowhere when left out. */
  surface?: NoticeSurface;
  openDiscussion?: (sessionId: string | null, messageSeq: number | null) => void;
  /** Where its computer stands; UTC when left out. */
  timeZone?: string;
  /** A built screen to serve. */
  rendererDir?: string;
  /** A built command line to give away. */
  toolsDir?: string;
}

/** A hub's rules and server on a real database in a temporary folder, called without a port. */
export interface TestHub {
  core: Core;
  server: HubServer;
  home: string;
  send: Send;
  machine(name?: string): Promise<TestMachine>;
  /** The owner when no one is named. */
  person(as?: PersonRecord): Promise<TestPerson>;
  /** Moves the hub's clock, back too. */
  advance(ms: number): void;
  /** Opens a free port of the loopback address and returns its host, e.g. `127.0.0.1:40123`. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
const HOST = "127.0.0.1:4680";

const createSend =
  (server: HubServer, defaults: Record<string, string>): Send =>
  (method, url, request = {}) =>
    server.app.inject({
      method: method as "GET",
      url,
      headers: { host: HOST, ...defaults, ...request.headers },
      ...(request.body === undefined ? {} : { payload: request.body as object }),
      ...(request.from === undefined ? {} : { remoteAddress: request.from }),
    });

const noSearch: SearchIndex = {
  find: () => Promise.resolve({ globalSeqs: [], words: [], indexedUpTo: 0 }),
  follow: () => {},
  caughtUp: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Loaded once for all hubs of a test file: it holds no state of a hub. */
let loaded: Promise<ShellParser> | undefined;
const shellParser = () => (loaded ??= loadShellParser());

const openCore = async (home: string, clock: () => number, options: TestHubOptions) => {
  const storeFile = join(home, "muster.db");
  const store = await openStore({ file: storeFile, clock });
  const search =
    options.search === true ? await openSearch({ storeFile, searchFile: join(home, "search.db") }) : noSearch;
  const core = await createCore({
    store,
    search,
    blobs: await openBlobs(join(home, "attachments")),
    clock,
    logger: options.logger ?? silentLogger,
    shellParser: options.shellParser ?? (await shellParser()),
    settingsOver: { requestBurst: 100_000, ...options.settings },
    ownerName: "ada",
    webhooks: webhookCaller,
    timeZone: options.timeZone ?? "UTC",
    surface: options.surface,
    openDiscussion: options.openDiscussion,
  });
  return { store, search, core };
};

export const startTestHub = async (options: TestHubOptions = {}): Promise<TestHub> => {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), "muster-test-")));
  let offset = 0;
  const clock = () => Date.now() + offset;
  const { store, search, core } = await openCore(home, clock, options);
  const server = await buildServer(
    {
      core,
      hub: () => ({ name: "test", version: "0.0.0", fingerprint: "AA", publicKeyPin: "sha256//AA=" }),
      address: () => "https://192.168.2.10:4680",
      signInLink: (ticket) => `https://192.168.2.10:4680${signInPath}?ticket=${ticket}`,
      signInCommand: () => "muster sign-in https://192.168.2.10:4680",
      joinCommand: (code) => `muster join https://192.168.2.10:4680 --code ${code}`,
      installCommands: () => ({ sh: "curl", powershell: "curl.exe" }),
      hostNames: new Set(["studio.local"]),
      cookieName: "muster_test",
      rendererDir: options.rendererDir,
      toolsDir: options.toolsDir,
      isLoopback,
    },
    { firstSeq: 1_000_000_000 },
  );
  await server.app.ready();
  const send = createSend(server, {});
  return {
    core,
    server,
    home,
    send,
    async machine(name = "studio") {
      const { code } = await core.machines.codes.create();
      const joined = await core.machines.join({ code, machine: { name } }, "127.0.0.1");
      const own = createSend(server, { authorization: `Bearer ${joined.key}` });
      const session = async (title: string) =>
        (await own("POST", "/v1/sessions", { body: { title } })).json<OpenSessionAnswer>().session;
      return { id: joined.machine.id, key: joined.key, send: own, session };
    },
    async person(as) {
      const ticket = await (as ? addTicket(core.store, clock, as.id) : core.signIn.createTicket());
      const answer = await send("GET", `${signInPath}?ticket=${ticket}`);
      const cookie = String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
      return { cookie, send: createSend(server, { cookie, origin: `http://${HOST}` }) };
    },
    advance: (ms) => {
      offset += ms;
    },
    listen: async () => new URL(await server.app.listen({ port: 0, host: "127.0.0.1" })).host,
    async close() {
      server.stream.close();
      await core.endWaits();
      await server.app.close();
      await core.close();
      await search.close();
      await store.close();
      if (options.home === undefined) await rm(home, { recursive: true, force: true });
    },
  };
};
