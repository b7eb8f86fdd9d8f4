import { plan, quoted, usage } from "../steps.mjs";

const steps = [
  "List every caller of readSession()",
  "Sign the cookie with the key from the vault",
  "Accept old cookies for thirty days",
  "Rotate on sign-in",
  "Run the browser tests",
  "Write the release note",
];

/** @type {import("../types.ts").Step[]} */
const finish = [
  plan(steps, 4),
  { say: "Rotation on sign-in is in. Browser tests are running in four shards …", progress: "4/6", state: "working" },
  { pause: 14 },
  plan(steps, 5),
  usage(241_800, 15_920, 1.34),
  {
    say: `:white_check_mark: All green.

| shard | tests | time |
|---|--:|--:|
| sign-in | 38 | 41 s |
| account | 52 | 58 s |
| admin | 17 | 22 s |
| mobile web | 29 | 47 s |`,
    level: "success",
    progress: "5/6",
  },
  { pause: 9 },
  plan(steps, 6),
  usage(252_300, 17_480, 1.42),
  {
    say: `Finished. Three commits on \`signed-cookies\`:

- [x] cookies are signed, with the key id in front
- [x] old ones are read until the end of the grace time
- [x] a release note, with the one setting that operators have to know

Nothing else is left to do here. :wave:`,
    level: "success",
    state: "done",
    progress: "6/6",
  },
];

/** @type {import("../types.ts").Script} */
export const signInScript = {
  machine: "studio",
  agent: "SwiftHeron",
  kind: "claude",
  folder: "/home/ann/src/accounts",
  branch: "signed-cookies",
  title: "Sign the session cookies",
  listens: true,
  heard: (reply) => [{ say: `:memo: Noted:\n\n${quoted(reply)}\n\nI work it in with the current step.` }],
  steps: [
    plan(steps, 0),
    { say: ":mag: Reading how sessions are made today before I change anything.", state: "working", progress: "0/6" },
    { pause: 3 },
    plan(steps, 1),
    usage(48_200, 2900, 0.24),
    {
      say: `There are **eleven callers**, nine of them through \`middleware/session.ts\`. The other two build the cookie by hand:

\`\`\`ts
// src/admin/impersonate.ts
response.cookie("sid", user.id, { httpOnly: true });
\`\`\`

I route both through the middleware first, so that there is one place to sign.`,
      progress: "1/6",
    },
    { pause: 8 },
    plan(steps, 2),
    usage(101_400, 7150, 0.58),
    {
      say: `Signing works, 64 of 64 unit tests pass :tada:

\`\`\`diff
- const id = request.cookies.sid;
+ const id = unseal(request.cookies.sid, keys);
+ if (id === null) return signOut(response);
\`\`\``,
      level: "success",
      progress: "2/6",
    },
    {
      leave: {
        tool: "Bash",
        input: { command: "rm -rf ./dist && npm run build", description: "Build anew, without what is left of before" },
      },
      patience: 90,
      allowed: [{ say: "Built anew, nothing of the old cookies is left in it.", state: "working" }],
      denied: (note) => [
        { say: note === "" ? "Then I build over what is there." : `Understood:\n\n${quoted(note)}`, state: "working" },
      ],
      unanswered: [{ say: "No word, so `dist` stays as it is and I build over it.", state: "working" }],
    },
    { pause: 6 },
    {
      ask: `:raising_hand: **One decision is yours.** People who are signed in now hold unsigned cookies. I can

1. keep reading those for **thirty days**, or
2. sign everybody out **at the release**.

The first is kinder, the second is safer. Which one?`,
      patience: 150,
      answered: (reply) => [
        { say: `Thank you, I go by that:\n\n${quoted(reply)}`, state: "working" },
        plan(steps, 3),
        { pause: 7 },
        ...finish,
      ],
      unanswered: [
        {
          say: "No answer yet, so I take the kinder way: thirty days. It is one constant, easy to change.",
          state: "working",
        },
        plan(steps, 3),
        { pause: 7 },
        ...finish,
      ],
    },
  ],
};
