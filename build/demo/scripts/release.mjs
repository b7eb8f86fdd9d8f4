import { quoted } from "../steps.mjs";

/** @type {import("../types.ts").Step[]} */
const giveUp = [
  {
    say: `:x: The canary is withdrawn, everybody is on \`v7.3.1\` again. Nobody saw an error page.

The cause is a query without an index:

\`\`\`sql
SELECT * FROM hits WHERE tenant = $1 ORDER BY score DESC LIMIT 20;
-- Seq Scan on hits  (rows=4182911)
\`\`\``,
    level: "warning",
    state: "failed",
  },
];

/** @type {import("../types.ts").Step[]} */
const nextTry = [
  { pause: 50 },
  { open: "Index for tenant search" },
  {
    say: "`CREATE INDEX CONCURRENTLY` on a copy first, to see how long it holds things up.",
    state: "working",
    progress: "1/4",
  },
  { pause: 30 },
  {
    say: "Eleven minutes on the copy, no locks worth a word. The query takes **3 ms** now instead of 2.9 s.",
    level: "success",
    progress: "2/4",
  },
  {
    ask: "Ready for production. Shall I build the index tonight at 02:00, or do you want to watch and have it now?",
    patience: 600,
    answered: (reply) => [
      {
        say: `Fine:\n\n${quoted(reply)}\n\nIt is in the calendar, with the way back beside it.`,
        state: "done",
        level: "success",
        progress: "1",
      },
    ],
    unanswered: [{ say: "I put it at 02:00; it can be moved.", state: "done", progress: "1" }],
  },
];

/** @type {import("../types.ts").Script} */
export const releaseScript = {
  machine: "build-box",
  agent: "PatientLynx",
  kind: "opencode",
  folder: "/srv/search",
  branch: "release/7.4",
  title: "Release search 7.4 to one percent",
  listens: true,
  heard: (reply) => [{ say: `:eyes: Read it:\n\n${quoted(reply)}` }],
  steps: [
    {
      say: "Image built, smoke tests pass. One percent of the traffic goes to **v7.4.0**.",
      state: "working",
      progress: "1/4",
    },
    { pause: 12 },
    { say: "Five minutes in: error rate 0.00 %, latency as before.", progress: "2/4" },
    { pause: 16 },
    {
      ask: `:rotating_light: Health check failed twice on \`search-canary-2\`: **p99 is 2.9 s**, it was 80 ms.

I can roll back at once, or hold it at one percent while you look. Without a word from you I roll back in half a minute.`,
      level: "urgent",
      patience: 30,
      answered: (reply) => [
        { say: `Heard:\n\n${quoted(reply)}\n\nOne look at the query plan, then I act.`, state: "working" },
        { pause: 10 },
        ...giveUp,
        ...nextTry,
      ],
      unanswered: [...giveUp, ...nextTry],
    },
  ],
};
