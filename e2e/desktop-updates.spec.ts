import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Bridge } from "#contract/bridge.ts";
import { expect, test, windowShown } from "./fixtures/desktop-test.ts";

test.skip(process.platform !== "linux", "the package that is replaced here is an AppImage");

interface Own {
  muster: Bridge;
}
const call = (page: Page, name: "checkForUpdates" | "installUpdate" | "desktop") =>
  page.evaluate((what) => (globalThis as unknown as Own).muster[what]() as Promise<unknown>, name);
const updates = (page: Page) =>
  page.evaluate(async () => (await (globalThis as unknown as Own).muster.desktop()).updates);

const newer = "9.9.9";
// A program that notes how it was started, as the newer AppImage would be.
const program = (note: string) => `#!/bin/sh\necho "$APPIMAGE_EXIT_AFTER_INSTALL started" >> '${note}'\n`;

interface Release {
  /** What is loaded; its checksum is that of `announced`. */
  file: string;
  announced: string;
}

/** A server with one release, as electron-builder lays it out. */
const releaseServer = async ({ file, announced }: Release): Promise<Server> => {
  const sha512 = createHash("sha512").update(announced).digest("base64");
  const name = `Muster-${newer}.AppImage`;
  const about = [
    `version: ${newer}`,
    `files:\n  - url: ${name}\n    sha512: ${sha512}\n    size: ${Buffer.byteLength(announced)}`,
    `path: ${name}\nsha512: ${sha512}`,
    "releaseDate: '2026-01-01T00:00:00.000Z'",
    "releaseNotes: '<p>Quicker &amp; calmer</p>'",
  ].join("\n");
  const server = createServer((request, answer) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (/^\/latest-linux(-arm64)?\.yml$/.test(pathname)) answer.end(about);
    else if (pathname === `/${name}`) answer.end(file);
    else answer.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
};

/** An installed AppImage, with its resources naming the server. */
const install = (folder: string, server: Server) => {
  const resources = join(folder, "resources");
  const programs = join(folder, "programs");
  for (const one of [resources, programs]) mkdirSync(one, { recursive: true });
  const { port } = server.address() as AddressInfo;
  const feed = `provider: generic\nurl: http://127.0.0.1:${port}/\nupdaterCacheDirName: muster-updater\n`;
  writeFileSync(join(resources, "app-update.yml"), feed);
  const appImage = join(programs, "Muster-0.1.0.AppImage");
  writeFileSync(appImage, "the old one");
  chmodSync(appImage, 0o755);
  return {
    appImage,
    replaced: join(programs, `Muster-${newer}.AppImage`),
    env: { APPIMAGE: appImage, XDG_CACHE_HOME: join(folder, "cache") },
    given: { isPackaged: true, resourcesPath: resources, version: "0.1.0" },
  };
};

test("a newer version is found, loaded and told with its notes, and installed when the app ends", async ({
  folder,
  startApp,
  home,
}) => {
  const note = join(folder, "started.txt");
  const server = await releaseServer({ file: program(note), announced: program(note) });
  const { env, given, appImage, replaced } = install(folder, server);
  const app = startApp(env, { given });
  await windowShown(app);
  const page = await app.page();
  await page.evaluate(() => (globalThis as unknown as Own).muster.changeDesktop({ startAtLogin: true }));
  expect(await updates(page)).toMatchObject({ isOn: true, state: "idle" });
  await call(page, "checkForUpdates");
  await expect
    .poll(() => updates(page), { timeout: 20_000 })
    .toEqual({
      isOn: true,
      state: "ready",
      version: newer,
      notes: "Quicker & calmer",
      problem: null,
    });
  expect(readFileSync(appImage, "utf8")).toBe("the old one");
  await app.act("chooseInTray", "Quit Muster");
  expect(await app.ended).toBe(0);
  expect(readFileSync(replaced, "utf8")).toBe(program(note));
  expect(existsSync(appImage)).toBe(false);
  expect(readFileSync(note, "utf8")).toBe("true started\n");
  const autostart = readFileSync(join(`${home}-person`, ".config", "autostart", "muster.desktop"), "utf8");
  expect(autostart).toContain(`Exec="${replaced}" "--hidden"`);
  server.close();
});

test("the page's button ends the app and starts the newer one; switched off, nothing is looked for", async ({
  folder,
  startApp,
}) => {
  const note = join(folder, "started.txt");
  const server = await releaseServer({ file: program(note), announced: program(note) });
  const { env, given, replaced } = install(folder, server);
  const app = startApp(env, { given });
  await windowShown(app);
  const page = await app.page();
  const setOn = (isOn: boolean) =>
    page.evaluate((on) => (globalThis as unknown as Own).muster.changeDesktop({ updates: on }), isOn);
  await setOn(false);
  await call(page, "checkForUpdates");
  expect(await updates(page)).toMatchObject({ isOn: false, state: "off", version: null });
  await expect(call(page, "installUpdate")).rejects.toThrow("no newer version ready");
  await setOn(true);
  await call(page, "checkForUpdates");
  await expect.poll(async () => (await updates(page)).state, { timeout: 20_000 }).toBe("ready");
  void call(page, "installUpdate").catch(() => undefined);
  expect(await app.ended).toBe(0);
  await expect.poll(() => existsSync(note)).toBe(true);
  expect(readFileSync(note, "utf8")).toBe(" started\n");
  expect(readFileSync(replaced, "utf8")).toBe(program(note));
  server.close();
});

test("what is not what was released is thrown away, and no connection is no trouble: both are told in words", async ({
  folder,
  startApp,
}) => {
  const server = await releaseServer({ file: "something else, of any length", announced: "what was released" });
  const { env, given, appImage } = install(folder, server);
  const app = startApp(env, { given });
  await windowShown(app);
  const page = await app.page();
  await call(page, "checkForUpdates");
  await expect
    .poll(() => updates(page), { timeout: 20_000 })
    .toMatchObject({ state: "failed", problem: expect.stringMatching(/not what was released.*thrown away/) });
  server.close();
  server.closeAllConnections();
  await call(page, "checkForUpdates");
  await expect
    .poll(() => updates(page), { timeout: 20_000 })
    .toMatchObject({ state: "failed", problem: expect.stringMatching(/could not be reached/) });
  await app.act("chooseInTray", "Quit Muster");
  expect(await app.ended).toBe(0);
  expect(readFileSync(appImage, "utf8")).toBe("the old one");
});

test("an app that was not installed says that it can't update itself", async ({ view }) => {
  expect(await updates(view)).toMatchObject({ state: "unavailable", problem: "Muster runs from a checkout." });
});
