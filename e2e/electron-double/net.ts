import { EventEmitter } from "node:events";
import { type ClientRequest as NodeRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { ClientRequest, ClientRequestConstructorOptions, Net } from "electron";

type Used = "setHeader" | "getHeader" | "removeHeader" | "write" | "end" | "abort" | "followRedirect";

const addressOf = (options: ClientRequestConstructorOptions): URL => {
  if (options.url) return new URL(options.url);
  const { protocol = "http:", hostname = "localhost", port, path = "/" } = options;
  return new URL(path, `${protocol}//${hostname}${port ? `:${port}` : ""}`);
};

const isRedirect = (answer: IncomingMessage) =>
  (answer.statusCode ?? 0) >= 300 && (answer.statusCode ?? 0) < 400 && answer.headers.location !== undefined;

/** A request of the main process; through Node's own HTTP. */
class DoubleRequest extends EventEmitter implements Pick<ClientRequest, Used> {
  private readonly headers = new Map<string, string>();
  private readonly body: Buffer[] = [];
  private readonly options: ClientRequestConstructorOptions;
  private sent: NodeRequest | null = null;
  private isAborted = false;
  private follows = false;

  constructor(options: ClientRequestConstructorOptions) {
    super();
    this.options = options;
    for (const [name, value] of Object.entries(options.headers ?? {})) this.setHeader(name, String(value));
  }

  setHeader(name: string, value: string): void {
    this.headers.set(name.toLowerCase(), value);
  }
  getHeader(name: string): string {
    return this.headers.get(name.toLowerCase()) ?? "";
  }
  removeHeader(name: string): void {
    this.headers.delete(name.toLowerCase());
  }
  write(chunk: string | Buffer): void {
    this.body.push(Buffer.from(chunk as string));
  }
  end(chunk?: string | Buffer, _encoding?: string, _callback?: () => void): ClientRequest {
    if (chunk) this.write(chunk);
    this.send(addressOf(this.options));
    return this as unknown as ClientRequest;
  }
  abort(): void {
    if (this.isAborted) return;
    this.isAborted = true;
    this.sent?.destroy();
    this.emit("abort");
    this.emit("close");
  }
  followRedirect(): void {
    this.follows = true;
  }

  private send(url: URL): void {
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    const headers = Object.fromEntries(this.headers);
    const sent = request(url, { method: this.options.method ?? "GET", headers }, (answer) => this.answer(url, answer));
    this.sent = sent;
    sent.on("error", (error) => (this.isAborted ? undefined : this.emit("error", error)));
    sent.end(Buffer.concat(this.body));
  }

  private answer(url: URL, answer: IncomingMessage): void {
    if (!isRedirect(answer) || this.options.redirect === "error") {
      this.emit("response", answer);
      return;
    }
    const next = new URL(answer.headers.location ?? "", url);
    answer.resume();
    this.follows = this.options.redirect !== "manual";
    this.emit("redirect", answer.statusCode, this.options.method ?? "GET", next.href, answer.headers);
    if (this.isAborted) return;
    if (this.follows) this.send(next);
    else this.emit("error", new Error("Redirect was cancelled"));
  }
}

export const net = {
  request: (options: ClientRequestConstructorOptions | string): DoubleRequest =>
    new DoubleRequest(typeof options === "string" ? { url: options } : options),
  fetch: (input: Parameters<Net["fetch"]>[0], init?: RequestInit): Promise<Response> => fetch(input, init),
  isOnline: (): boolean => true,
  online: true,
};
