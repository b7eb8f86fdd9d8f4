import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { hasMessageBus } from "./build/programs.mjs";

const files = ["src-*/**/*.test.{ts,tsx}", "cli/**/*.test.ts", "build/**/*.test.ts", "bench/**/*.test.ts"];
/** Tests that start programs and wait for them: apart, so that the rest stays quick. */
const withProcesses = [
  "src-main/crash/**/*.test.ts",
  "src-main/headless/headless.test.ts",
  "src-main/shell-truth/**/*.test.ts",
  "src-main/testing/doctor.test.ts",
  "src-main/testing/{hook,plugins,carry,person-commands,notices-*}.test.ts",
];
/** The desktop's message bus, and shells, are not everywhere. */
const notHere = [
  ...(hasMessageBus() ? [] : ["src-main/testing/notices-*.test.ts"]),
  ...(process.platform === "win32"
    ? [
        "src-main/platform/notices/notify-send.test.ts",
        "src-main/shell-truth/**/*.test.ts",
        "src-main/testing/doctor.test.ts",
      ]
    : []),
];
// A machine may be busy; what never comes fails all the same.
const patience = { testTimeout: 30_000, hookTimeout: 30_000, expect: { poll: { timeout: 15_000 } } };

export default defineConfig({
  test: {
    // Left alone, a computer with two cores would run one file after the other.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { ...patience, name: "unit", include: files, exclude: [...withProcesses, ...notHere] } },
      { test: { ...patience, name: "processes", include: withProcesses, exclude: notHere } },
    ],
  },
});
