import { version } from "../../package.json";
import type { OptionTable } from "../arguments.ts";
import { type Verb, type VerbName, verbs } from "../verbs.ts";

export { version };

const columns = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

const optionRows = (options: OptionTable) => [
  ...Object.entries(options).map(
    ([name, { value, summary }]) => [`--${name}${value ? ` ${value}` : ""}`, summary] as const,
  ),
  ["--help", "show this"] as const,
];

/** The page that lists all verbs. */
export const overviewHelp = (): string =>
  [
    "muster: every coding agent reports to one place, and a reply typed there steers it",
    "",
    "Usage: muster VERB …",
    "",
    ...columns(Object.entries(verbs).map(([name, { summary }]) => [name, summary])),
    "",
    "muster help VERB says more about one; muster --version says which this is.",
    "Environment: MUSTER_URL, MUSTER_KEY, MUSTER_SESSION, MUSTER_DEVICE_KEY, MUSTER_HOME, NO_COLOR.",
    "Exit codes: 0 done, or kept to be sent later · 1 unexpected · 2 hub not reachable · 3 key refused · 4 rate limited",
    "            5 not found or invalid · 6 no answer in time · 7 denied · 10 the stop word came",
    "",
  ].join("\n");

/** The page of one verb. */
export const verbHelp = (name: VerbName): string => {
  const verb: Verb = verbs[name];
  return [
    `muster ${name}: ${verb.summary}`,
    "",
    `Usage: muster ${name} ${verb.usage ? `${verb.usage} ` : ""}[options]`,
    "",
    ...columns(optionRows(verb.options)),
    ...(verb.details ? ["", ...verb.details] : []),
    "",
  ].join("\n");
};
