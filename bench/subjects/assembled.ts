import { mkdtemp } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCore } from "../../src-main/core/core.ts";
import type { Logger, SearchIndex, Store } from "../../src-main/core/ports.ts";
import { settingsOfEnv } from "../../src-main/core/settings/settings.ts";
import { isLoopback } from "../../src-main/platform/addresses.ts";
import { openBlobs } from "../../src-main/platform/blobs.ts";
import { createDualListener } from "../../src-main/platform/listener.ts";
import { selfSigned } from "../../src-main/platform/self-signed.ts";
import { loadShellParser } from "../../src-main/platform/shell-parser.ts";
import { webhookCaller } from "../../src-main/platform/webhook.ts";
import { buildServer } from "../../src-main/server/server.ts";
import { serveBench } from "./child-side.ts";

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** The hub's own rules, doors and listener on another store; says its port and the key of a machine. */
export const serveAssembled = async (store: Store, search: SearchIndex): Promise<void> => {
  const clock = Date.now;
  const core = await createCore({
    store,
    search,
    blobs: await openBlobs(await mkdtemp(join(tmpdir(), "muster-bench-blobs-"))),
    clock,
    logger: silent,
    shellParser: await loadShellParser(),
    settingsOver: settingsOfEnv(process.env),
    ownerName: "bench",
    webhooks: webhookCaller,
    timeZone: "UTC",
  });
  const { key } = await core.machines.joinLocal({ name: "bench", os: "linux" });
  const listener = createDualListener(await selfSigned(clock()));
  const { app, stream } = await buildServer(
    {
      core,
      hub: () => ({ name: "bench", version: "0.0.0", fingerprint: "", publicKeyPin: "" }),
      address: () => "",
      signInLink: () => "",
      signInCommand: () => "",
      joinCommand: () => "",
      installCommands: () => ({ sh: "", powershell: "" }),
      hostNames: new Set(),
      cookieName: "muster_bench",
      rendererDir: undefined,
      toolsDir: undefined,
      isLoopback,
    },
    { firstSeq: 1, serverFactory: (handler) => listener.server(handler) },
  );
  await app.listen({ port: 0, host: "127.0.0.1" });
  serveBench({ port: (app.server.address() as AddressInfo).port, key }, async () => {
    stream.close();
    await core.endWaits();
    await app.close();
    await core.close();
    await search.close();
    await store.close();
  });
};
