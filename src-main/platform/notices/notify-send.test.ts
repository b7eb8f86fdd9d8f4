import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { Notice, NoticeEvent, NoticeSurface } from "../../core/attention/notice.ts";
import { tempFolder } from "../temp-folder.ts";
import { createNotifySendSurface } from "./notify-send.ts";

const notice: Notice = {
  id: "n1",
  kind: "approval",
  loudness: "normal",
  sound: true,
  sessionId: "s1",
  messageSeq: 1,
  title: "Refactor auth",
  subtitle: "desk · SwiftHeron",
  body: "Which branch?",
  actions: [
    { id: "allow", label: "Allow" },
    { id: "deny", label: "Deny" },
  ],
  reply: null,
};

/** A stand-in for notify-send that writes down its arguments, then does what the script says. */
const standIn = (version: string, then: string): { program: string; said: () => string[] } => {
  const folder = tempFolder();
  const program = join(folder, "notify-send");
  const said = join(folder, "said");
  const script = `#!/bin/sh\n[ "$1" = --version ] && { echo "notify-send ${version}"; exit 0; }\nprintf '%s\\0' "$@" > ${said}.new\nmv ${said}.new ${said}\n${then}\n`;
  writeFileSync(program, script);
  chmodSync(program, 0o700);
  return { program, said: () => (existsSync(said) ? readFileSync(said, "utf8").split("\0").slice(0, -1) : []) };
};

const firstEvent = async (surface: NoticeSurface): Promise<NoticeEvent> =>
  new Promise((resolve) => {
    surface.onEvent(resolve);
  });

test.each([
  ["default", { type: "opened", id: "n1" }],
  ["button-1", { type: "chosen", id: "n1", actionId: "deny" }],
])("what was pressed is told: %s", async (printed, event) => {
  const surface = createNotifySendSurface(standIn("0.8.1", `echo ${printed}`).program);
  const told = firstEvent(surface);
  await surface.show(notice);
  expect(await told).toEqual(event);
});

test("texts of agents reach notify-send as text: no option, no markup, no shell", async () => {
  const { program, said } = standIn("0.8.1", "echo default");
  const surface = createNotifySendSurface(program);
  const told = firstEvent(surface);
  await surface.show({
    ...notice,
    kind: "message",
    title: "--icon=x",
    subtitle: "a & b",
    body: "$(id) `id` <b>x</b>",
    actions: [{ id: "allow", label: "--hint=x" }],
  });
  await told;
  expect(said()).toEqual([
    "--app-name=Muster",
    "--urgency=normal",
    "--wait",
    "--action=default=Open",
    "--action=button-0=--hint=x",
    "--",
    "--icon=x",
    "a &amp; b\n$(id) `id` &lt;b&gt;x&lt;/b&gt;",
  ]);
});

test("an older notify-send is not asked for clicks, and it says that it has none", async () => {
  const { program, said } = standIn("0.7.9", "exit 0");
  const surface = createNotifySendSurface(program);
  expect(await surface.capabilities()).toMatchObject({ server: "notify-send 0.7.9", actions: false, clicks: false });
  await surface.show({ ...notice, loudness: "silent", sound: false });
  await expect
    .poll(said)
    .toEqual([
      "--app-name=Muster",
      "--urgency=low",
      "--hint=boolean:suppress-sound:true",
      "--",
      "Refactor auth",
      "desk · SwiftHeron · asks for approval\nWhich branch?",
    ]);
});

test("a computer without notify-send is one without notifications, until it has it", async () => {
  const surface = createNotifySendSurface("/nowhere/notify-send");
  expect(await surface.capabilities()).toMatchObject({ problem: "The program notify-send is not installed." });
  await expect(surface.show(notice)).rejects.toThrow("not installed");
});

test("a helper that fails is a problem in words, without the texts", async () => {
  const surface = createNotifySendSurface(standIn("0.8.1", "echo Refactor auth >&2; exit 3").program);
  await surface.show(notice);
  await expect.poll(async () => (await surface.capabilities()).problem).toMatch("helper program");
  expect(inspect(await surface.capabilities())).not.toContain("Refactor");
});

test("one that waits for a click ends when the hub does, and the oldest when there are many", async () => {
  const folder = tempFolder();
  const program = join(folder, "notify-send");
  writeFileSync(program, '#!/bin/sh\n[ "$1" = --version ] && { echo "notify-send 0.8.1"; exit 0; }\nexec sleep 60\n');
  chmodSync(program, 0o700);
  const surface = createNotifySendSurface(program);
  for (let index = 0; index < 10; index += 1) await surface.show({ ...notice, id: `n${index}` });
  surface.close();
  await expect(surface.show(notice)).rejects.toThrow("closing");
  expect((await surface.capabilities()).problem).toBeNull();
});
