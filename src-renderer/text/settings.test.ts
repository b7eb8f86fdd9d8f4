import { expect, test } from "vitest";
import { Settings } from "#contract/settings.ts";
import { type SettingWords, settingWords } from "./settings.ts";

const names = Object.keys(Settings.shape) as (keyof Settings)[];

const takes = (name: keyof Settings, value: unknown) => Settings.shape[name].safeParse(value).success;

test.each(names)("setting %s has a name, words and a control", (name) => {
  expect(settingWords[name].label).toBeTruthy();
  expect(settingWords[name].help).toMatch(/\.$/);
});

const hostNames = (count: number) => Array.from({ length: count }, () => "a.example");

/** Values just inside and just outside of what a control lets through. */
const edges = ({ control }: SettingWords): { inside: unknown[]; outside: unknown[] } => {
  switch (control.type) {
    case "number":
      return { inside: [control.from, control.to], outside: [control.from - 1, control.to + 1] };
    case "text":
      return { inside: ["x".repeat(control.most)], outside: ["x".repeat(control.most + 1), ""] };
    case "lines":
      return { inside: [[], hostNames(control.most)], outside: [hostNames(control.most + 1)] };
    case "switch":
      return { inside: [true, false], outside: ["on"] };
  }
};

test.each(names)("what the control of %s lets through is what the hub takes, and no more", (name) => {
  const { inside, outside } = edges(settingWords[name]);
  expect(inside.filter((value) => !takes(name, value))).toEqual([]);
  expect(outside.filter((value) => takes(name, value))).toEqual([]);
});
