import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { Logger, Notification } from "../core/ports.ts";
import { createNodeNotifier, type Presenter, type Shown } from "./notifier.ts";
import { notifySend } from "./notify-send.ts";
import { tempFolder } from "./temp-folder.ts";

const notification: Notification = {
  id: "n1",
  sessionId: "s1",
  reason: "waiting",
  title: "Refactor auth",
  subtitle: "desk · SwiftHeron",
  body: "Which branch?",
};

const counting = (): { logger: Logger; lines: string[] } => {
  const lines: string[] = [];
  const note = (_fields: unknown, text: string): void => void lines.push(text);
  return { lines, logger: { info: note, warn: note, error: note } };
};

/** A stand-in for notify-send that writes down its arguments, then does what the script says. */
const standIn = (version: string, then: string): { program: string; said: () => string[] } => {
  const folder = tempFolder();
  const program = join(folder, "notify-send");
  const said = join(folder, "said");
  const script = `#!/bin/sh\n[ "$1" = --version ] && { echo "notify-send ${version}"; exit 0; }\nprintf '%s\\0' "$@" > ${said}\n${then}\n`;
  writeFileSync(program, script);
  chmodSync(program, 0o700);
  return { program, said: () => (existsSync(said) ? readFileSync(said, "utf8").split("\0").slice(0, -1) : []) };
};

test("a click opens the session, a notification that only goes away opens nothing", async () => {
  const answers = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
  const shown: Shown[] = [];
  const presenter: Presenter = {
    present: async (one) => answers[shown.push(one) - 1]?.promise ?? false,
    close: () => undefined,
  };
  const opened = Promise.withResolvers<string>();
  const seen: string[] = [];
  const open = (id: string): void => {
    seen.push(id);
    opened.resolve(id);
  };
  const notifier = createNodeNotifier({ open, presenter });
  notifier.show(notification);
  notifier.show({ ...notification, sessionId: "s2" });
  answers[0]?.resolve(false);
  answers[1]?.resolve(true);
  expect(await opened.promise).toBe("s2");
  expect(seen).toEqual(["s2"]);
  expect(shown[0]).toEqual({ title: "Refactor auth", subtitle: "desk · SwiftHeron", body: "Which branch?" });
});

test("where nothing shows notifications it says so once and asks no more", async () => {
  const { logger, lines } = counting();
  let asked = 0;
  const failed = Promise.withResolvers<void>();
  const presenter: Presenter = {
    present: async () => {
      if (++asked === 2) failed.resolve();
      throw new Error("no service");
    },
    close: () => undefined,
  };
  const notifier = createNodeNotifier({ open: () => undefined, logger, presenter });
  notifier.show(notification);
  notifier.show(notification);
  await failed.promise;
  await new Promise(setImmediate);
  notifier.show(notification);
  expect(asked).toBe(2);
  expect(lines).toEqual(["Native notifications are off: nothing here shows them."]);
});

test.each([["a helper that is missing"], ["a helper that fails"]])(
  "the log says nothing of the text for %s",
  async (which) => {
    const failing = standIn("0.8.1", "echo broken >&2; exit 3").program;
    const program = which.endsWith("missing") ? "/nowhere/notify-send" : failing;
    const logged = Promise.withResolvers<string>();
    const note = (fields: object): void => logged.resolve(inspect(fields, { depth: 9, showHidden: true }));
    const logger = { info: note, warn: note, error: note };
    createNodeNotifier({ open: () => undefined, logger, presenter: notifySend(program) }).show(notification);
    const line = await logged.promise;
    expect(line).toMatch(/Error (ENOENT|3)/);
    for (const text of [notification.title, notification.subtitle, notification.body]) expect(line).not.toContain(text);
  },
);

test("a computer without notify-send is one without notifications", async () => {
  await expect(notifySend("/nowhere/notify-send").present({ title: "t", subtitle: "", body: "" })).rejects.toThrow(
    "ENOENT",
  );
});

test("texts of agents reach notify-send as text: no option, no markup, no shell", async () => {
  const { program, said } = standIn("0.8.1", "echo default");
  const clicked = await notifySend(program).present({
    title: "--icon=x",
    subtitle: "a & b",
    body: "$(id) `id` <b>x</b>",
  });
  expect(clicked).toBe(true);
  expect(said()).toEqual([
    "--app-name=Muster",
    "--wait",
    "--action=default=Open",
    "--",
    "--icon=x",
    "a &amp; b\n$(id) `id` &lt;b&gt;x&lt;/b&gt;",
  ]);
});

test("an older notify-send is not asked for clicks", async () => {
  const { program, said } = standIn("0.7.9", "exit 0");
  expect(await notifySend(program).present({ title: "t", subtitle: "", body: "b" })).toBe(false);
  expect(said()).toEqual(["--app-name=Muster", "--", "t", "b"]);
});

test("one that waits for a click ends when the hub does, and that is no failure", async () => {
  const { program } = standIn("0.8.1", "exec sleep 60");
  const presenter = notifySend(program);
  const first = presenter.present({ title: "t", subtitle: "", body: "b" });
  const others = Array.from({ length: 8 }, async () => presenter.present({ title: "t", subtitle: "", body: "b" }));
  // The ninth sends the first away.
  expect(await first).toBe(false);
  presenter.close();
  expect(await Promise.all(others)).toEqual(Array.from({ length: 8 }, () => false));
});

test("long texts are cut and control characters go", async () => {
  const shown = Promise.withResolvers<Shown>();
  const presenter: Presenter = {
    present: async (one) => {
      shown.resolve(one);
      return false;
    },
    close: () => undefined,
  };
  createNodeNotifier({ open: () => undefined, presenter }).show({
    ...notification,
    title: "a\0b\nc",
    body: "x".repeat(5000),
  });
  const { title, body } = await shown.promise;
  expect(title).toBe("a b c");
  expect(body).toHaveLength(400);
});
