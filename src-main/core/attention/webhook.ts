/** One signed call, https://www.standardwebhooks.com. */
export interface WebhookRequest {
  url: string;
  /** The same for each try. */
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** JSON. */
  body: string;
  /** `whsec_` and base64. */
  secret: string;
  /** Ends it. */
  signal: AbortSignal;
}

export interface WebhookAnswer {
  isTaken: boolean;
  /** It never wants a call again (410). */
  isGone: boolean;
  /** What went wrong, without anything of the call's or the answer's text. */
  why: string | null;
}

/** Calls webhooks. */
export interface WebhookCaller {
  /** Resolves in any case, within some seconds. */
  post(request: WebhookRequest): Promise<WebhookAnswer>;
  /** Why an address must not be called; undefined when it may be. */
  refuse(url: string): string | undefined;
}
