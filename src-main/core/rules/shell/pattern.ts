import type { ShellAssignment, ShellRedirection, ShellWord, SimpleCommand } from "./parser.ts";

/** One word of a pattern: `raw` as it was written, `text` without its quotes. */
export type PatternWord = { type: "any" } | { type: "text"; raw: string; text: string };

export interface PatternAssignment {
  name: string;
  /** Null for `NAME=*`: any value of plain letters and numbers, no path and no options. */
  source: string | null;
}

export interface PatternTarget {
  operator: string;
  descriptor: string | null;
  text: string;
  /** `*` and `?` in it stand for characters of one name. */
  isGlob: boolean;
}

/** A rule's words for one simple command. */
export interface CommandPattern {
  source: string;
  assignments: PatternAssignment[];
  words: PatternWord[];
  /** Ends with `**`. */
  hasRest: boolean;
  redirections: PatternTarget[];
}

export type ParsedPattern = { pattern: CommandPattern } | { problem: string };

interface Token {
  raw: string;
  text: string;
  isQuoted: boolean;
}

const tokenForm = /(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^\s'"\\])+/y;
const operatorForm = /(?:\d+)?(?:>>|>\||>&|&>>|&>|<>|<&|>|<)/y;

const unquote = (raw: string): string =>
  raw.replaceAll(/'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g, (_all, single, double, escaped) => {
    if (single !== undefined) return single as string;
    if (double !== undefined) return (double as string).replaceAll(/\\([\\"$`])/g, "$1");
    return escaped as string;
  });

/** What stands outside of quotes. */
const bare = (raw: string): string => raw.replaceAll(/'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]/g, "");

/** What would make a pattern more than one simple command, or something that no command could equal. */
const problemOf = ({ raw }: Token): string | undefined => {
  if (/`|\$\(|[<>]\(/.test(raw.replaceAll(/'[^']*'/g, ""))) return "a pattern can't hold a command within a command";
  if (/[;|()]|(?<![<>])&/.test(bare(raw))) return "a pattern is for one simple command; quote ; | & ( )";
  if (bare(raw).includes("**") && raw !== "**") return "** stands alone, as the last word";
  return undefined;
};

const tokenise = (source: string): Token[] | string => {
  const tokens: Token[] = [];
  let at = 0;
  const take = (form: RegExp): string | undefined => {
    form.lastIndex = at;
    const found = form.exec(source)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  while (at < source.length) {
    if (take(/\s+/y) !== undefined) continue;
    const operator = take(operatorForm);
    const raw = operator ?? take(tokenForm);
    if (raw === undefined) return "a quote does not end";
    // An operator may stand right behind a word.
    const cut = operator === undefined ? bareOperatorAt(raw) : -1;
    const one = cut > 0 ? raw.slice(0, cut) : raw;
    at -= raw.length - one.length;
    tokens.push({ raw: one, text: unquote(one), isQuoted: bare(one) !== one });
  }
  return tokens;
};

/** Where a redirection begins inside of a token; -1 when it has none. */
const bareOperatorAt = (raw: string): number => {
  const masked = raw.replaceAll(/'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]/g, (part) => "x".repeat(part.length));
  return masked.search(/&?[<>]/);
};

const isOperator = (raw: string): boolean => /^\d*(?:>>|>\||>&|&>>|&>|<>|<&|>|<)$/.test(raw);

const addRedirection = (pattern: CommandPattern, operator: string, target: Token | undefined): string | undefined => {
  if (target === undefined || isOperator(target.raw)) return `${operator} needs a target`;
  const descriptor = /^\d+/.exec(operator)?.[0] ?? null;
  pattern.redirections.push({
    operator: operator.slice(descriptor?.length ?? 0),
    descriptor,
    text: target.text,
    isGlob: target.raw === "**" || /[*?]/.test(bare(target.raw)),
  });
  return undefined;
};

/** Variables that make a program run or load something; a pattern has to spell their value. */
const isPowerful = (name: string): boolean =>
  /^(?:PATH|IFS|ENV|SHELL|HOME|PWD|CDPATH|TMPDIR|EDITOR|VISUAL|BROWSER|CC|CXX|PS\d|SHELLOPTS|PROMPT_COMMAND|BASH.*|LD_.*|DYLD_.*|GIT_.*|NODE_.*|npm_.*|NPM_.*|PYTHON.*|PERL.*|RUBY.*|JAVA_.*|JDK_.*|MAVEN_.*|GRADLE_.*|RUST.*|CARGO_.*|GO.*|SSH_.*|LESS.*|.*PAGER|.*ASKPASS|.*_OPTS|.*_OPTIONS|.*_PROXY|.*_proxy|MAKE.*|DOCKER_.*|KUBE.*|ZDOTDIR|FPATH|YARN_.*|PNPM_.*|COREPACK_.*|BUN_.*|DENO_.*|PIP_.*|UV_.*|RSYNC_.*|CVS_.*|.*_RSH|INPUTRC|LOCPATH|GCONV_PATH|XDG_.*|AWK.*|LUA_.*|PHP.*|ESLINT_.*|JEST_.*|PYTEST_.*|TSX_.*|TS_NODE_.*|BABEL_.*|VIMINIT|EXINIT|FCEDIT|EMACS.*|.*_ADDOPTS|.*_PLUGINS?|.*_PATH|.*_PRELOAD|.*FLAGS)$/.test(
    name,
  );

const addAssignment = (pattern: CommandPattern, { raw }: Token): string | undefined => {
  const name = raw.slice(0, raw.search(/\+?=/));
  const isAny = raw === `${name}=*`;
  if (isAny && isPowerful(name)) return `${name} decides what is run: its value has to be spelled`;
  pattern.assignments.push({ name, source: isAny ? null : raw });
  return undefined;
};

const addWord = (pattern: CommandPattern, token: Token): string | undefined => {
  if (pattern.hasRest) return "** is the last word";
  if (token.raw === "**") pattern.hasRest = true;
  else if (token.raw === "*") pattern.words.push({ type: "any" });
  else pattern.words.push({ type: "text", raw: token.raw, text: token.text });
  return undefined;
};

const fill = (pattern: CommandPattern, tokens: readonly Token[]): string | undefined => {
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const isStart = pattern.words.length === 0 && !pattern.hasRest;
    let problem: string | undefined;
    if (isOperator(token.raw)) problem = addRedirection(pattern, token.raw, tokens[(at += 1)]);
    else if (problemOf(token) !== undefined) problem = problemOf(token);
    else if (isStart && /^[A-Za-z_]\w*\+?=/.test(token.raw)) problem = addAssignment(pattern, token);
    else problem = addWord(pattern, token);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

/**
 * Reads the words of `match.command`. An allowing rule has to name its program; a denying or asking one may begin with
 * `*`. Gives the reason in words where it can't be used.
 */
export const parsePattern = (source: string, effect: "allow" | "deny" | "ask"): ParsedPattern => {
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(source.replaceAll(/[\t\n]/g, " "))) {
    return { problem: "a pattern can't hold control characters" };
  }
  const tokens = tokenise(source);
  if (typeof tokens === "string") return { problem: tokens };
  const pattern: CommandPattern = { source, assignments: [], words: [], hasRest: false, redirections: [] };
  const problem = fill(pattern, tokens);
  if (problem !== undefined) return { problem };
  const [first] = pattern.words;
  if (effect === "allow" && (first?.type === "any" || (first === undefined && pattern.hasRest))) {
    return { problem: "the first word has to name the program" };
  }
  if (first === undefined && !pattern.hasRest && pattern.assignments.length + pattern.redirections.length === 0) {
    return { problem: "a pattern needs a word" };
  }
  return { pattern };
};

/** Whether a word of a line is the spelled word of a pattern. */
export const isSpelled = (word: ShellWord, pattern: PatternWord & { type: "text" }): boolean => {
  // A quoted `'*'` in a pattern is the way to spell one that stands alone in the line.
  if (word.isGlob)
    return word.source === pattern.raw || (/^[\w./*?-]+$/.test(word.source) && word.source === pattern.text);
  if (word.literal === null) return word.source === pattern.raw;
  return word.literal === pattern.text;
};

const globOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split(/([*?])/)
      .map((part) => {
        if (part === "*") return "[^/]*";
        return part === "?" ? "[^/]" : part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
      })
      .join("")}$`,
    "u",
  );

const segments = (path: string): string[] => path.split("/");

/** `*` in a target is characters of one name, as in a shell: no slash, no leading dot, no way up. */
const isInGlob = (target: string, glob: string): boolean => {
  if (glob === "**") return true;
  const names = segments(target);
  const forms = segments(glob);
  return (
    names.length === forms.length &&
    names.every(
      (name, at) =>
        name === forms[at] ||
        (!/^[.~]/.test(name) && name !== "" && globOf(forms[at] as string).test(name)) ||
        (name.startsWith(".") &&
          forms[at]?.startsWith(".") === true &&
          !/^\.\.?$/.test(name) &&
          globOf(forms[at]).test(name)),
    )
  );
};

const isTarget = (one: ShellRedirection, pattern: PatternTarget): boolean => {
  if (
    one.operator !== pattern.operator ||
    (one.descriptor ?? defaultOf(one)) !== (pattern.descriptor ?? defaultOf(one))
  ) {
    return false;
  }
  const { literal, isGlob, source } = one.target;
  if (literal === null || isGlob) return source === pattern.text && !pattern.isGlob;
  return literal === pattern.text || (pattern.isGlob && isInGlob(literal, pattern.text));
};

const defaultOf = ({ operator }: ShellRedirection): string => (operator.startsWith("<") ? "0" : "1");

const isAssigned = (one: ShellAssignment, pattern: PatternAssignment): boolean =>
  one.name === pattern.name &&
  (pattern.source === null
    ? /^[\w.,:@%+-]*$/.test(one.value?.literal ?? "/") && one.source.startsWith(`${one.name}=`)
    : one.source === pattern.source);

/** Redirections that touch no file: to another descriptor, of text in the line, and to nowhere. */
export const isHarmlessRedirection = ({ operator, target }: ShellRedirection): boolean => {
  if (operator.startsWith("<<")) return true;
  if (operator === ">&" || operator === "<&") return target.literal !== null && /^(?:\d+-?|-)$/.test(target.literal);
  return operator !== "<>" && target.source === "/dev/null";
};

/** Whether all that stands around the words of a command is spelled by the pattern; `isWhole`: and nothing else does. */
export const matchesAround = (command: SimpleCommand, pattern: CommandPattern, isWhole: boolean): boolean => {
  const counted = command.redirections.filter((one) => !isHarmlessRedirection(one));
  const hasAll =
    pattern.assignments.every((one) => command.assignments.some((other) => isAssigned(other, one))) &&
    pattern.redirections.every((one) => command.redirections.some((other) => isTarget(other, one)));
  if (!hasAll || !isWhole) return hasAll;
  return (
    command.assignments.every((one) => pattern.assignments.some((other) => isAssigned(one, other))) &&
    counted.every((one) => pattern.redirections.some((other) => isTarget(one, other)))
  );
};

/** A word as it has to be written in a pattern to mean itself. */
export const quoteWord = (word: string): string =>
  /^[\w@%+:,./=^{}~!-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
