import { plan, quoted, usage } from "../steps.mjs";

const pages = ["Profile", "Notifications", "Security", "Billing", "Team", "Danger zone"];

/** @param {number} done */
const list = (done) => pages.map((page, index) => `- [${index < done ? "x" : " "}] ${page}`).join("\n");

const remarks = [
  "is translated and fits at 390 px.",
  "is translated. *Benachrichtigungseinstellungen* broke the layout; the label wraps now.",
  "is translated. One text came from the server in English only; it is in the catalogue now.",
  "is translated, with amounts and dates as each country writes them.",
  "is translated. Roles have the names that the help pages use.",
  "is translated, and its warnings sound like warnings in all three.",
];

/** @type {import("../types.ts").Step[]} */
const pageByPage = pages.flatMap((page, index) => [
  { pause: 7 + index * 2 },
  plan(pages, index + 1),
  usage(14_000 * (index + 1), 2100 * (index + 1), 0.04 * (index + 1)),
  { say: `**${page}** ${remarks[index]}${index === 2 ? `\n\n${list(3)}` : ""}`, progress: `${index + 1}/6` },
]);

/** @type {import("../types.ts").Script} */
export const translateScript = {
  machine: "studio",
  agent: "BrightOtter",
  kind: "gemini",
  folder: "/home/ann/src/web",
  branch: "settings-i18n",
  title: "Translate the settings pages",
  listens: true,
  heard: (reply) => [{ say: `:+1: Will do, from the next page on.\n\n${quoted(reply)}` }],
  steps: [
    plan(pages, 0),
    { pause: 0.5 },
    {
      say: `Six pages, German, French and Arabic :globe_with_meridians:\n\n${list(0)}`,
      state: "working",
      progress: "0/6",
    },
    {
      leave: {
        tool: "replace",
        input: {
          file_path: "/home/ann/src/web/src/settings/Profile.tsx",
          old_string: "<h2>Profile</h2>\n<p>Shown to your team.</p>\n",
          new_string: '<h2>{t("profile.title")}</h2>\n<p>{t("profile.note")}</p>\n',
        },
        summary: "Profile.tsx: texts from the catalogue",
      },
      patience: 120,
      allowed: [{ say: "The first page takes its texts from the catalogue now." }],
      denied: (note) => [{ say: `I leave that file alone.${note === "" ? "" : `\n\n${quoted(note)}`}` }],
      unanswered: [{ say: "I come back to `Profile.tsx` at the end." }],
    },
    ...pageByPage,
    {
      say: "Done. Arabic reads from right to left everywhere, *الإعدادات* included. :sparkles:",
      level: "success",
      state: "done",
    },
    { pause: 45 },
    { open: "Proofread the German help texts" },
    {
      say: "Reading all 112 entries; I only touch what is wrong, not what is a matter of taste.",
      state: "working",
      progress: "0/112",
    },
    {
      endlessly: (round) => [
        { pause: 35 },
        { say: `Entry ${Math.min(112, (round + 1) * 9)} of 112.`, progress: `${Math.min(112, (round + 1) * 9)}/112` },
      ],
    },
  ],
};
