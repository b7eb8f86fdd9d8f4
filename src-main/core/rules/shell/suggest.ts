import type { AnalysedCommand, ShellAnalysis } from "./analyse.ts";
import { type CommandRule, judgeCommand } from "./judge-command.ts";
import { isHarmlessRedirection, quoteWord } from "./pattern.ts";
import { nameOf, programOf } from "./programs.ts";
import type { ShellWord } from "./parser.ts";

/** Programs whose first word says what they do, so that a rule for all of the program would be too wide. */
const withSubcommand = new Set(
  `git npm pnpm yarn bun cargo go docker podman kubectl helm gh glab pip pip3 uv poetry dotnet gradle mvn make just task
  terraform aws gcloud az brew apt systemctl rustup composer bundle rake mix flutter dart npx vitest ruff biome`.split(
    /\s+/,
  ),
);

/** Subcommands that only read. */
const reading: Readonly<Record<string, readonly string[]>> = {
  git: ["status", "log", "diff", "show", "blame", "ls-files", "rev-parse", "describe", "shortlog"],
  npm: ["test", "ls", "view", "outdated"],
  cargo: ["test", "check", "clippy"],
  go: ["test", "vet", "list"],
};

const patternWord = (word: ShellWord): string =>
  word.literal === null || word.isGlob ? word.source : word.hasTilde ? word.source : quoteWord(word.literal);

/** The command in its own words. */
const exactly = (command: AnalysedCommand): string =>
  [
    ...command.assignments.map((one) => one.source),
    ...command.words.map(patternWord),
    ...command.redirections
      .filter((one) => !isHarmlessRedirection(one))
      .flatMap((one) => [`${one.descriptor ?? ""}${one.operator}`, patternWord(one.target)]),
  ].join(" ");

/** Wider forms for programs of which it is known what their words do. */
const wider = (command: AnalysedCommand): string[] => {
  const [name, first] = command.words;
  if (name?.literal == null || command.assignments.length > 0) return [];
  if (command.redirections.some((one) => !isHarmlessRedirection(one))) return [];
  const program = programOf(name.literal);
  const own = quoteWord(name.literal);
  if (program.isHarmless) return [`${own} **`];
  if (program.ask || program.isSpelled || program.runs || first?.literal == null || first.literal.startsWith("-"))
    return [];
  const known = nameOf(name.literal);
  if (reading[known]?.includes(first.literal)) return [`${own} ${quoteWord(first.literal)} **`];
  if (known === "npm" && first.literal === "run" && command.words[2]?.literal) {
    return [`${own} run ${quoteWord(command.words[2].literal)} **`];
  }
  return withSubcommand.has(known) ? [`${own} ${quoteWord(first.literal)} **`] : [];
};

export interface SuggestedPatterns {
  /** For `match.exact`: answers this line and no other. */
  exact: string;
  /** For `match.command`, the narrowest first; each of them answers this line, beside the rules that are there. */
  patterns: string[];
}

/** Patterns for a rule that would allow this line, beside the `rules` that are there. Each was tried. */
export const suggestPatterns = (analysis: ShellAnalysis, rules: readonly CommandRule[] = []): SuggestedPatterns => {
  const all = analysis.commands.flatMap((command) => [exactly(command), ...wider(command)]);
  const answers = (command: string) =>
    judgeCommand(analysis, [...rules, { id: "", effect: "allow", match: { command } }]).effect === "allow";
  const few = analysis.commands.length <= 20 ? [...new Set(all)] : [];
  return { exact: analysis.text, patterns: few.filter((one) => one !== "" && answers(one)) };
};
