import type { FastifyInstance } from "fastify";
import { errorCodes } from "#contract/errors.ts";
import type { ServerContext } from "./context.ts";
import { docsStyle } from "./docs-style.ts";
import { refusePlainFromAfar } from "./guards.ts";
import { openApiDocument } from "./openapi.ts";

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char] ?? char);

const schemaBlock = (label: string, schema: unknown) =>
  schema === undefined
    ? ""
    : `<details><summary>${label}</summary><pre>${escape(JSON.stringify(schema, null, 2))}</pre></details>`;

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
}

const operationBlock = ({ method, path, operation }: { method: string; path: string; operation: Operation }) => {
  const parameters = (operation.parameters ?? [])
    .map(
      (parameter) =>
        `<li><code>${escape(parameter.name)}</code> in ${parameter.in}${parameter.required ? "" : ", optional"}</li>`,
    )
    .join("");
  const answers = Object.entries(operation.responses)
    .map(([status, answer]) => schemaBlock(`Answer ${status}`, answer.content?.["application/json"]?.schema))
    .join("");
  return `<section id="${operation.operationId}"><h3><b>${method.toUpperCase()}</b> <code>${escape(path)}</code></h3><p>${escape(operation.summary)}</p>
${parameters === "" ? "" : `<ul>${parameters}</ul>`}${schemaBlock("Body", operation.requestBody?.content["application/json"]?.schema)}${answers}</section>`;
};

const doors = [
  ["open", "No key needed"],
  ["agents", "Agents' door: Authorization: Bearer, a machine's key"],
  ["people", "People's door: a signed-in person"],
] as const;

/** A page that explains the interface, made from the OpenAPI document; it needs no script and no network. */
const docsPage = (version: string) => {
  const paths = openApiDocument(version)["paths"] as Record<string, Record<string, Operation>>;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const parts = doors.map(([door, title]) => {
    const blocks = all.filter(({ operation }) => operation.tags.includes(door)).map(operationBlock);
    return `<h2>${escape(title)}</h2>${blocks.join("\n")}`;
  });
  const errors = Object.entries(errorCodes)
    .map(
      ([code, { status, title }]) =>
        `<tr><td><code>${code}</code></td><td>${status}</td><td>${escape(title)}</td></tr>`,
    )
    .join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Muster: HTTP interface</title><link rel="stylesheet" href="/v1/docs/style.css"></head><body><main>
<h1>Muster: HTTP interface ${escape(version)}</h1><p>The same as <a href="/v1/openapi.json">OpenAPI 3.1</a>. JSON in UTF-8; times are RFC 3339 in UTC; errors are <code>application/problem+json</code> with a <code>code</code>.</p>
${parts.join("\n")}<h2>Errors</h2><table><thead><tr><th>Code</th><th>Status</th><th>Means</th></tr></thead><tbody>${errors}</tbody></table></main></body></html>`;
};

/** Serves the OpenAPI document and the page that explains it. */
export const docsRoutes =
  (context: ServerContext) =>
  (app: FastifyInstance, _options: unknown, done: () => void): void => {
    app.addHook("onRequest", (request, _reply, next) => {
      refusePlainFromAfar(context, request, false);
      next();
    });
    const { version } = context.hub();
    let document: string | undefined;
    let page: string | undefined;
    app.get("/v1/openapi.json", (_request, reply) => {
      document ??= JSON.stringify(openApiDocument(version));
      return reply.header("content-type", "application/json; charset=utf-8").send(document);
    });
    app.get("/v1/docs", (_request, reply) => {
      page ??= docsPage(version);
      return reply
        .header("content-type", "text/html; charset=utf-8")
        .header("content-security-policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'")
        .header("x-content-type-options", "nosniff")
        .send(page);
    });
    app.get("/v1/docs/style.css", (_request, reply) =>
      reply.header("content-type", "text/css; charset=utf-8").send(docsStyle),
    );
    done();
  };
