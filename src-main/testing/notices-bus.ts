import { afterEach, beforeEach } from "vitest";
import {
  type PrivateBus,
  startNotificationServer,
  startPrivateBus,
  type TestNotificationServer,
  type TestServerOptions,
} from "../../e2e/fixtures/notification-server.ts";
import type { Notice, NoticeEvent, NoticeSurface } from "../core/attention/notice.ts";
import { createDbusSurface } from "../platform/notices/dbus.ts";
import { tempFolder } from "../platform/temp-folder.ts";

/** One of an approval, with two buttons and a field for a reply. */
export const sampleNotice = (more: Partial<Notice> = {}): Notice => ({
  id: "n1",
  kind: "approval",
  loudness: "normal",
  sound: true,
  sessionId: "s1",
  messageSeq: 3,
  title: "Refactor auth",
  subtitle: "desk · SwiftHeron",
  body: "Runs npm publish",
  actions: [
    { id: "allow", label: "Allow" },
    { id: "deny", label: "Deny" },
  ],
  reply: { placeholder: "Tell the agent…" },
  ...more,
});

export interface NoticesAtBus {
  /** Where the bus has its socket. */
  folder: string;
  bus: PrivateBus;
  /** The one that was started last. */
  server: TestNotificationServer;
  surface: NoticeSurface;
  events: NoticeEvent[];
  startServer(options?: TestServerOptions): Promise<TestNotificationServer>;
  /** Waits for so many events in all. */
  eventsOf(count: number): Promise<NoticeEvent[]>;
}

/** A bus of each test's own, with notifications over it; a notification server only once the test starts one. */
export const noticesAtBus = (options: Omit<Parameters<typeof createDbusSurface>[0], "env"> = {}): NoticesAtBus => {
  let onNext: (() => void)[] = [];
  const at = {
    startServer: async (more: TestServerOptions = {}) => {
      at.server = await startNotificationServer(at.bus.address, more);
      return at.server;
    },
    eventsOf: async (count: number) => {
      while (at.events.length < count) await new Promise<void>((resolve) => onNext.push(resolve));
      return at.events;
    },
  } as NoticesAtBus;
  beforeEach(async () => {
    at.folder = tempFolder();
    at.bus = await startPrivateBus(at.folder);
    at.events = [];
    at.surface = createDbusSurface({ ...options, env: at.bus.env });
    at.surface.onEvent((event) => {
      at.events.push(event);
      for (const resolve of onNext.splice(0)) resolve();
    });
  });
  afterEach(async () => {
    at.surface.close();
    await at.bus.kill();
    onNext = [];
  });
  return at;
};
