import { afterAll, describe, expect, test } from "vitest";
import { type EndpointName, endpoints } from "#contract/endpoints.ts";
import { errorCodes } from "#contract/errors.ts";
import { routes } from "#contract/routes.ts";
import { startTestHub } from "../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required?: boolean;
  schema: object;
}
interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, { $ref?: string; description?: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, { type: string }>; responses: Record<string, unknown> };
}

const answer = await hub.send("GET", "/v1/openapi.json");
const document = answer.json<Document>();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const names = Object.keys(endpoints) as EndpointName[];
const operationOf = (name: EndpointName) => {
  const { path, method } = endpoints[name];
  return document.paths[path]?.[method.toLowerCase()];
};

/** Every `$ref` in a document, and whether it leads anywhere. */
const references = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  const own = "$ref" in value && typeof value.$ref === "string" ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
};
const resolve = (reference: string) =>
  reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);

/** The media type of what a call answers. */
const typeOf = (method: string, path: string) => {
  if (path.endsWith("/audit/export")) return "application/x-ndjson";
  if (path === "/v1/events") return "text/event-stream";
  return method === "get" && /\/attachments\//.test(path) ? "*/*" : "application/json";
};

describe("the OpenAPI document", () => {
  test("needs no key and is OpenAPI 3.1 in JSON", () => {
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(document.openapi).toBe("3.1.0");
    expect(document.info).toMatchObject({ title: "Muster", version: "0.0.0" });
  });

  test("has every endpoint of the route table, the calls for files and the stream of events, and no other", () => {
    const others = [
      "uploadAttachment",
      "attachment",
      "uploadPersonAttachment",
      "personAttachment",
      "events",
      "exportAudit",
    ];
    expect(operations.map(({ operation }) => operation.operationId).toSorted()).toEqual(
      [...names, ...others].toSorted(),
    );
    for (const name of names)
      expect(operationOf(name)).toMatchObject({ operationId: name, summary: routes[name].summary });
  });

  test("has a parameter for each name in a path, and for no other", () => {
    for (const { path, operation } of operations) {
      const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1]);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
      expect([path, declared.map(({ name }) => name)]).toEqual([path, inPath]);
      expect(declared.every(({ required }) => required === true)).toBe(true);
    }
  });

  test("names every parameter once in its place, with a schema", () => {
    for (const { path, operation } of operations) {
      const places = (operation.parameters ?? []).map((parameter) => `${parameter.in} ${parameter.name}`);
      expect([path, new Set(places).size]).toEqual([path, places.length]);
      expect((operation.parameters ?? []).every(({ schema }) => typeof schema === "object")).toBe(true);
    }
    const wait = operationOf("dueReplies")?.parameters?.map(({ name }) => name);
    expect(wait).toEqual(["id", "wait", "carrier"]);
    expect(operationOf("postMessage")?.parameters?.map(({ name }) => name)).toContain("Idempotency-Key");
  });

  test("describes success and problem of every call", () => {
    for (const { path, method, operation } of operations) {
      const success = Object.entries(operation.responses).filter(([status]) => /^2\d\d$/.test(status));
      expect([path, method, success.length > 0]).toEqual([path, method, true]);
      for (const [, response] of success) {
        expect(response.description).toBeTruthy();
        const [type, content] = Object.entries(response.content ?? {})[0] ?? [];
        expect([path, type]).toEqual([path, typeOf(method, path)]);
        expect(content?.schema).toBeTypeOf("object");
      }
      expect(operation.responses["default"]).toEqual({ $ref: "#/components/responses/Problem" });
    }
  });

  test("gives bodies to those calls that take one", () => {
    for (const name of names) {
      const takesBody = "body" in routes[name];
      expect([name, operationOf(name)?.requestBody !== undefined]).toEqual([name, takesBody]);
    }
    expect(operationOf("openSession")?.requestBody?.content["application/json"]?.schema).toMatchObject({
      type: "object",
      required: ["title"],
      properties: { title: { type: "string" }, agent: { type: "object" } },
    });
  });

  test("says by which door each call goes, with schemes and tags that are there", () => {
    const expected = { open: [], agents: [{ machineKey: [] }], people: [{ signIn: [] }] };
    for (const name of names) {
      expect(operationOf(name)).toMatchObject({
        security: expected[endpoints[name].door],
        tags: [endpoints[name].door],
      });
    }
    expect(Object.keys(document.components.securitySchemes).toSorted()).toEqual(["machineKey", "signIn"]);
    expect(document.tags.map(({ name }) => name).toSorted()).toEqual(["agents", "open", "people"]);
  });

  test("has no reference that leads nowhere", () => {
    const all = references(document);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((reference) => !reference.startsWith("#/") || resolve(reference) === undefined)).toEqual([]);
  });
});

describe("the page that explains the interface", () => {
  test("names every call and every error, and needs neither script nor network", async () => {
    const page = await hub.send("GET", "/v1/docs");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    for (const name of names) expect(page.body).toContain(`id="${name}"`);
    for (const code of Object.keys(errorCodes)) expect(page.body).toContain(`<code>${code}</code>`);
    expect(page.body).not.toMatch(/<script|javascript:|\son\w+=|<iframe|<img|@import/i);
    const links = Array.from(page.body.matchAll(/\b(?:href|src)="([^"]*)"/g), (match) => match[1]);
    expect(links).toEqual(["/v1/docs/style.css", "/v1/openapi.json"]);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
  });

  test("has its style beside it, which loads nothing either", async () => {
    const style = await hub.send("GET", "/v1/docs/style.css");
    expect(style.headers["content-type"]).toBe("text/css; charset=utf-8");
    expect(style.body).not.toMatch(/url\(|@import/);
  });
});
