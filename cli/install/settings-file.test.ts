import { expect, test } from "vitest";
import { settingsFile } from "./settings-file.ts";

test("the settings have hooks and server with limits in milliseconds, beside what is there", () => {
  const place = { scope: "user", folder: "/project", env: {}, platform: "linux", home: () => "/home/ada" } as const;
  const programs = { node: "/bin/node", hook: "/m/muster-hook.cjs", commandLine: "/m/muster.cjs" };
  const events = [{ event: "Stop", matcher: "*", limitSeconds: 50, waits: true }];
  const { path, form } = settingsFile("qwen", events, { folder: "/home/ada/.qwen", place, programs });

  expect(path).toBe("/home/ada/.qwen/settings.json");
  const settings: unknown = JSON.parse(form.add('{ "theme": "dark" }'));
  expect(settings).toEqual({
    theme: "dark",
    hooks: { Stop: [{ matcher: "*", hooks: [expect.objectContaining({ type: "command", timeout: 50_000 })] }] },
    mcpServers: {
      muster: {
        command: "/bin/node",
        args: ["/m/muster.cjs", "mcp", "--kind", "qwen"],
        timeout: 3_600_000,
        trust: true,
      },
    },
  });
});
