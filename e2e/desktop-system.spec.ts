import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Bridge } from "#contract/bridge.ts";
import type { DesktopChange } from "#contract/desktop.ts";
import { addressIn, expect, test, windowShown } from "./fixtures/desktop-test.ts";
import { openDoor } from "./fixtures/door.ts";
import type { DoubleApp } from "./fixtures/double-app.ts";

const windows = async (app: DoubleApp) => (await app.state()).windows;
const firstWindow = async (app: DoubleApp) => {
  const [window] = await windows(app);
  if (!window) throw new Error("No window is open.");
  return window;
};
const heading = (page: Page, title: string) => page.getByRole("heading", { name: title });
const happened = (app: DoubleApp, what: string) => app.happenings.filter((happening) => happening.what === what);

const closeWindow = async (app: DoubleApp) => {
  await app.act("closeWindow", (await firstWindow(app)).id);
  await expect.poll(() => windows(app)).toEqual([]);
};

interface Own {
  muster: Bridge;
}
const change = (page: Page, wanted: DesktopChange) =>
  page.evaluate((what) => (globalThis as unknown as Own).muster.changeDesktop(what), wanted);

test("a link opens its discussion, whether the window is open, closed, or the app starts with it", async ({
  desktop,
  view,
  door,
  startApp,
}) => {
  const brakes = await door.session("Brakes");
  const lights = await door.session("Lights");
  await desktop.act("openUrl", `muster://session/${brakes}`);
  await expect(heading(view, "Brakes")).toBeVisible();
  await closeWindow(desktop);
  expect(await startApp({}, { args: ["--", `muster://session/${lights}`] }).ended).toBe(0);
  await windowShown(desktop);
  await expect(heading(await desktop.page(), "Lights")).toBeVisible();
  await desktop.act("openUrl", "muster://settings");
  await expect((await desktop.page()).getByRole("heading", { name: "Settings" }).first()).toBeVisible();

  // Links that lead nowhere show the window, and leave it where it is.
  const at = (await firstWindow(desktop)).url;
  for (const link of ["muster://nowhere", `muster://session/${"x".repeat(500)}`, "muster://session/%2e%2e/x"]) {
    await desktop.act("openUrl", link);
  }
  await desktop.act("openUrl", "muster://session/no-such-session");
  await expect.poll(async () => (await firstWindow(desktop)).url).toMatch(/no-such-session$/);
  expect(new URL(at).hash).toBe("#/settings");

  await startApp({}, { args: ["--quit"] }).ended;
  expect(await desktop.ended).toBe(0);
  const again = startApp({}, { args: [`muster://session/${brakes}`] });
  await windowShown(again);
  await expect(heading(await again.page(), "Brakes")).toBeVisible();
});

test("a start that is to be hidden has a tray and no window, and asking an app to quit that doesn't run starts none", async ({
  startApp,
  home,
}) => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  expect(await startApp({}, { args: ["--quit"] }).ended).toBe(0);
  const hidden = startApp({}, { args: ["--hidden"] });
  await expect.poll(async () => (await hidden.state()).tray?.hasImage, { timeout: 20_000 }).toBe(true);
  expect(await windows(hidden)).toEqual([]);
  // A dictionary is loaded from the net: nobody writes yet.
  expect((await hidden.state()).spellCheck.languages).toEqual([]);
  // The login's start meets an app that runs: it stays as it is.
  expect(await startApp({}, { args: ["--hidden"] }).ended).toBe(0);
  expect(await windows(hidden)).toEqual([]);
  expect(await startApp().ended).toBe(0);
  await windowShown(hidden);
  expect((await hidden.state()).spellCheck.languages).toEqual(["en-GB"]);
});

test("a window that is opened again stands where it stood, at the place where it was, as large as it was", async ({
  desktop,
  view,
  door,
}) => {
  const id = await door.session("Kept place");
  await view.getByText("Kept place").first().click();
  await expect(heading(view, "Kept place")).toBeVisible();
  const { id: window } = await firstWindow(desktop);
  await desktop.act("moveWindow", window, { x: 100, y: 120, width: 900, height: 700 });
  await desktop.act("turnZoomWheel", window, "in");
  const before = await firstWindow(desktop);
  expect(before.zoomFactor).toBeGreaterThan(1);
  await closeWindow(desktop);
  await desktop.act("clickTray");
  await windowShown(desktop);
  await expect(heading(await desktop.page(), "Kept place")).toBeVisible();
  const after = await firstWindow(desktop);
  expect(after.bounds).toEqual({ x: 100, y: 120, width: 900, height: 700 });
  expect(after.url).toContain(`#/s/${id}`);
  await expect.poll(async () => (await firstWindow(desktop)).zoomFactor).toBe(before.zoomFactor);

  await desktop.act("maximizeWindow", after.id);
  await closeWindow(desktop);
  await desktop.act("setDisplays", [{ x: 0, y: 0, width: 800, height: 600 }]);
  await desktop.act("clickTray");
  await windowShown(desktop);
  expect(await firstWindow(desktop)).toMatchObject({ isMaximized: true });
});

test("the app starts at login once it is told to, and remembers that it asked", async ({ startApp, home }) => {
  const app = startApp({}, { given: { isPackaged: true } });
  await windowShown(app);
  const page = await app.page();
  const asked = await change(page, { isStartAtLoginAsked: true });
  expect(asked.startAtLogin).toEqual({ isOn: false, canChange: true, isAsked: true });
  expect((await change(page, { startAtLogin: true })).startAtLogin.isOn).toBe(true);
  const file = join(`${home}-person`, ".config", "autostart", "muster.desktop");
  test.skip(process.platform !== "linux", "elsewhere the system keeps it, not a file");
  expect(readFileSync(file, "utf8")).toMatch(/^Exec=".+" "--hidden"$/m);
  expect((await change(page, { startAtLogin: false })).startAtLogin.isOn).toBe(false);
  expect(() => readFileSync(file)).toThrow("ENOENT");
});

test("the shortcut goes through the sessions that need someone; keys of another program are left to it", async ({
  startApp,
  home,
}) => {
  const app = startApp({}, { given: { takenShortcuts: ["Control+Alt+X"] } });
  await windowShown(app);
  expect((await app.state()).shortcuts).toEqual([]);
  const page = await app.page();
  const taken = await change(page, { shortcut: "Control+Alt+X" });
  expect(taken.shortcut).toEqual({
    keys: "Control+Alt+X",
    problem: expect.stringMatching(/already used/) as unknown,
  });
  expect((await change(page, { shortcut: "Control+Alt+M" })).shortcut.problem).toBeNull();
  expect((await app.state()).shortcuts).toEqual(["Control+Alt+M"]);
  const door = await openDoor({ url: await addressIn(home), home });
  for (const title of ["First need", "Second need"]) {
    await door.post(await door.session(title), { text: "May I?", state: "waiting" });
  }
  await expect.poll(async () => (await app.state()).badgeCount).toBe(2);
  await closeWindow(app);
  const seen = new Set<string>();
  for (const _ of [1, 2]) {
    await app.act("pressShortcut", "Control+Alt+M");
    await windowShown(app);
    const shown = (await app.page()).getByRole("heading", { name: /need$/ });
    await expect.poll(async () => seen.has(await shown.innerText())).toBe(false);
    seen.add(await shown.innerText());
  }
  expect([...seen].toSorted()).toEqual(["First need", "Second need"]);
});

test("the app's menus and the page's context menu do what they say", async ({ desktop, view }) => {
  await desktop.act("pressKeys", "CommandOrControl+,");
  await expect(view.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
  await desktop.act("chooseInMenu", "Help", "Keyboard Shortcuts");
  await expect(view.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await view.keyboard.press("Escape");
  await desktop.act("chooseInMenu", "Help", "Show the Log");
  await expect.poll(() => happened(desktop, "opened-path")).toHaveLength(1);
  const { id } = await firstWindow(desktop);
  await desktop.act(
    "rightClick",
    id,
    { x: 5, y: 5, isEditable: true, selectionText: "teh", linkURL: "", linkText: "" },
    {
      misspelledWord: "teh",
      dictionarySuggestions: ["the"],
    },
  );
  await expect
    .poll(() => happened(desktop, "menu-popup").at(-1))
    .toMatchObject({
      labels: expect.arrayContaining(["the", "Add to Dictionary"]),
    });
  await desktop.act("chooseInPopup", "Add to Dictionary");
  await expect.poll(async () => (await desktop.state()).spellCheck.words).toEqual(["teh"]);
  expect((await desktop.state()).spellCheck).toMatchObject({ isOn: true, languages: ["en-GB"] });
});

test("no page reaches Node, and nothing keeps the computer awake", async ({ desktop, view, door }) => {
  const found = await view.evaluate(() => {
    const own = globalThis as unknown as Record<string, unknown>;
    const names = [
      "require",
      "process",
      "Buffer",
      "module",
      "exports",
      "global",
      "ipcRenderer",
      "electron",
      "__dirname",
    ];
    const bridge = own["muster"] as Record<string, unknown>;
    return { names: names.filter((name) => own[name] !== undefined), bridge: Object.keys(bridge).toSorted() };
  });
  expect(found).toEqual({
    names: [],
    bridge: [
      "changeDesktop",
      "checkForUpdates",
      "desktop",
      "installUpdate",
      "licences",
      "on",
      "openExternal",
      "platform",
      "putOnPath",
    ],
  });
  const refused = await view.evaluate(async () => {
    const bridge = (globalThis as unknown as Own).muster as unknown as Record<string, (...args: unknown[]) => unknown>;
    const hostile = [{ a: 1 }, "../..", 7, [[]], { shortcut: "x" }, { startAtLogin: "yes" }, "file:///etc/passwd"];
    const names = [
      "openExternal",
      "desktop",
      "changeDesktop",
      "checkForUpdates",
      "installUpdate",
      "putOnPath",
      "licences",
    ];
    const outcomes = await Promise.all(
      names.flatMap((name) =>
        hostile.map((one) =>
          Promise.resolve(bridge[name]?.(one)).then(
            () => `${name}: done`,
            () => "refused",
          ),
        ),
      ),
    );
    return outcomes.filter((outcome) => outcome !== "refused");
  });
  expect(refused).toEqual([]);

  await desktop.act("power", "suspend");
  await desktop.act("power", "resume");
  await desktop.act("power", "unlock-screen");
  await door.session("After the sleep");
  await expect(view.getByText("After the sleep").first()).toBeVisible();
  expect((await desktop.state()).heldAwake).toBe(0);
});

test("a page that hangs can be loaded anew, and one that keeps crashing is not, until someone says so", async ({
  desktop,
  view,
}) => {
  const { id } = await firstWindow(desktop);
  const boxes = () =>
    happened(desktop, "message-box") as unknown as { id: number; message: string; buttons: string[] }[];
  const isAnother = (before: number) =>
    expect.poll(async () => (await windows(desktop))[0]?.id ?? 0).toBeGreaterThan(before);
  await desktop.act("unresponsive", id);
  await expect.poll(() => boxes().at(-1)?.message).toMatch(/does not answer/);
  await desktop.act("answerMessageBox", boxes().at(-1)?.id ?? 0, 1);
  await isAnother(id);
  await windowShown(desktop);
  expect(view.isClosed()).toBe(true);

  const crash = async () => {
    const page = await desktop.page();
    const cdp = await page.context().newCDPSession(page);
    void cdp.send("Page.crash").catch(() => undefined);
  };
  const second = (await firstWindow(desktop)).id;
  await crash();
  await isAnother(second);
  await windowShown(desktop);
  await crash();
  await expect.poll(() => boxes().at(-1)?.message).toMatch(/keeps ending/);
  expect(await windows(desktop)).toEqual([]);
  await desktop.act("answerMessageBox", boxes().at(-1)?.id ?? 0, 0);
  await windowShown(desktop);
});

test("an error that nothing caught is logged and the app starts anew; a loop of them ends with words", async ({
  startApp,
  home,
}) => {
  const crashOnce = async () => {
    const app = startApp({}, { args: ["--hidden"] });
    await expect.poll(async () => (await app.state()).tray?.hasImage, { timeout: 20_000 }).toBe(true);
    await app.act("throwUncaught", "a broken part");
    expect(await app.ended).toBe(1);
    return app;
  };
  const first = await crashOnce();
  expect(happened(first, "relaunch")).toHaveLength(1);
  await crashOnce();
  const last = await crashOnce();
  expect(happened(last, "relaunch")).toEqual([]);
  expect(JSON.stringify(happened(last, "error-box"))).toContain(JSON.stringify(join(home, "logs")).slice(1, -1));
});
