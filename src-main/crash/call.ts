import { Agent, request } from "node:http";

export interface Answer {
  status: number;
  body: unknown;
  headers: NodeJS.Dict<string | string[]>;
}

export interface Outgoing {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: unknown;
}

/** Calls the hub; resolves with undefined when it is gone before the whole answer came. */
export type Call = (path: string, outgoing?: Outgoing) => Promise<Answer | undefined>;

/** Kept-alive connections to one hub; `close` ends them. */
export const createCaller = (url: string): { call: Call; close(): void } => {
  const agent = new Agent({ keepAlive: true });
  const call: Call = (path, { method = "GET", headers = {}, body } = {}) =>
    new Promise((resolve) => {
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const json =
        sent === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(sent) };
      const outgoing = request(`${url}${path}`, { agent, method, headers: { ...json, ...headers } }, (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("close", () => {
          if (!incoming.complete) return resolve(undefined);
          const isJson = incoming.headers["content-type"]?.includes("json") === true;
          resolve({
            status: incoming.statusCode ?? 0,
            body: isJson ? JSON.parse(text) : text,
            headers: incoming.headers,
          });
        });
      });
      outgoing.on("error", () => resolve(undefined));
      outgoing.end(sent);
    });
  return { call, close: () => agent.destroy() };
};
