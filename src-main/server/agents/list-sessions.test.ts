import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "#contract/common.ts";
import type { Session } from "#contract/session.ts";
import { startTestHub, type TestMachine } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());

const list = async (machine: TestMachine, query = "") =>
  (await machine.send("GET", `/v1/sessions${query}`)).json<Page<Session>>();
const titles = async (machine: TestMachine, query = "") => (await list(machine, query)).items.map(({ title }) => title);

describe("a list of many sessions", () => {
  const COUNT = 120;
  let machine: TestMachine;
  beforeAll(async () => {
    machine = await hub.machine("many");
    // Opened in a few moments, so that many share one and only the id tells them apart.
    for (let batch = 0; batch < 4; batch += 1) {
      hub.advance(10);
      await Promise.all(Array.from({ length: COUNT / 4 }, (_, number) => machine.session(`Task ${batch}-${number}`)));
    }
  });

  test("has 50 on a page when nothing is said, last active first", async () => {
    const page = await list(machine);
    expect(page.items).toHaveLength(50);
    expect(page.next).not.toBeNull();
    const times = page.items.map(({ updatedAt }) => updatedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test.each([1, 7, 50, 119, 120, 200])("is read whole in pages of %i, without gap or double", async (limit) => {
    const ids: string[] = [];
    let next: string | null = null;
    do {
      const page: Page<Session> = await list(machine, `?limit=${limit}${next === null ? "" : `&before=${next}`}`);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map(({ id }) => id));
      ({ next } = page);
    } while (next !== null);
    expect(ids).toHaveLength(COUNT);
    expect(new Set(ids).size).toBe(COUNT);
  });

  test("is read back from its end with `after`", async () => {
    const all = (await list(machine, "?limit=200")).items.map(({ id }) => id);
    const tail = await list(machine, "?limit=110");
    const ids: string[] = [];
    let after = tail.next;
    while (after !== null) {
      const page: Page<Session> = await list(machine, `?limit=40&after=${after}`);
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(ids).toEqual(all.slice(0, 109).toReversed());
  });

  test.each(["limit=0", "limit=201", "limit=-1", "limit=x", "limit=1.5", "before=nonsense", "after=MTIz", "state=odd"])(
    "?%s is invalid, and the answer says which",
    async (query) => {
      const answer = await machine.send("GET", `/v1/sessions?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: query.split("=", 1)[0] }] });
    },
  );
});

describe("filters", () => {
  let machine: TestMachine;
  beforeAll(async () => {
    machine = await hub.machine("filters");
    const open = (title: string, more: object) => machine.send("POST", "/v1/sessions", { body: { title, ...more } });
    await open("one", { agent: { name: "Ada" }, folder: "/a" });
    await open("two", { agent: { name: "Bob" }, folder: "/a" });
    await open("three", { agent: { name: "Ada" }, folder: "/b" });
    const three = await machine.session("three");
    await machine.send("PATCH", `/v1/sessions/${three.id}`, { body: { state: "waiting" } });
    const shut = await machine.session("shut");
    await machine.send("POST", `/v1/sessions/${shut.id}/close`);
  });

  test("without one the closed are left out", async () => {
    expect((await titles(machine)).toSorted()).toEqual(["one", "three", "two"]);
  });

  test("a state gives those in it, closed too", async () => {
    expect(await titles(machine, "?state=waiting")).toEqual(["three"]);
    expect(await titles(machine, "?state=closed")).toEqual(["shut"]);
    expect(await titles(machine, "?state=failed")).toEqual([]);
  });

  test("an agent is named by name or id", async () => {
    expect((await titles(machine, "?agent=Ada")).toSorted()).toEqual(["one", "three"]);
    const two = await machine.session("two");
    expect(await titles(machine, `?agent=${two.agent.id}`)).toEqual(["two"]);
    expect(await titles(machine, "?agent=Nobody")).toEqual([]);
  });

  test("a folder is taken as a whole, and filters add up", async () => {
    expect((await titles(machine, "?folder=%2Fa")).toSorted()).toEqual(["one", "two"]);
    expect(await titles(machine, "?folder=%2Fa&agent=Ada")).toEqual(["one"]);
    expect(await titles(machine, "?folder=%2F")).toEqual([]);
  });
});

test("the last active comes first, whether by a message or a change", async () => {
  const machine = await hub.machine("activity");
  const [first, second, third] = [await machine.session("a"), await machine.session("b"), await machine.session("c")];
  hub.advance(1000);
  await machine.send("POST", `/v1/sessions/${first.id}/messages`, { body: { text: "hello" } });
  hub.advance(1000);
  await machine.send("PATCH", `/v1/sessions/${second.id}`, { body: { progress: 0.5 } });
  expect((await list(machine)).items.map(({ id }) => id)).toEqual([second.id, first.id, third.id]);
});

test("a machine lists only its own", async () => {
  const [mine, other] = [await hub.machine("mine"), await hub.machine("other")];
  await other.session("secret plan");
  expect(await titles(mine)).toEqual([]);
});
