import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { _electron, expect } from "@playwright/test";
import type { Bridge } from "#contract/bridge.ts";
import { addressIn } from "./fixtures/desktop-test.ts";
import { openDoor } from "./fixtures/door.ts";
import { test } from "./fixtures/test.ts";

const root = join(import.meta.dirname, "..");

/** Electron's program where its download is in place; asking the package for it would start that download. */
const electronProgram = (): string | null => {
  const folder = join(root, "node_modules", "electron");
  const note = join(folder, "path.txt");
  if (!existsSync(note)) return null;
  const program = join(folder, "dist", readFileSync(note, "utf8").trim());
  return existsSync(program) ? program : null;
};

const hasDisplay = process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);

test("the real Electron opens the window on the hub, and a post appears in it", async ({ folder }) => {
  const executablePath = electronProgram();
  test.skip(executablePath === null, "Electron's program is not on this machine; the double stands in for it");
  test.skip(!hasDisplay, "there is no display to open a window on");
  const home = join(folder, "home");
  const app = await _electron.launch({
    executablePath: executablePath ?? "",
    args: [root, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    env: { ...(process.env as Record<string, string>), MUSTER_HOME: home, MUSTER_PORT: "0", MUSTER_HOST: "127.0.0.1" },
  });
  try {
    const view = await app.firstWindow();
    await expect(view).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/(#.*)?$/);
    const platform = await view.evaluate(() => (globalThis as unknown as { muster: Bridge }).muster.platform);
    expect(platform).toBe(process.platform);
    expect(await view.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe("undefined");
    expect(await view.evaluate(() => window.open("http://127.0.0.1:9/"))).toBeNull();
    const door = await openDoor({ url: await addressIn(home), home });
    await door.post(await door.session("Seen in Electron"), { text: "hello" });
    await expect(view.getByText("Seen in Electron").first()).toBeVisible();
    await app.evaluate(({ app: electron }) => electron.quit());
    await app.waitForEvent("close");
    expect(app.process().exitCode).toBe(0);
  } finally {
    await app.close().catch(() => undefined);
  }
});
