import { afterAll, describe, expect, test } from "vitest";
import type { NewRule } from "#contract/rule.ts";
import { ruleTemplates } from "../../core/rules/templates.ts";
import { startRuling } from "../../testing/rules.ts";
import { startTestHub } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
const { machine, owner, newSession, idsOf, endAll, tryCall, onLine } = await startRuling(hub);

const rulesOf = (id: string): NewRule[] => ruleTemplates.find((template) => template.id === id)?.rules ?? [];

describe("trying", () => {
  test("says what the rules, and unsaved ones with them, say to a call, and why", async () => {
    await endAll();
    const git: NewRule = { effect: "allow", tool: "Bash", match: { command: "git status **" } };
    expect(await onLine("git status -s", [])).toMatchObject({ effect: "ask", rule: null });
    expect(await onLine("git status -s", [git])).toMatchObject({ effect: "allow", rule: { match: git.match } });
    const both = await onLine("git status -s && rm -rf build", [git]);
    expect(both.effect).toBe("ask");
    expect(both.parts.map(({ text, effect }) => [text, effect])).toEqual([
      ["git status -s", "allow"],
      ["rm -rf build", "ask"],
    ]);
    expect(both.risks.map(({ kind }) => kind)).toContain("deletes");
    const hidden = await onLine("git status $(rm -rf ~)", [
      git,
      { effect: "deny", tool: "*", match: { command: "rm **" } },
    ]);
    expect(hidden.effect).toBe("deny");
    expect(await idsOf()).toEqual([]);
  });

  test("in a session its agent, machine and folder count", async () => {
    const session = await newSession();
    await machine.send("POST", "/v1/sessions", {
      body: { title: session.title, agent: { kind: "claude" }, folder: "/home/ada/p" },
    });
    const rules: NewRule[] = [
      { effect: "allow", tool: "Read", match: { path: "./**" }, scope: { machineId: machine.id } },
    ];
    const body = { tool: "Read", input: { file_path: "a" }, rules };
    expect((await tryCall({ ...body, sessionId: session.id })).effect).toBe("allow");
    expect((await tryCall(body)).effect).toBe("ask");
  });

  test("what is not understood is asked about where a rule could be against a part of it", async () => {
    const wide: NewRule = { effect: "allow", tool: "Bash" };
    const guard: NewRule = { effect: "deny", tool: "Bash", match: { command: "rm **" } };
    for (const line of ['eval "rm x"', "$cmd x", "rm 'x", "source ./x"]) {
      expect([line, (await onLine(line, [wide])).effect]).toEqual([line, "allow"]);
      expect([line, (await onLine(line, [wide, guard])).effect === "allow"]).toEqual([line, false]);
    }
    expect((await onLine("ls -l", [wide, guard])).effect).toBe("allow");
  });

  test("a pattern that could not be made is refused with the reason", async () => {
    const rules = [{ effect: "allow", tool: "Bash", match: { command: "ls; rm" } }];
    const body = { tool: "Bash", input: { command: "ls" }, rules };
    const answer = await owner.send("POST", "/v1/people/rules/try", { body });
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: "rules[0].match.command" }] });
  });
});

describe("templates", () => {
  test("each rule of each of them can be made", async () => {
    const { items } = (await owner.send("GET", "/v1/people/rules/templates")).json<{ items: typeof ruleTemplates }>();
    expect(items).toEqual(ruleTemplates);
    for (const rule of items.flatMap(({ rules }) => rules)) {
      const answer = await owner.send("POST", "/v1/people/rules", { body: rule });
      expect([rule, answer.statusCode]).toEqual([rule, 201]);
    }
    await endAll();
  });

  test("read-only tools may look below the working folder", async () => {
    const rules = rulesOf("read-only");
    const context = { folder: "/home/ada/p", platform: "linux" };
    for (const tool of [
      "Read",
      "read",
      "read_file",
      "Grep",
      "grep_search",
      "Glob",
      "LS",
      "list_directory",
      "search_files",
    ]) {
      const inside = await tryCall({ tool, input: { path: "src", pattern: "x" }, context, rules });
      const outside = await tryCall({ tool, input: { path: "/etc", pattern: "x" }, context, rules });
      expect([tool, inside.effect, outside.effect]).toEqual([tool, "allow", "ask"]);
    }
    for (const tool of ["Write", "Edit", "apply_patch", "replace", "write_file"]) {
      expect((await tryCall({ tool, input: { path: "src/a" }, context, rules })).effect).toBe("ask");
    }
  });

  test("tests and linters run, and nothing beside them", async () => {
    const rules = rulesOf("tests-and-linters");
    for (const { match } of rules) {
      const line = match?.command?.replace(" **", "") ?? "";
      expect([line, (await onLine(line, rules)).effect]).toEqual([line, "allow"]);
    }
    for (const line of ["npm publish", "npm test && rm -rf .", "npm test > ~/.bashrc", "npx other", "cargo run"]) {
      expect([line, (await onLine(line, rules)).effect]).toEqual([line, "ask"]);
    }
  });

  test("git goes on without a push", async () => {
    const rules = rulesOf("git-except-push");
    for (const line of ["git status -s", "git add -A", 'git commit -m "x"', "git log --oneline", "git pull"]) {
      expect([line, (await onLine(line, rules)).effect]).toEqual([line, "allow"]);
    }
    const wide: NewRule[] = [...rules, { effect: "allow", tool: "Bash" }];
    for (const line of ["git push", "git push --force origin main", "git -C x push", "git commit -m x && git push"]) {
      expect([line, (await onLine(line, wide)).effect]).toEqual([line, "ask"]);
    }
  });
});
