import { expect, test } from "vitest";
import type { ReadTx } from "../store.ts";
import { freeCode, randomCode } from "./code.ts";

test("a code has four letters and digits, one digit at least, and none that is easily mistaken", () => {
  const codes = Array.from({ length: 5000 }, randomCode);
  for (const code of codes) expect(code).toMatch(/^(?=.*\d)[a-hjkmnp-z2-9]{4}$/);
  expect(new Set(codes).size).toBeGreaterThan(4900);
  for (const at of [0, 1, 2, 3]) expect(new Set(codes.map((code) => code[at])).size).toBeGreaterThan(25);
});

const find = (codes: string[]) => async (code: string) => (codes.includes(code) ? { code } : undefined);
const store = (open: string[], ended: string[]) =>
  ({ approvals: { openByCode: find(open), newestByCode: find([...open, ...ended]) } }) as unknown as ReadTx;
const next = (codes: string[]) => () => codes.shift() ?? "last";

test("a code that an approval has, or had, is not given again while another can be had", async () => {
  expect(await freeCode(store(["a222"], ["b222"]), next(["a222", "b222", "c222"]))).toBe("c222");
});

test("where all were used once, one that is not open is given again", async () => {
  const codes = ["a222", "b222"];
  let at = 0;
  const both = () => codes[(at += 1) % 2] ?? "";
  expect(await freeCode(store(["a222"], ["b222"]), both)).toBe("b222");
});
