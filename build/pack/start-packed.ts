import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { extractAll } from "@electron/asar";
import type { ShellParser } from "#contract/rule.ts";
import { openDoor } from "../../e2e/fixtures/door.ts";
import { type DoubleApp, startDoubleApp } from "../../e2e/fixtures/double-app.ts";
import { addressIn } from "../../e2e/fixtures/hub-address.ts";
import { findBrowser } from "../browser.mjs";

const patienceMs = 30_000;

/** Asks until the answer is there; throws with the app's own words when it doesn't come. */
const until = async <T>(what: string, app: DoubleApp, ask: () => Promise<T | null>): Promise<T> => {
  const deadline = Date.now() + patienceMs;
  let isOver = false;
  void app.ended.then(() => (isOver = true));
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    if (isOver || Date.now() > deadline) throw new Error(`${what} did not come about. ${app.errors().slice(-2000)}`);
    await pause(100);
  }
};

/** Uses the hub in the app: the archive's database, search thread, shell parser, screen and files to hand out. */
const useHub = async (app: DoubleApp, home: string): Promise<void> => {
  const url = await until("the hub", app, () => addressIn(home));
  const door = await openDoor({ url, home });
  const session = await door.session("Packed");
  await door.post(session, "The word is zwieback");
  const page = await app.page();
  await page.getByText("Packed").first().click();
  await page.getByText("The word is zwieback").first().waitFor();
  await until("the search", app, async () => {
    const found = await page.evaluate(async () => (await fetch("/v1/people/search?q=zwieback")).json());
    return (found as { items: unknown[] }).items.length > 0 ? true : null;
  });
  const settings = await page.evaluate(async () => (await fetch("/v1/people/settings")).json());
  const { shellParser } = settings as { shellParser: ShellParser };
  if (!shellParser.isLoaded) throw new Error(`Shell lines are not understood: ${shellParser.problem}`);
  for (const file of ["skill/SKILL.md", "skill/muster.cjs", "install.sh", "openapi.json"]) {
    const address = file === "openapi.json" ? `${url}/v1/${file}` : `${url}/${file}`;
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  }
};

/**
 * Takes a packed archive apart in `folder`, away from the checkout and its packages, and starts it in Electron's double:
 * window, hub, a message on the screen, search, shell parser, files to hand out, end.
 */
export const checkStart = async (archive: string, folder: string): Promise<string[]> => {
  const app = join(folder, "app");
  mkdirSync(app, { recursive: true });
  extractAll(archive, app);
  const { executablePath, args } = await findBrowser();
  const home = join(folder, "home");
  const started = startDoubleApp({
    main: join(app, "out/main/desktop.js"),
    home,
    chromiumPath: executablePath,
    chromiumArgs: args,
  });
  try {
    await until("the window", started, async () =>
      (await started.state()).windows.some((one) => one.isVisible) ? true : null,
    );
    await useHub(started, home);
    started.signal("SIGTERM");
    const code = await started.ended;
    return code === 0 ? [] : [`the packed app ended with exit code ${code}`];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await started.close();
  }
};
