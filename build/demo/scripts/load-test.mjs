const rounds = 240;

/**
 * A number that looks measured, the same for the same round.
 * @param {number} round
 * @param {number} least
 * @param {number} most
 */
const measured = (round, least, most) => Math.round(least + ((Math.sin(round * 12.9898) + 1) / 2) * (most - least));

/** @param {number} round */
const line = (round) => {
  const [p99, errors] = [measured(round, 36, 58), round % 9 === 7 ? 3 : 0];
  const million = ((round + 1) * 0.013).toFixed(2);
  return `p99 **${p99} ms**, ${errors} errors, ${million} M requests`;
};

/** @param {number} round @returns {import("../types.ts").Step[]} */
const minuteByMinute = (round) => [
  {
    say: line(round),
    state: "working",
    progress: `${(round % rounds) + 1}/${rounds}`,
    ...(round % 9 === 7 ? { level: "warning" } : {}),
  },
  { pause: round < 2 ? 4 : 15 + measured(round, 0, 10) },
];

/** @type {import("../types.ts").Script} */
export const loadTestScript = {
  machine: "build-box",
  agent: "NightShift",
  kind: "script",
  folder: "/srv/checkout",
  branch: "v4.2",
  title: "Four-hour load test, checkout",
  listens: false,
  heard: () => [],
  steps: [
    { say: "```sh\nload run checkout --users 400 --for 4h\n```\n:rocket: Warm-up is over, counting from here." },
    { endlessly: minuteByMinute },
  ],
};
