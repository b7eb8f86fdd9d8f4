import { expect, onTestFinished, test } from "vitest";
import { exits } from "../exits.ts";
import { type HubDouble, startHubDouble } from "../testing/hub-double.ts";
import { createJoinedWorld, type TestWorld } from "../testing/test-world.ts";

const session = "01890000-0000-7000-8000-000000000001";
const base = { id: "q1", text: "Go?", options: [{ id: "1", label: "Yes", detail: null }], state: "open", answer: null };
const answered = { ...base, state: "answered", answer: { optionId: "1", text: "but carefully" } };

/** A hub whose question is, call by call, as the list says; the last one stays. */
const hubWith = async (...states: (object | number)[]) => {
  const hub: HubDouble = await startHubDouble();
  onTestFinished(() => hub.stop());
  const seen: { method: string; body: unknown; key: string | undefined }[] = [];
  hub.before = ({ method, path, body, idempotencyKey }) => {
    if (!path.includes("/questions")) return undefined;
    seen.push({ method, body, key: idempotencyKey });
    if (method === "POST") return { status: 201, body: { question: base } };
    if (method === "DELETE") return { status: 200, body: { question: { ...base, state: "withdrawn" } } };
    const now = states.length > 1 ? states.shift() : states[0];
    return typeof now === "number" ? { status: now, body: {} } : { status: 200, body: { question: now } };
  };
  return { hub, seen };
};

/** In this world time passes while it pauses and at no other time. */
const inItsOwnTime = (world: TestWorld): TestWorld => {
  let now = 0;
  const pause = (milliseconds: number) => {
    now += milliseconds;
    return Promise.resolve();
  };
  return Object.assign(world, { now: () => now, pause });
};

test("the answer is printed; a wait that ends empty and a hub that is away are gone over", async () => {
  const { hub, seen } = await hubWith(base, 503, answered);
  const world = createJoinedWorld(hub);
  expect(await world.run("ask", session, "Go?", "--option", "Yes", "--option", "No", "--timeout", "60")).toBe(
    exits.done,
  );
  expect(world.out.text).toBe("Yes\nbut carefully\n");
  expect(seen[0]?.body).toEqual({ text: "Go?", options: [{ label: "Yes" }, { label: "No" }], timeoutSeconds: 60 });
  expect(seen[0]?.key).toMatch(/-/);
});

test("--json prints the question with its answer", async () => {
  const { hub } = await hubWith(answered);
  const world = createJoinedWorld(hub);
  expect(await world.run("ask", session, "Go?", "--json")).toBe(exits.done);
  expect(JSON.parse(world.out.text)).toEqual(answered);
});

test.each([
  ["expired", exits.late],
  ["withdrawn", exits.invalid],
] as const)("a question that is %s prints nothing and exits with %i", async (state, exit) => {
  const { hub } = await hubWith({ ...base, state });
  const world = createJoinedWorld(hub);
  expect(await world.run("ask", session, "Go?")).toBe(exit);
  expect(world.out.text).toBe("");
});

test("a hub that is away is given up when the time is over, whether or not it was asked", async () => {
  const { hub, seen } = await hubWith(503);
  const asking = inItsOwnTime(createJoinedWorld(hub));
  expect(await asking.run("ask", session, "Go?", "--timeout", "600")).toBe(exits.late);
  expect([asking.out.text, asking.err.text]).toEqual(["", expect.stringContaining("Trying again")]);
  expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(["POST", "GET"]));
  hub.before = () => ({ status: 503, body: {} });
  expect(await inItsOwnTime(createJoinedWorld(hub)).run("ask", session, "Go?", "--timeout", "600")).toBe(exits.late);
});

test("a hub that was away when it was asked is asked again with the same key, for one question", async () => {
  const { hub, seen } = await hubWith(answered);
  const { before } = hub;
  let lost = 0;
  hub.before = (call) => {
    const answer = before?.(call);
    return call.method === "POST" && lost++ < 2 ? { status: 503, body: {} } : answer;
  };
  const world = createJoinedWorld(hub);
  expect(await world.run("ask", session, "Go?")).toBe(exits.done);
  expect(seen.map(({ method }) => method)).toEqual(["POST", "POST", "POST", "GET"]);
  expect(new Set(seen.slice(0, 3).map(({ key }) => key)).size).toBe(1);
});

test("a key that is refused ends it at once", async () => {
  const { hub, seen } = await hubWith(401);
  expect(await createJoinedWorld(hub).run("ask", session, "Go?")).toBe(exits.refused);
  expect(seen).toHaveLength(2);
});

test("Ctrl-C takes the question back", async () => {
  const { hub, seen } = await hubWith(base);
  const world = createJoinedWorld(hub);
  const running = world.run("ask", session, "Go?");
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBeGreaterThan(1);
  world.interrupt();
  expect(await running).toBe(exits.interrupted);
  expect(seen.at(-1)?.method).toBe("DELETE");
});

test("a text is needed, and an option for each detail", async () => {
  const { hub } = await hubWith(base);
  expect(await createJoinedWorld(hub).run("ask", session)).toBe(exits.invalid);
  expect(await createJoinedWorld(hub).run("ask", session, "Go?", "--detail", "x")).toBe(exits.invalid);
});
