import { describe, expect, test } from "vitest";
import { defaultSettings, type SettingsAnswer } from "#contract/settings.ts";
import { settingsOfEnv, variableOf } from "../../core/settings/settings.ts";
import { ownHub } from "../../testing/own-hub.ts";

const start = async (options: Parameters<typeof ownHub>[0] = {}) => {
  const hub = await ownHub(options);
  const person = await hub.person();
  return {
    hub,
    read: async () => (await person.send("GET", "/v1/people/settings")).json<SettingsAnswer>(),
    change: (body: unknown) => person.send("PATCH", "/v1/people/settings", { body }),
  };
};

describe("settings", () => {
  test("are the defaults until they are changed, one by one", async () => {
    const { read, change } = await start();
    const { requestBurst: _test, ...defaults } = defaultSettings;
    expect((await read()).settings).toMatchObject(defaults);
    const answer = await change({ hubName: "Studio", leaseSeconds: 120 });
    expect(answer.json<SettingsAnswer>().settings).toMatchObject({ ...defaults, hubName: "Studio", leaseSeconds: 120 });
    expect((await read()).settings).toMatchObject({ hubName: "Studio", leaseSeconds: 120 });
  });

  test("stay over a restart", async () => {
    const { hub, change } = await start();
    await change({ stopWord: "halt", notifications: false, allowedHosts: ["a.example"] });
    const next = await start({ home: hub.home });
    expect((await next.read()).settings).toMatchObject({
      stopWord: "halt",
      notifications: false,
      allowedHosts: ["a.example"],
    });
  });

  test("that the environment decides win, and are named", async () => {
    const { read, change } = await start({ settings: { stopWord: "/halt", requestBurst: 500 } });
    expect(await read()).toMatchObject({
      settings: { stopWord: "/halt" },
      overridden: ["stopWord", "requestBurst"],
    });
    await change({ stopWord: "/end" });
    expect((await read()).settings.stopWord).toBe("/halt");
  });

  test.each([
    [{ stopWord: "with space" }, "stopWord"],
    [{ stopWord: "x" }, "stopWord"],
    [{ leaseSeconds: 4 }, "leaseSeconds"],
    [{ leaseSeconds: 1.5 }, "leaseSeconds"],
    [{ port: 65_536 }, "port"],
    [{ port: "4680" }, "port"],
    [{ plainHttpOnLan: "yes" }, "plainHttpOnLan"],
    [{ allowedHosts: "a.example" }, "allowedHosts"],
    [{ allowedHosts: [""] }, "allowedHosts[0]"],
    [{ hubName: "" }, "hubName"],
    [{ hubName: null }, "hubName"],
    [{ requestsPerMinute: 0 }, "requestsPerMinute"],
  ])("refuse %j by its place, and keep none of it", async (body, path) => {
    const { read, change } = await start();
    const before = await read();
    const answer = await change({ quietAfterMinutes: 99, ...body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path }] });
    expect(await read()).toEqual(before);
  });

  test("ignore names that are none", async () => {
    const { hub, change } = await start();
    expect((await change({ colour: "red" })).statusCode).toBe(200);
    expect(await hub.core.store.read.settings.all()).toEqual({});
  });

  test("that are stored and no longer valid are passed over with a warning", async () => {
    const first = await start();
    await first.hub.core.store.write(async (tx) => {
      await tx.settings.set("leaseSeconds", "often");
      await tx.settings.set("retired", true);
      await tx.settings.set("hubName", "Kept");
    });
    const warnings: object[] = [];
    const logger = { info: () => {}, warn: (fields: object) => void warnings.push(fields), error: () => {} };
    const { settings } = await (await start({ home: first.hub.home, logger })).read();
    expect(settings).toMatchObject({ leaseSeconds: 60, hubName: "Kept" });
    expect(warnings).toEqual([{ setting: "leaseSeconds" }]);
  });
});

describe("the environment's settings", () => {
  test("are read by their kind", () => {
    expect(
      settingsOfEnv({
        MUSTER_PORT: "5000",
        MUSTER_STOP_WORD: "/halt",
        MUSTER_PLAIN_HTTP_ON_LAN: "on",
        MUSTER_NOTIFICATIONS: "0",
        MUSTER_ALLOWED_HOSTS: "a.example, b.example ,",
        MUSTER_HUB_NAME: "",
        OTHER: "x",
      }),
    ).toEqual({
      port: 5000,
      stopWord: "/halt",
      plainHttpOnLan: true,
      notifications: false,
      allowedHosts: ["a.example", "b.example"],
    });
  });

  test.each([
    ["MUSTER_PORT", "http"],
    ["MUSTER_PORT", "70000"],
    ["MUSTER_STOP_WORD", "two words"],
    ["MUSTER_LEASE_SECONDS", "1"],
  ])("%s=%s is refused by its name", (name, value) => {
    expect(() => settingsOfEnv({ [name]: value })).toThrow(`${name}=${value} is not a valid value`);
  });

  test("have names made from those of the settings", () => {
    expect(variableOf("plainHttpOnLan")).toBe("MUSTER_PLAIN_HTTP_ON_LAN");
  });
});
