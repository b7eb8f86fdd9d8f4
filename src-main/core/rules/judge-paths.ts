import type { RuleRecord } from "../records.ts";
import type { ToolCall } from "./call.ts";
import { type GivenPath, pathsOfCall, textsIn } from "./file-tools.ts";
import { type PathPattern, parsePathPattern, reachOf } from "./path-pattern.ts";
import { holdsIn, isWithin, type Names, type PathWorld, pathWorldOf, resolvePath, unlinked } from "./paths.ts";
import type { Piece, Pieces } from "./piece.ts";

interface Place {
  world: PathWorld;
  /** Real paths by the text of the input, and by the full path that it stands for. */
  real: ReadonlyMap<string, Names>;
  /** Whether the agent's side resolved links at all. */
  isResolved: boolean;
}

const keyOf = (names: Names) => `\0${names.join("\0")}`;

const namesOf = (path: string, world: PathWorld): Names | undefined => {
  const resolved = resolvePath(path, world);
  return "names" in resolved ? resolved.names : undefined;
};

const findPlace = ({ folder, context }: ToolCall): Place => {
  const world = pathWorldOf(folder, context);
  const real = new Map<string, Names>();
  for (const pair of context?.realPaths ?? []) {
    const to = namesOf(pair.real, world);
    const from = namesOf(pair.given, world);
    if (to !== undefined) real.set(pair.given, to);
    if (to !== undefined && from !== undefined) real.set(keyOf(from), to);
  }
  return { world, real, isResolved: context?.realPaths !== undefined };
};

/** Found once for a call: every rule with a folder asks for it. */
const places = new WeakMap<ToolCall, Place>();
const placeOf = (call: ToolCall): Place => {
  const place = places.get(call) ?? findPlace(call);
  places.set(call, place);
  return place;
};

/** Where home folders mostly are: to deny what is in one, it need not be known which. */
const homes: readonly Names[] = [["home", "*"], ["root"], ["Users", "*"], ["*:", "Users", "*"]];

/** The names that a pattern stands for here: below a linked folder, those behind the link, too. */
const formsOf = ({ from, names }: PathPattern, { world, real }: Place, isStrict: boolean): Names[] => {
  const bases = { root: [], folder: world.folder, home: world.home };
  const base = bases[from];
  if (base === undefined) return from === "home" && !isStrict ? homes.map((home) => [...home, ...names]) : [];
  const full = world.isMac ? unlinked([...base, ...names]) : [...base, ...names];
  const links = [world.folder, world.home].flatMap((above) => {
    const behind = above && real.get(keyOf(above));
    const isBelow = above !== undefined && above.length > 0 && above.every((name, at) => name === full[at]);
    return behind !== undefined && isBelow ? [[...behind, ...full.slice(above.length)]] : [];
  });
  return [full, ...links];
};

interface Looked {
  given: GivenPath;
  /** As it is written, and as it really is where that is known. */
  all: Names[];
  /** Why it can't be told where it leads. */
  problem: string | null;
}

/** The real beginning of a glob, by the real path of the whole: what follows its beginning is no file. */
const realOfGlob = ({ text, glob }: GivenPath, { real }: Place): Names | undefined => {
  const behind = glob === undefined ? undefined : real.get(glob);
  if (behind === undefined || glob === undefined) return undefined;
  const rest = glob
    .slice(glob.startsWith(text) ? text.length : 0)
    .split(/[/\\]/)
    .filter((name) => name !== "" && name !== ".");
  const isSame = rest.every((name, at) => name === behind[behind.length - rest.length + at]);
  return isSame ? behind.slice(0, behind.length - rest.length) : undefined;
};

const look = (given: GivenPath, place: Place): Looked => {
  const { world, real, isResolved } = place;
  const resolved = resolvePath(given.text, world);
  if ("problem" in resolved) return { given, all: [], problem: resolved.problem };
  const { names } = resolved;
  const behind = real.get(given.text) ?? real.get(keyOf(names)) ?? realOfGlob(given, place);
  if (behind !== undefined) return { given, all: [names, behind], problem: null };
  const isFolder = world.folder !== undefined && keyOf(names) === keyOf(world.folder);
  const problem = isResolved && !isFolder ? "is not among the paths that its machine resolved" : null;
  return { given, all: [names], problem };
};

interface PathRule {
  rule: RuleRecord;
  forms: Names[];
}

const reaches = (names: Names, forms: readonly Names[], world: PathWorld, isStrict: boolean) => {
  const by = (isEnough: (form: Names, read: (name: string) => string) => boolean) =>
    holdsIn(world, isStrict, (read) => forms.some((form) => isEnough(form, read)));
  return {
    isWhole: by((form, read) => reachOf(form.map(read), names.map(read)).isWhole),
    mayReach: by((form, read) => reachOf(form.map(read), names.map(read)).mayReach),
  };
};

/** Whether a rule that denies or asks is about the path, or about something below it where the tool looks there. */
const touches = ({ given, all }: Looked, { forms }: PathRule, world: PathWorld): "whole" | "part" | undefined => {
  const found = all.map((names) => reaches(names, forms, world, false));
  if (found.some(({ isWhole }) => isWhole)) return "whole";
  return given.isTree && found.some(({ mayReach }) => mayReach) ? "part" : undefined;
};

const allows = ({ given, all }: Looked, { forms }: PathRule, world: PathWorld): boolean => {
  const wide = given.isTree ? forms.filter((form) => form.at(-1) === "**") : forms;
  return all.every((names) => reaches(names, wide, world, true).isWhole);
};

const judgePath = (looked: Looked, rules: readonly PathRule[], world: PathWorld): Piece => {
  const { text } = looked.given;
  const of = (effect: RuleRecord["effect"]) => rules.filter(({ rule }) => rule.effect === effect);
  const denied = of("deny").map((one) => ({ rule: one.rule, how: touches(looked, one, world) }));
  const whole = denied.find(({ how }) => how === "whole");
  if (whole) return { text, effect: "deny", rule: whole.rule, why: "a rule denies this path" };
  const part = denied.find(({ how }) => how === "part");
  if (part) return { text, effect: "ask", rule: part.rule, why: "a rule denies something below this folder" };
  const asked = of("ask").find((one) => touches(looked, one, world) !== undefined);
  if (asked) return { text, effect: "ask", rule: asked.rule, why: "a rule asks about this path" };
  if (looked.problem !== null) return { text, effect: null, rule: null, why: `this path ${looked.problem}` };
  const allowed = of("allow").find((one) => allows(looked, one, world));
  if (allowed) return { text, effect: "allow", rule: allowed.rule, why: "a rule allows this path" };
  return { text, effect: null, rule: null, why: "no rule is about this path" };
};

const parsed = (rules: readonly RuleRecord[], place: Place): PathRule[] =>
  rules.flatMap((rule) => {
    const found = parsePathPattern(rule.match?.path ?? "");
    return "pattern" in found ? [{ rule, forms: formsOf(found.pattern, place, rule.effect === "allow") }] : [];
  });

/** What in the input of any other tool looks like a path. */
const likePaths = (call: ToolCall): GivenPath[] =>
  textsIn(call.input)
    .filter((text) => text.length <= 4096 && /[/\\]|^~/.test(text))
    .map((text) => ({ text, isTree: true }));

/**
 * Judges a call by the rules about its paths. Where the tool is none whose paths are known, rules can only deny or ask
 * about what looks like one.
 */
export const judgePaths = (call: ToolCall, rules: readonly RuleRecord[]): Pieces => {
  const place = placeOf(call);
  const known = pathsOfCall(call.tool, call.input);
  const pathRules = parsed(rules, place);
  if (known === undefined) {
    const strict = pathRules.filter(({ rule }) => rule.effect !== "allow");
    const pieces =
      strict.length === 0 ? [] : likePaths(call).map((given) => judgePath(look(given, place), strict, place.world));
    return { pieces: pieces.filter(({ effect }) => effect !== null), problem: null };
  }
  const looked = known.paths.map((given) => look(given, place));
  const problem = known.problem ?? looked.find((one) => one.problem !== null)?.problem ?? null;
  return { pieces: looked.map((one) => judgePath(one, pathRules, place.world)), problem };
};

/** Whether the call is made in this folder or below it; every way to write its folder counts for a rule that allows. */
export const isInFolder = (call: ToolCall, folder: string, isStrict: boolean): boolean => {
  const { world, real } = placeOf(call);
  const above = namesOf(folder, world);
  if (above === undefined || world.folder === undefined) return false;
  const own = [world.folder, real.get(keyOf(world.folder))].filter((names) => names !== undefined);
  const tops = [above, real.get(keyOf(above))].filter((names) => names !== undefined);
  const isIn = (names: Names) => tops.some((top) => isWithin(names, top, world, isStrict));
  return isStrict ? own.every(isIn) : own.some(isIn);
};

/** Those of the paths of a file tool's call that lie outside of its working folder. */
export const pathsOutside = (call: ToolCall): string[] => {
  const place = placeOf(call);
  const { folder } = place.world;
  const known = pathsOfCall(call.tool, call.input);
  if (folder === undefined || known === undefined) return [];
  const inside = [folder, place.real.get(keyOf(folder))].filter((names) => names !== undefined);
  const isInside = (names: Names) => inside.some((top) => isWithin(names, top, place.world, true));
  return known.paths.filter((given) => !look(given, place).all.every(isInside)).map(({ text }) => text);
};

const textOf = (names: Names, { isWindows }: PathWorld): string =>
  isWindows ? names.join("/") : `/${names.join("/")}`;

/** Patterns that would allow the paths of a call, each by itself, narrowest first; none where no single one does. */
export const patternsFor = (call: ToolCall): string[] => {
  const place = placeOf(call);
  const { world } = place;
  const known = pathsOfCall(call.tool, call.input);
  const looked = known?.paths.map((given) => look(given, place)) ?? [];
  if (known === undefined || known.problem !== null || looked.some(({ problem }) => problem !== null)) return [];
  const all = looked.flatMap((one) => one.all);
  const [first] = all;
  if (first === undefined) return [];
  let shared = looked.some(({ given }) => given.isTree) ? first.length : first.length - 1;
  for (const names of all)
    while (shared > 0 && keyOf(names.slice(0, shared)) !== keyOf(first.slice(0, shared))) shared -= 1;
  const folder = first.slice(0, shared);
  const only = all.every((names) => keyOf(names) === keyOf(first)) && !looked.some(({ given }) => given.isTree);
  const working = world.folder !== undefined && isWithin(folder, world.folder, world, true) ? [world.folder] : [];
  const wide = [folder, ...working].filter((names) => names.length > (world.isWindows ? 1 : 0));
  const texts = [...(only ? [textOf(first, world)] : []), ...wide.map((names) => `${textOf(names, world)}/**`)];
  return [...new Set(texts)].filter((text) => text.length <= 4096 && !/[*?]/.test(text.replace(/\/\*\*$/, "")));
};
