import { randomUUID } from "node:crypto";
import type { PostMessageRequest } from "#contract/message.ts";
import type { AckRequest } from "#contract/reply.ts";
import { createReplyQueue, type ReplyQueue } from "./reply-queue.ts";
import { type Answer, type Handler, problem, type Seen, startWebServer, type WebServer } from "./web-server.ts";

export const goodKey = "mk_good";

export interface HubDouble extends WebServer {
  /** What was posted, in order, each idempotency key once. */
  readonly posted: { session: string; key: string | undefined; body: PostMessageRequest }[];
  readonly acknowledged: string[][];
  /** What was uploaded, in order, each idempotency key once; a reply may name them too. */
  readonly files: { id: string; name: string; bytes: Buffer }[];
  readonly reply: ReplyQueue["reply"];
  /** Is asked first; what it leaves undefined is answered as usual. */
  before?: ((seen: Seen) => ReturnType<Handler> | undefined) | undefined;
}

/** A session as the hub would show it. */
export const sessionOf = (fields: unknown = {}) => ({
  id: randomUUID(),
  type: "session",
  title: "Fix it",
  state: "working",
  agent: { id: randomUUID(), name: "SwiftHeron", kind: null, version: null },
  machine: { id: "m1", name: "studio" },
  folder: "/src/api",
  lastHeardAt: "2026-01-02T03:04:05.678Z",
  ...(fields as object),
});

const ok = (body: unknown, status = 200): Answer => ({ status, body });

/** Takes posts, each idempotency key once. */
const createPosts = () => {
  const posted: HubDouble["posted"] = [];
  const answers = new Map<string, Answer>();
  const take = ({ path, idempotencyKey = "", body }: Seen): Answer => {
    const known = answers.get(idempotencyKey);
    if (known) return known;
    posted.push({ session: path.split("/")[3] ?? "", key: idempotencyKey, body: body as PostMessageRequest });
    const answer = ok({ message: { id: `id-${posted.length}`, seq: posted.length } }, 201);
    answers.set(idempotencyKey, answer);
    return answer;
  };
  return { posted, take };
};

/** The one file of a multipart body. */
const partOf = (body: Buffer): { name: string; bytes: Buffer } => {
  const start = body.indexOf("\r\n\r\n");
  const head = body.toString("utf8", 0, start);
  const end = body.lastIndexOf(`\r\n${head.split("\r\n", 1)[0]}--`);
  return { name: /filename="([^"]*)"/.exec(head)?.[1] ?? "", bytes: body.subarray(start + 4, end) };
};

/** Takes files, each idempotency key once, and gives them back. */
const createFiles = () => {
  const files: HubDouble["files"] = [];
  const byKey = new Map<string, HubDouble["files"][number]>();
  const take = ({ idempotencyKey = "", body }: Seen): Answer => {
    const file = byKey.get(idempotencyKey) ?? { id: `file-${files.length + 1}`, ...partOf(body as Buffer) };
    if (!byKey.has(idempotencyKey)) files.push(file);
    byKey.set(idempotencyKey, file);
    return ok({ attachment: { id: file.id, name: file.name } }, 201);
  };
  const give = ({ path }: Seen): Answer => {
    const file = files.find(({ id }) => path.endsWith(`/${id}`));
    return file ? ok(file.bytes) : problem(404, "not-found");
  };
  return { files, take, give };
};

type Route = readonly [method: string, path: RegExp, handle: Handler];

/** The agents' door as far as the command line uses it, on a real port, with a memory instead of a database. */
export const startHubDouble = async (tls?: { cert: string; key: string; fingerprint: string }): Promise<HubDouble> => {
  const acknowledged: string[][] = [];
  const posts = createPosts();
  const files = createFiles();
  const replies = createReplyQueue();
  const hub = { name: "Muster", version: "9.9.9", fingerprint: tls?.fingerprint ?? "AA" };
  const machine = { id: "m1", name: "studio" };
  const acknowledge: Handler = ({ body }) => {
    acknowledged.push((body as AckRequest).ids);
    return ok({ receipts: [] });
  };
  const routes: Route[] = [
    ["GET", /^\/v1\/me$/, () => ok({ hub, machine, agents: [] })],
    ["POST", /^\/v1\/join$/, () => ok({ key: goodKey, machine, hub }, 201)],
    ["POST", /\/messages$/, posts.take],
    ["POST", /^\/v1\/attachments$/, files.take],
    ["GET", /^\/v1\/attachments\/[^/]+$/, files.give],
    ["GET", /\/replies$/, replies.take],
    ["POST", /\/ack$/, acknowledge],
    ["POST", /\/close$/, () => ok({ session: sessionOf({ state: "closed" }) })],
    ["POST", /^\/v1\/sessions$/, ({ body }) => ok({ session: sessionOf(body), created: true, reopened: false }, 201)],
    ["GET", /^\/v1\/sessions$/, () => ok({ items: [sessionOf()], next: null })],
    ["GET", /^\/v1\/sessions\/[^/]+$/, () => ok({ session: sessionOf() })],
    ["PATCH", /^\/v1\/sessions\/[^/]+$/, ({ body }) => ok({ session: sessionOf(body) })],
  ];
  const double: Pick<HubDouble, "before"> = {};
  const server = await startWebServer(async (seen) => {
    const special = await double.before?.(seen);
    if (special) return special;
    if (seen.path !== "/v1/join" && seen.key !== goodKey) return problem(401, "unauthorized");
    const route = routes.find(([method, path]) => method === seen.method && path.test(seen.path));
    return route ? route[2](seen) : problem(404, "not-found");
  }, tls);
  return Object.assign(double, server, {
    posted: posts.posted,
    files: files.files,
    acknowledged,
    reply: replies.reply,
  });
};
