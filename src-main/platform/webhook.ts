import { lookup } from "node:dns";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Webhook } from "standardwebhooks";
import type { WebhookAnswer, WebhookCaller, WebhookRequest } from "../core/attention/webhook.ts";

const TIMEOUT_MS = 10_000;

const notEncrypted = "must be https, or http to this computer or a computer of the local network";

const isLocal = (address: string): boolean =>
  ipaddr.isValid(address) &&
  ["loopback", "private", "uniqueLocal", "linkLocal", "carrierGradeNat"].includes(ipaddr.process(address).range());

const bareHost = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");

/** Names that only the local network gives, and all that a name server may still resolve to it; the call looks again. */
const refuse = (address: string): string | undefined => {
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return "must not have a name and password in it";
  if (url.protocol === "https:") return undefined;
  const host = bareHost(url);
  return ipaddr.isValid(host) && !isLocal(host) ? notEncrypted : undefined;
};

/** What goes without encryption goes nowhere but to the addresses that were looked at here. */
const lookupLocal: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    const local = error ? [] : found.filter(({ address }) => isLocal(address));
    const [first] = local;
    if (error) callback(error, []);
    else if (first === undefined) callback(new Error(notEncrypted), []);
    else if (options.all === true) callback(null, local);
    else callback(null, first.address, first.family);
  });

const headersOf = ({ id, at, body, secret }: WebhookRequest) => ({
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
  "user-agent": "Muster",
  "webhook-id": id,
  "webhook-timestamp": String(Math.floor(at / 1000)),
  "webhook-signature": new Webhook(secret).sign(id, new Date(at), body),
});

/** What kind of failure it is; its message might name what was sent. */
const nameOf = (error: Error): string => ("code" in error ? String(error.code) : error.message || error.name);

const post = (call: WebhookRequest): Promise<WebhookAnswer> => {
  const url = new URL(call.url);
  const isPlain = url.protocol === "http:";
  const options = {
    method: "POST",
    headers: headersOf(call),
    signal: AbortSignal.any([call.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    // A connection that is kept would keep the hub busy for a call a day.
    agent: false,
  } as const;
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ isTaken: false, isGone: false, why: nameOf(error) });
    const outgoing = isPlain ? requestPlain(url, { ...options, lookup: lookupLocal }) : requestSecure(url, options);
    outgoing.on("error", failed);
    outgoing.on("response", (incoming) => {
      // No answer's body is of interest, and no redirect is followed.
      incoming.resume();
      const status = incoming.statusCode ?? 0;
      const isTaken = status >= 200 && status < 300;
      resolve({ isTaken, isGone: status === 410, why: isTaken ? null : `it answered ${status}` });
      outgoing.destroy();
    });
    outgoing.end(call.body);
  });
};

/** Calls webhooks over https, or plainly where the other end is on the local network; signed as Standard Webhooks says. */
export const webhookCaller: WebhookCaller = {
  refuse,
  async post(call) {
    const why = refuse(call.url);
    return why === undefined ? post(call) : { isTaken: false, isGone: false, why };
  },
};
