import type { z } from "zod";
import { type Door, type EndpointName, endpoints } from "#contract/endpoints.ts";
import { errorCodes, Problem } from "#contract/errors.ts";
import { type RouteSchema, routes } from "#contract/routes.ts";
import { eventPaths } from "./openapi-events.ts";
import { filePaths } from "./openapi-files.ts";
import { createSchemas, type Schemas } from "./openapi-schemas.ts";

type Json = Record<string, unknown>;

const security: Record<Door, Json[]> = {
  open: [],
  agents: [{ machineKey: [] }],
  people: [{ signIn: [] }],
};

const parametersOf = (route: RouteSchema, schemaOf: Schemas["of"]): Json[] => {
  const list = (place: "path" | "query", schema: z.ZodType | undefined) => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = schemaOf(schema, "input") as {
      properties?: Json;
      required?: string[];
    };
    return Object.entries(properties).map(([name, of]) => ({
      name,
      in: place,
      required: place === "path" || required.includes(name),
      schema: of,
    }));
  };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: "The same key within 24 hours gives the first answer again",
    schema: { type: "string", maxLength: 200 },
  };
  return [...list("path", route.params), ...list("query", route.query), ...(route.body ? [key] : [])];
};

const operationOf = (name: EndpointName, schemaOf: Schemas["of"]): Json => {
  const route: RouteSchema = routes[name];
  const { door, method } = endpoints[name];
  const answers = Object.entries(route.answers).map(([status, schema]) => [
    status,
    { description: "Success", content: { "application/json": { schema: schemaOf(schema, "output") } } },
  ]);
  return {
    operationId: name,
    summary: route.summary,
    tags: [door],
    security: security[door],
    ...(method === "GET" && !route.params && !route.query ? {} : { parameters: parametersOf(route, schemaOf) }),
    ...(route.body
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } }
      : {}),
    responses: { ...Object.fromEntries(answers), default: { $ref: "#/components/responses/Problem" } },
  };
};

/** The OpenAPI 3.1 document of the route table. */
export const openApiDocument = (version: string): Json => {
  const { of: schemaOf, named } = createSchemas();
  const paths: Record<string, Json> = {};
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { path, method } = endpoints[name];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(name, schemaOf) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Muster",
      version,
      description: `Agents report and are steered by the agents' door; people use the people's door. Error codes: ${Object.keys(errorCodes).join(", ")}.`,
      license: { name: "MIT", identifier: "MIT" },
    },
    tags: [
      { name: "open", description: "No key needed" },
      { name: "agents", description: "The agents' door: a machine's key" },
      { name: "people", description: "The people's door: a signed-in person" },
    ],
    paths: { ...paths, ...filePaths({ schemaOf, security }), ...eventPaths({ security }) },
    components: {
      securitySchemes: {
        machineKey: { type: "http", scheme: "bearer" },
        signIn: { type: "apiKey", in: "cookie", name: "muster" },
      },
      responses: {
        Problem: {
          description: "An error (RFC 9457)",
          content: { "application/problem+json": { schema: schemaOf(Problem, "output") } },
        },
      },
      schemas: named(),
    },
  };
};
