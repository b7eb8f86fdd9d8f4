import { plan, quoted } from "../steps.mjs";

const suspects = [
  "checkout › pays with a saved card",
  "search › shows the newest first",
  "upload › survives a lost network",
];

/** @type {import("../types.ts").Script} */
export const flakyScript = {
  machine: "studio",
  agent: "TidyFinch",
  kind: "claude",
  folder: "/home/ann/src/web",
  branch: "main",
  title: "Find out why three tests are flaky",
  listens: true,
  heard: (reply) => [
    { say: `Good point, I look at that next.\n\n${quoted(reply)}`, state: "working" },
    { pause: 6 },
    { say: "Looked: it is connected. The same fixture is shared by all three." },
  ],
  steps: [
    plan(suspects, 0),
    { pause: 2.5 },
    {
      say: `Running each of the three **two hundred times**:\n\n${suspects.map((one) => `- \`${one}\``).join("\n")}`,
      state: "working",
      progress: "0/3",
    },
    { act: "npx playwright test checkout --repeat-each 200", tool: "Bash" },
    { pause: 11 },
    plan(suspects, 1),
    {
      say: `First one found. The test clears the basket while the page is still saving it:

\`\`\`ts
await basket.clear();          // does not wait for the save
await expect(total).toHaveText("0,00 €");
\`\`\`

It failed **7 of 200** times before, **0 of 200** now.`,
      level: "success",
      progress: "1/3",
    },
    {
      // Nobody else answers it: it stays open for whoever looks at the demo.
      leave: {
        tool: "Bash",
        input: {
          command:
            "git commit -am 'Wait for the basket to be saved' && git push --force-with-lease origin flaky-fixtures",
          description: "Put the first fix on its branch",
        },
      },
      patience: 3600,
      allowed: [{ say: "Pushed; the pull request shows the fix alone." }],
      denied: (note) => [{ say: `It stays on this machine for now.${note === "" ? "" : `\n\n${quoted(note)}`}` }],
      unanswered: [{ say: "The fix stays on this machine until somebody has looked at it." }],
    },
    { act: "e2e/search.spec.ts", tool: "Read" },
    { pause: 8 },
    { act: "src/search/order.ts", tool: "Edit" },
    { pause: 10 },
    plan(suspects, 2),
    {
      say: "The second sorts by a time in whole seconds. Two rows of the same second change places. Fixed by sorting by id as well.",
      progress: "2/3",
    },
    { pause: 15 },
    {
      say: "The third needs a network that can be cut, and the test server of this machine has none. I wait for `build-box` to be free.",
      state: "blocked",
    },
    { pause: 60 },
    { say: "`build-box` is free: cutting the network on purpose :scissors:", state: "working" },
    { pause: 20 },
    plan(suspects, 3),
    { say: "All three are steady: 600 runs, 600 passes. :seedling:", level: "success", state: "done", progress: "3/3" },
  ],
};
