import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { userData } from "./user-data.ts";

const opened = new Map<string, { folder: string; context: Promise<BrowserContext> }>();

// As the test runner starts its own browser: what a sandbox or a computer needs is decided there.
const givenArgs = (): string[] => JSON.parse(process.env["ELECTRON_DOUBLE_CHROMIUM_ARGS"] ?? "[]") as string[];

const launch = (folder: string) =>
  chromium.launchPersistentContext(folder, {
    headless: true,
    executablePath: process.env["ELECTRON_DOUBLE_CHROMIUM"] || undefined,
    acceptDownloads: true,
    viewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...givenArgs(),
      "--remote-debugging-port=0",
      // Whatever a page tries, nothing leaves this computer.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });

/** The browser profile of a session's partition; windows of one partition share it, from start to start. */
export const browserOf = (partition: string): Promise<BrowserContext> => {
  const known = opened.get(partition);
  if (known) return known.context;
  const folder = join(userData(), "Partitions", partition.replace(/\W+/g, "-"));
  const context = launch(folder);
  opened.set(partition, { folder, context });
  return context;
};

/** Where another Playwright can connect to the first profile's Chromium, or null before one runs. */
export const browserAddress = async (): Promise<string | null> => {
  const first = opened.values().next().value;
  if (!first) return null;
  await first.context;
  const [port] = (await readFile(join(first.folder, "DevToolsActivePort"), "utf8")).split("\n");
  return `http://127.0.0.1:${port}`;
};

export const closeBrowsers = async (): Promise<void> => {
  await Promise.allSettled([...opened.values()].map(async ({ context }) => (await context).close()));
};
