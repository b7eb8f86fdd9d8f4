import { plan, quoted, usage } from "../steps.mjs";

const steps = ["Measure what we have", "Try two queues on real traffic", "Decide with Ann", "Write the decision down"];

/** @type {(choice: string) => import("../types.ts").Step[]} */
const writeDown = (choice) => [
  plan(steps, 3),
  { pause: 10 },
  plan(steps, 4),
  usage(96_700, 8800, 0.49),
  {
    say: `Wrote \`docs/decisions/0014-ingest-queue.md\`:

> ${choice}

The two prototypes are on \`try/nats\` and \`try/table\`, for whoever wants to look.`,
    level: "success",
    state: "done",
    progress: "1",
  },
  { pause: 25 },
  { open: "Move ingest to the new queue" },
  { say: "Starting with the consumer, behind a switch that is off.", state: "working", progress: "0/5" },
  { pause: 20 },
  { say: "Consumer reads from both; producers still write to the old one. `make soak` runs.", progress: "2/5" },
  { pause: 40 },
  {
    say: ":hourglass_flowing_sand: Waiting for the nightly load test before I flip the switch.",
    state: "blocked",
    progress: "3/5",
  },
];

/** @type {import("../types.ts").Script} */
export const queueScript = {
  machine: "build-box",
  agent: "QuietBadger",
  kind: "codex",
  folder: "/srv/ingest",
  branch: "main",
  title: "Choose a queue for ingest",
  listens: true,
  heard: (reply) => [{ say: `Understood:\n\n${quoted(reply)}` }],
  steps: [
    plan(steps, 1),
    { pause: 1.5 },
    {
      say: `Measured both for ten minutes with Tuesday's traffic:

| | NATS JetStream | a table in Postgres |
|---|--:|--:|
| p50 to consumer | 1.8 ms | 9 ms |
| p99 to consumer | 11 ms | 140 ms |
| one more thing to run | yes | no |
| survives a pulled plug | yes | yes |`,
      progress: "2/4",
      state: "working",
    },
    usage(71_200, 6100, 0.35),
    { pause: 2 },
    plan(steps, 2),
    {
      leave: {
        tool: "mcp__tracker__create_issue",
        input: {
          project: "INGEST",
          title: "Decide on the queue",
          labels: ["decision", "ingest"],
          body: "Both were measured with Tuesday's traffic.\nThe figures are in the discussion.",
          options: { draft: true, watchers: ["ann"] },
        },
        summary: "Open an issue in the tracker: Decide on the queue",
      },
      patience: 60,
      allowed: [{ say: "The issue is there as a draft: INGEST-214." }],
      denied: (note) => [{ say: `No issue, then.${note === "" ? "" : `\n\n${quoted(note)}`}` }],
      unanswered: [{ say: "I go on without an issue." }],
    },
    {
      choose: `I lean to **NATS**: ingest is the one place where 140 ms hurts. But it is one more service to keep alive at night.`,
      options: [
        { label: "Go with NATS", detail: "11 ms at p99; one more service." },
        { label: "Stay with Postgres", detail: "Batch the reads; 140 ms at p99 until then." },
        { label: "Ask Ann first" },
      ],
      free: true,
      patience: 200,
      answered: (reply) => [
        { say: `Decided. :handshake:\n\n${quoted(reply)}`, state: "working" },
        ...writeDown(reply.trim().split("\n", 1)[0] ?? ""),
      ],
      unanswered: [
        { say: "I write it down as a proposal for NATS and leave the last word to you.", state: "working" },
        ...writeDown("Proposed: NATS JetStream, open until Ann has said yes."),
      ],
    },
  ],
};
