import { attachmentsPath, auditExportPath, type Door, personAttachmentsPath } from "#contract/endpoints.ts";
import { AttachmentAnswer } from "#contract/message.ts";
import { limits } from "#contract/limits.ts";

type Json = Record<string, unknown>;
/** How a call of the route table is described: its schemas and who may call. */
interface Describing {
  schemaOf(schema: typeof AttachmentAnswer, io: "output"): Json;
  security: Record<Door, Json[]>;
}

const bytes = { type: "string", contentMediaType: "application/octet-stream" } as const;
const problem = { $ref: "#/components/responses/Problem" } as const;
const key = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key within 24 hours gives the first answer again",
  schema: { type: "string", maxLength: 200 },
} as const;

const callsAt = (
  path: string,
  door: Door,
  names: { post: string; get: string },
  { schemaOf, security }: Describing,
) => ({
  [path]: {
    post: {
      operationId: names.post,
      summary: `Upload a file of at most ${limits.attachmentBytes / 1024 / 1024} MiB; a message takes it along by its id`,
      tags: [door],
      security: security[door],
      parameters: [key],
      requestBody: {
        required: true,
        content: {
          "multipart/form-data": { schema: { type: "object", required: ["file"], properties: { file: bytes } } },
        },
      },
      responses: {
        201: {
          description: "Success",
          content: { "application/json": { schema: schemaOf(AttachmentAnswer, "output") } },
        },
        default: problem,
      },
    },
  },
  [`${path}/{id}`]: {
    get: {
      operationId: names.get,
      summary: "The bytes of a file, for who may see its discussion",
      tags: [door],
      security: security[door],
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", maxLength: 64 } }],
      responses: { 200: { description: "Success", content: { "*/*": { schema: bytes } } }, default: problem },
    },
  },
});

const ledgerExport = ({ security }: Describing) => ({
  [auditExportPath]: {
    get: {
      operationId: "exportAudit",
      summary: "The ledger as JSON lines, oldest first; takes the filters of the list",
      tags: ["people"],
      security: security.people,
      parameters: ["type", "person", "machine", "session", "since", "until"].map((name) => ({
        name,
        in: "query",
        required: false,
        schema: { type: "string" },
      })),
      responses: {
        200: { description: "Success", content: { "application/x-ndjson": { schema: { type: "string" } } } },
        default: problem,
      },
    },
  },
});

/** The calls that send and fetch files, which are not JSON calls and so not in the route table. */
export const filePaths = (describing: Describing): Record<string, Json> => ({
  ...callsAt(attachmentsPath, "agents", { post: "uploadAttachment", get: "attachment" }, describing),
  ...ledgerExport(describing),
  ...callsAt(personAttachmentsPath, "people", { post: "uploadPersonAttachment", get: "personAttachment" }, describing),
});
