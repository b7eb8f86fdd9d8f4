import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import type { JoinAnswer } from "#contract/machine.ts";
import type { Session } from "#contract/session.ts";
import { createHub } from "./hub.ts";
import { tempFolder } from "./platform/temp-folder.ts";
import { recordingSurface } from "./testing/notices.ts";
import { until } from "./testing/turns.ts";

const SECRET_TEXT = "words-that-are-nobodys-business";

const startHub = async () => {
  const lines: string[] = [];
  const keep = (fields: object, text: string) => void lines.push(`${text} ${inspect(fields, { depth: 9 })}`);
  const shown: string[] = [];
  const hub = await createHub({
    home: tempFolder(),
    clientDir: tempFolder(),
    port: 0,
    host: "127.0.0.1",
    logger: { info: keep, warn: keep, error: keep },
    surface: {
      ...recordingSurface(),
      show: ({ body }) => {
        shown.push(body);
        return Promise.reject(new Error(`the notification "${body}" could not be shown`));
      },
    },
  });
  onTestFinished(() => hub.close());
  return { hub, lines, shown };
};

test("the log never gets a key, a ticket, a code, a cookie or a text, whatever goes well or wrong", async () => {
  const { hub, lines, shown } = await startHub();
  const secrets: string[] = [SECRET_TEXT];
  const call = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    fetch(`${hub.url}${path}`, {
      method,
      redirect: "manual",
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body }),
    });

  const link = new URL(await hub.signInLink());
  const ticket = link.searchParams.get("ticket") ?? "";
  const signIn = await call("GET", link.pathname + link.search, {});
  const cookie = (signIn.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  await call("GET", link.pathname + link.search, {});
  const { code } = await hub.joinCode();
  const joinBody = JSON.stringify({ code, machine: { name: "laptop" } });
  const { key } = (await (await call("POST", "/v1/join", {}, joinBody)).json()) as JoinAnswer;
  await call("POST", "/v1/join", {}, joinBody);
  secrets.push(ticket, cookie.split("=")[1] ?? "", code, key);

  const agent = { authorization: `Bearer ${key}` };
  const open = await call("POST", "/v1/sessions", agent, JSON.stringify({ title: SECRET_TEXT }));
  const { session } = (await open.json()) as { session: Session };
  const messages = `/v1/sessions/${session.id}/messages`;
  const once = { ...agent, "idempotency-key": "log" };
  await call("POST", messages, once, JSON.stringify({ text: SECRET_TEXT, state: "waiting", level: "urgent" }));
  await call("POST", messages, once, JSON.stringify({ text: `${SECRET_TEXT} 2` }));
  await call("POST", messages, agent, `{"text":"${SECRET_TEXT}`);
  await call("POST", messages, agent, JSON.stringify({ text: { deep: SECRET_TEXT }, level: SECRET_TEXT }));
  await call("POST", messages, { authorization: "Bearer mk_a-wrong-key-that-somebody-tried" }, "{}");
  await call("GET", `/v1/people/search?q=${SECRET_TEXT}`, { cookie });
  const person = { cookie, origin: hub.url };
  await call("POST", `/v1/people/sessions/${session.id}/replies`, person, JSON.stringify({ text: SECRET_TEXT }));
  await call("GET", `/v1/sessions/${session.id}/replies`, agent);
  await call("POST", `/v1/people/sessions/${session.id}/replies`, { cookie }, JSON.stringify({ text: SECRET_TEXT }));
  await call("DELETE", `/v1/people/sessions/${session.id}`, person);
  await call("POST", "/v1/people/sign-out", person);
  await until(() => shown.length > 0);
  await hub.close();

  expect(shown).toEqual([SECRET_TEXT]);
  expect(lines.join("\n")).toContain("the hub is up");
  expect(lines.join("\n")).toContain("a notification could not be shown");
  for (const secret of [...secrets, "mk_a-wrong-key"]) {
    expect(secret.length).toBeGreaterThan(7);
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
});
