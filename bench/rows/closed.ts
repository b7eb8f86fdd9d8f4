import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { findBrowser } from "../../build/browser.mjs";
import { ensureBuilt } from "../../build/fresh.mjs";
import type { DesktopApp } from "../../e2e/fixtures/desktop-app.ts";
import { startDoubleApp } from "../../e2e/fixtures/double-app.ts";
import { startElectronApp, whyNoElectron } from "../../e2e/fixtures/electron-app.ts";
import { startHub } from "../../e2e/fixtures/hub.ts";
import { addressIn } from "../../e2e/fixtures/hub-address.ts";
import { fillSessions, SESSIONS } from "../measure/sessions.ts";
import { type TreeUsage, usageOfTree } from "../measure/tree.ts";
import type { Row } from "../report/row.ts";
import type { Part, PartInput } from "./part.ts";

// What Muster takes of a computer that is left alone: 50 sessions, no window open, nothing happening. The hub without
// Electron everywhere; the whole app where Electron's program is; in the double only the app's own process, in which
// Playwright lies as well.

const main = join(import.meta.dirname, "..", "..", "out", "main", "desktop.js");
const noLimits = { MUSTER_REQUESTS_PER_MINUTE: "100000000", MUSTER_REQUEST_BURST: "10000000" };
const MB = 1024 * 1024;
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Idle {
  usage: TreeUsage;
  /** Of one core. */
  cpuPercent: number;
}

const watch = async (pid: number, { sizes, say }: PartInput, isLeftOut?: (pid: number) => Promise<boolean>) => {
  await rest(sizes.settleMs);
  say(`watching it for ${sizes.closedMs / 1000} s`);
  const before = await usageOfTree(pid, isLeftOut);
  await rest(sizes.closedMs);
  const usage = await usageOfTree(pid, isLeftOut);
  return { usage, cpuPercent: (100 * (usage.cpuMs - before.cpuMs)) / sizes.closedMs };
};

const rowsOf = (what: string, { usage, cpuPercent }: Idle, targets: { mb: number; percent: number } | null): Row[] => [
  {
    what: `${what}: memory`,
    unit: "MB",
    value: usage.pssBytes / MB,
    ...(targets ? { target: { is: "under", value: targets.mb } as const } : {}),
    details: { "resident MB": usage.rssBytes / MB, processes: usage.processes, sessions: SESSIONS },
  },
  {
    what: `${what}: of a core`,
    unit: "%",
    value: cpuPercent,
    ...(targets ? { target: { is: "under", value: targets.percent } as const } : {}),
    details: { "cpu ms since its start": usage.cpuMs },
  },
];

const hubAlone = async (input: PartInput): Promise<Row[]> => {
  const home = await input.folder();
  const hub = await startHub(home, { env: noLimits });
  try {
    await fillSessions(hub);
    return rowsOf("headless hub, idle", await watch(hub.pid, input), { mb: 150, percent: 0.5 });
  } finally {
    await hub.stop();
  }
};

const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await rest(50);
};

const closed = async (
  app: DesktopApp,
  home: string,
  input: PartInput,
  isLeftOut?: (pid: number) => Promise<boolean>,
) => {
  try {
    await until(async () => (await app.state()).windows.some((window) => window.isVisible));
    await fillSessions({ url: await addressIn(home), home });
    for (const { id } of (await app.state()).windows) await app.act("closeWindow", id);
    await until(async () => (await app.state()).windows.length === 0);
    return await watch(app.pid, input, isLeftOut);
  } finally {
    await app.close();
    await rm(`${home}-person`, { recursive: true, force: true });
  }
};

/** Whether the process is the double's Chromium rather than the app's own. */
const isChromium = async (pid: number) => {
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return !line.includes(main) && line.includes("--remote-debugging");
};

const inDouble = async (input: PartInput): Promise<Row[]> => {
  const home = await input.folder();
  const { executablePath: chromiumPath, args: chromiumArgs } = await findBrowser();
  const app = startDoubleApp({ main, home, chromiumPath, chromiumArgs, env: noLimits });
  const idle = await closed(app, home, input, isChromium);
  return rowsOf("desktop app, window closed, its own process in Electron's double", idle, null);
};

const inElectron = async (input: PartInput): Promise<Row[]> => {
  const why = whyNoElectron();
  if (why !== null) {
    input.say(`not measured in Electron itself: ${why}`);
    return [];
  }
  const home = await input.folder();
  const app = await startElectronApp({ home, folder: await input.folder(), env: noLimits });
  return rowsOf("desktop app, window closed, all its processes", await closed(app, home, input), null);
};

export const windowClosed: Part = async (input) => {
  if (process.platform !== "linux") {
    input.say("there is no /proc to measure by");
    return [];
  }
  await ensureBuilt();
  return [...(await hubAlone(input)), ...(await inDouble(input)), ...(await inElectron(input))];
};
