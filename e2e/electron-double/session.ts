import { EventEmitter } from "node:events";
import type { Session } from "electron";
import type { BrowserContext } from "playwright-core";
import { browserOf } from "./browser.ts";

type Used = "fetch" | "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler";
type RequestHandler = Parameters<Session["setPermissionRequestHandler"]>[0];
type CheckHandler = Parameters<Session["setPermissionCheckHandler"]>[0];
type DeviceHandler = Parameters<Session["setDevicePermissionHandler"]>[0];

/** A session: one browser profile and what the app decided about its pages. */
export class DoubleSession extends EventEmitter implements Pick<Session, Used> {
  requestHandler: RequestHandler = null;
  checkHandler: CheckHandler = null;
  private readonly partition: string;

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  browser(): Promise<BrowserContext> {
    return browserOf(this.partition);
  }
  async fetch(input: Parameters<Session["fetch"]>[0]): ReturnType<Session["fetch"]> {
    const { request } = await this.browser();
    const answer = await request.get(typeof input === "string" ? input : input.url);
    return new Response(new Uint8Array(await answer.body()), { status: answer.status() });
  }
  setPermissionRequestHandler(handler: RequestHandler): void {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(_handler: DeviceHandler): void {
    // Headless Chromium has no devices to ask for.
  }
}

const sessions = new Map<string, DoubleSession>();

export const session = {
  fromPartition: (partition: string): DoubleSession => {
    const known = sessions.get(partition) ?? new DoubleSession(partition);
    sessions.set(partition, known);
    return known;
  },
};
