export interface RequestParts {
  method?: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The bytes of a request, made once and sent often. */
export const requestBytes = ({ method = "GET", path, headers = {}, body }: RequestParts): Buffer => {
  const text = body === undefined ? "" : JSON.stringify(body);
  const all: Record<string, string> = {
    host: "127.0.0.1",
    ...headers,
    ...(body === undefined
      ? {}
      : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${text}`);
};
