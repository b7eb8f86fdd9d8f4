import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import fastifyMultipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { IdParams } from "#contract/common.ts";
import { limits } from "#contract/limits.ts";
import type { AttachmentAnswer } from "#contract/message.ts";
import { shownTypes } from "#contract/shown-types.ts";
import type { AttachmentsService } from "../core/attachments/attachments.ts";
import { HubError } from "../core/errors.ts";
import type { AttachmentRecord } from "../core/records.ts";
import type { FileUser } from "../core/store.ts";
import { keyOf } from "./route.ts";

const IDLE_MS = 60_000;
const FAREWELL_MS = 20_000;
/** The wrapping of the one part around its bytes. */
const WRAPPING_BYTES = 64 * 1024;

const missing = () =>
  new HubError("invalid", "Send the file as multipart/form-data, in a part named `file` that has a file name.", {
    issues: [{ path: "file", message: "is missing" }],
  });

/** An upload that stands still ends; other calls may be silent for as long as they like. */
const endWhenIdle = (request: FastifyRequest, reply: FastifyReply): void => {
  const { socket } = request.raw;
  let before = socket.bytesRead;
  const look = () => {
    if (socket.bytesRead === before) socket.destroy();
    before = socket.bytesRead;
  };
  const timer = setInterval(look, IDLE_MS).unref();
  reply.raw.once("close", () => clearInterval(timer));
};

/**
 * Reads on what a refused sender still sends, for a while, and resolves: one who is cut off in the middle never sees
 * the answer.
 */
const hearOut = async ({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> => {
  raw.unpipe();
  raw.resume();
  try {
    await finished(raw, { writable: false, signal: AbortSignal.timeout(FAREWELL_MS) });
  } catch {
    void reply.header("connection", "close");
  }
};

/** What the parser and the connection throw, in words of the catalogue. */
const asRefusal = (error: unknown): unknown => {
  if (error instanceof HubError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "FST_INVALID_MULTIPART_CONTENT_TYPE") {
    return new HubError("unsupported-media-type", "Send the file as multipart/form-data, in a part named `file`.");
  }
  return new HubError("invalid", `The upload can't be read: ${message || "it ended too soon"}`, { cause: error });
};

const firstFile = async (request: FastifyRequest): Promise<MultipartFile> => {
  const file = await request.file();
  if (file === undefined || file.fieldname !== "file") throw missing();
  return file;
};

/** The part's file name, with what browsers write for a quote and a line break (WHATWG HTML, multipart/form-data). */
const nameOf = ({ filename }: { filename?: string }): string =>
  (filename ?? "").replaceAll("%22", '"').replace(/%0[ad]/gi, " ");

/** The bytes of a part; throws when they ended before the part did. */
const bytesOf = async function* ({ file }: MultipartFile): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch (error) {
    throw asRefusal(error);
  }
};

const refuseLong = (request: FastifyRequest): void => {
  const length = Number(request.headers["content-length"] ?? 0);
  if (length <= limits.attachmentBytes + WRAPPING_BYTES) return;
  throw new HubError("too-large", `A file may have at most ${limits.attachmentBytes / 1024 / 1024} MiB.`);
};

const answerOf = ({ id, name, size, type, sha256 }: AttachmentRecord): AttachmentAnswer => ({
  attachment: { id, name, size, type, sha256 },
});

const receive = async (service: AttachmentsService, request: FastifyRequest, reply: FastifyReply, by: FileUser) => {
  endWhenIdle(request, reply);
  const key = keyOf(request);
  const actorId = "machineId" in by ? by.machineId : by.personId;
  try {
    refuseLong(request);
    const file = await firstFile(request);
    const upload = { name: nameOf(file), bytes: bytesOf(file) };
    return answerOf(await service.upload(by, upload, key === undefined ? undefined : { actorId, key }));
  } catch (error) {
    await hearOut(request, reply);
    throw asRefusal(error);
  }
};

// RFC 8187; the name in quotes is for programs that don't know it.
const dispositionOf = (kind: "inline" | "attachment", name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["%\\]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

const giveBytes = async (
  service: AttachmentsService,
  request: FastifyRequest,
  reply: FastifyReply,
  file: AttachmentRecord,
) => {
  const etag = `"${file.sha256}"`;
  const isShown = shownTypes.includes(file.type);
  void reply
    .header("etag", etag)
    .header("cache-control", "private, max-age=3600")
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cross-origin-resource-policy", "same-origin")
    .header("content-disposition", dispositionOf(isShown ? "inline" : "attachment", file.name));
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  const type = file.type.startsWith("text/") ? `${file.type}; charset=utf-8` : file.type;
  const bytes = await service.read(file);
  return reply
    .header("content-type", type)
    .header("content-length", file.size)
    .send(bytes instanceof Readable ? bytes : Readable.from(bytes));
};

/**
 * Serves uploads and bytes of files at `path`, for whoever `userOf` says it is: streamed both ways, and never as
 * something that a browser would run.
 */
export const fileRoutes = async (
  app: FastifyInstance,
  service: AttachmentsService,
  path: string,
  userOf: (request: FastifyRequest) => FileUser,
): Promise<void> => {
  // Only in this scope: nowhere else is a multipart body read.
  await app.register(fastifyMultipart, {
    throwFileSizeLimit: false,
    // One byte more than a file may have: the count itself refuses it.
    limits: { fileSize: limits.attachmentBytes + 1, files: 1, fields: 10, fieldSize: 4096, parts: 12, headerPairs: 50 },
  });
  app.post(path, async (request, reply) => {
    const answer = await receive(service, request, reply, userOf(request));
    return reply.code(201).header("content-type", "application/json; charset=utf-8").send(JSON.stringify(answer));
  });
  app.get(`${path}/:id`, async (request, reply) => {
    const params = IdParams.safeParse(request.params);
    if (!params.success) throw new HubError("not-found", "There is no file with this id here.");
    return giveBytes(service, request, reply, await service.find(params.data.id, userOf(request)));
  });
};
