import { join } from "node:path";
import { addressIn, expect, test, windowShown } from "./fixtures/desktop-test.ts";
import { openDoor } from "./fixtures/door.ts";
import { buildRecorder } from "./fixtures/electron-app.ts";

const labelsOf = (entries: { label: string }[] = []) => entries.map((entry) => entry.label);

test("what the recorder sees of an app and does to it is what the double itself shows", async ({
  startApp,
  folder,
  home,
}) => {
  const app = startApp({}, { before: [await buildRecorder(join(folder, "recorder"))] });
  await windowShown(app);
  const door = await openDoor({ url: await addressIn(home), home });
  const id = await door.session("Seen twice");
  await door.post(id, { text: "Which way?", state: "waiting" });
  const shown = () => app.happenings.filter((one) => one.what === "notification");
  await expect.poll(shown).toHaveLength(1);
  await expect.poll(async () => (await app.state()).tray?.labels.join()).toContain("Seen twice");

  const [own, seen] = [await app.state(), await app.recorded()];
  expect(seen?.happened).toEqual(shown());
  const { toolTip, labels, menu } = own.tray ?? {};
  expect(seen?.state.tray).toMatchObject({ toolTip, labels });
  expect(labelsOf(seen?.state.tray?.menu)).toEqual(labelsOf(menu));
  expect(labelsOf(seen?.state.menu)).toEqual(labelsOf(own.menu));
  expect(seen?.state.windows.map((window) => window.url)).toEqual(own.windows.map((window) => window.url));

  await app.actRecorded("closeWindow", own.windows[0]?.id ?? 0);
  await expect.poll(async () => (await app.state()).windows).toEqual([]);
  await app.actRecorded("clickNotification", 1);
  await windowShown(app);
  await expect((await app.page()).getByRole("heading", { name: "Seen twice" })).toBeVisible();
  await app.actRecorded("chooseInTray", "Quit Muster");
  expect(await app.ended).toBe(0);
});
