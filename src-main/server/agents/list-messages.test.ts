import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "#contract/common.ts";
import type { Message } from "#contract/message.ts";
import { startTestHub, type TestMachine } from "../../testing/test-hub.ts";

const COUNT = 130;
const hub = await startTestHub();
afterAll(() => hub.close());
let machine: TestMachine;
let url: string;

beforeAll(async () => {
  machine = await hub.machine();
  url = `/v1/sessions/${(await machine.session("Long talk")).id}/messages`;
  await Promise.all(
    Array.from({ length: COUNT }, (_, number) => machine.send("POST", url, { body: { text: `m${number + 1}` } })),
  );
});

const page = async (query = "") => (await machine.send("GET", `${url}${query}`)).json<Page<Message>>();
const seqs = ({ items }: Page<Message>) => items.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, number) => from + number);

describe("the messages of a session", () => {
  test("come as the newest 50, newest last", async () => {
    const newest = await page();
    expect(seqs(newest)).toEqual(range(81, 130));
    expect(newest.next).not.toBeNull();
  });

  test.each([1, 13, 65, 130, 200])("are read whole from the end in pages of %i", async (limit) => {
    let found: number[] = [];
    let next: string | null = null;
    do {
      const older: Page<Message> = await page(`?limit=${limit}${next === null ? "" : `&before=${next}`}`);
      found = [...seqs(older), ...found];
      ({ next } = older);
    } while (next !== null);
    expect(found).toEqual(range(1, COUNT));
  });

  test.each([1, 13, 65, 130, 200])("are read whole from the beginning in pages of %i", async (limit) => {
    const found: number[] = [];
    let next: string | null = "0";
    while (next !== null) {
      const newer: Page<Message> = await page(`?limit=${limit}&after=${next}`);
      found.push(...seqs(newer));
      ({ next } = newer);
    }
    expect(found).toEqual(range(1, COUNT));
  });

  test("before and after leave out the one that is named", async () => {
    expect(seqs(await page("?limit=3&before=50"))).toEqual([47, 48, 49]);
    expect(seqs(await page("?limit=3&after=50"))).toEqual([51, 52, 53]);
  });

  test("end without a cursor on both sides", async () => {
    expect(await page("?limit=200")).toMatchObject({ next: null });
    expect(await page("?before=1")).toEqual({ items: [], next: null });
    expect(await page(`?after=${COUNT}`)).toEqual({ items: [], next: null });
    expect(await page("?after=999999")).toEqual({ items: [], next: null });
  });

  test.each(["limit=0", "limit=201", "limit=two", "before=x", "after=-1", "before=1e3", "after=99999999999999999999"])(
    "?%s is invalid, and the answer says which",
    async (query) => {
      const answer = await machine.send("GET", `${url}?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: query.split("=", 1)[0] }] });
    },
  );
});
